package dev.blindspot.augment.method;

import dev.blindspot.augment.geometry.Range;
import java.util.random.RandomGenerator;

/** How an aspect ratio is drawn from its range. */
public enum AspectRatioSampling {
  /** Uniform, as in the code of Random Erasing's authors: flat boxes are rarer than tall ones. */
  UNIFORM {
    @Override
    double draw(Range aspect, RandomGenerator random) {
      return aspect.draw(random);
    }
  },
  /** The logarithm is uniform: tall and flat boxes are equally frequent. */
  LOG_UNIFORM {
    @Override
    double draw(Range aspect, RandomGenerator random) {
      return aspect.drawLogUniform(random);
    }
  };

  abstract double draw(Range aspect, RandomGenerator random);
}
