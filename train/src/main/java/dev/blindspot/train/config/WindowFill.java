package dev.blindspot.train.config;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import java.io.Serializable;

/** What an occluding window shows. */
public sealed interface WindowFill extends Serializable {

  /** Black. */
  record Zero() implements WindowFill {}

  /** The mean colour of the training images. */
  record Mean() implements WindowFill {}

  /** One colour. */
  record Constant(Rgb colour) implements WindowFill {}

  /** The image itself, blurred. */
  record Blur(
      @Setting(about = "Standard deviation of the blur in pixels.", byDefault = "8") double sigmaPx)
      implements WindowFill {
    public Blur {
      Checks.requirePositive(sigmaPx, "sigmaPx");
      Checks.require(sigmaPx <= 1000, "sigmaPx", "must be at most 1000, was %s", sigmaPx);
    }
  }

  /** Uniform noise in every pixel; scores are averaged over the draws. */
  record PixelUniform(
      @Setting(about = "Draws of the noise; the work grows with them.", byDefault = "4") int draws)
      implements WindowFill {
    public PixelUniform {
      Checks.require(draws >= 1 && draws <= 1000, "draws", "must be 1 to 1000, was %d", draws);
    }
  }
}
