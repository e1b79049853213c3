package dev.blindspot.augment.geometry;

import java.util.random.RandomGenerator;

/** How an aspect ratio is drawn from its range. */
public enum AspectRatioSampling {
  /** Uniform, as in the code of Random Erasing's authors: flat boxes are rarer than tall ones. */
  UNIFORM {
    @Override
    public double draw(Range aspect, RandomGenerator random) {
      return aspect.draw(random);
    }
  },
  /** The logarithm is uniform: tall and flat boxes are equally frequent. */
  LOG_UNIFORM {
    @Override
    public double draw(Range aspect, RandomGenerator random) {
      return aspect.drawLogUniform(random);
    }
  };

  /** Draws a ratio from a range above 0. */
  public abstract double draw(Range aspect, RandomGenerator random);
}
