package dev.blindspot.train.config;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import java.io.Serializable;

/** What an occluding window shows. */
public sealed interface WindowFill extends Serializable {
  /**
   * What the engine paints.
   *
   * @param mean colour of the training images
   */
  OcclusionFill forImages(Rgb mean);

  /** Black. */
  record Zero() implements WindowFill {
    @Override
    public OcclusionFill forImages(Rgb mean) {
      return OcclusionFill.grey(0);
    }
  }

  /** The mean colour of the training images. */
  record Mean() implements WindowFill {
    @Override
    public OcclusionFill forImages(Rgb mean) {
      return WindowFill.colour(mean);
    }
  }

  /** One colour. */
  record Constant(Rgb colour) implements WindowFill {
    @Override
    public OcclusionFill forImages(Rgb mean) {
      return WindowFill.colour(colour);
    }
  }

  /** The image itself, blurred. */
  record Blur(
      @Setting(about = "Standard deviation of the blur in pixels.", byDefault = "8") double sigmaPx)
      implements WindowFill {
    public Blur {
      Checks.requirePositive(sigmaPx, "sigmaPx");
      Checks.require(sigmaPx <= 1000, "sigmaPx", "must be at most 1000, was %s", sigmaPx);
    }

    @Override
    public OcclusionFill forImages(Rgb mean) {
      return new OcclusionFill.Blur(sigmaPx);
    }
  }

  /** Uniform noise in every pixel; scores are averaged over the draws. */
  record PixelUniform(
      @Setting(about = "Draws of the noise; the work grows with them.", byDefault = "4") int draws)
      implements WindowFill {
    public PixelUniform {
      Checks.require(draws >= 1 && draws <= 1000, "draws", "must be 1 to 1000, was %d", draws);
    }

    @Override
    public OcclusionFill forImages(Rgb mean) {
      return new OcclusionFill.Noise(draws, 1);
    }
  }

  private static OcclusionFill colour(Rgb colour) {
    return OcclusionFill.bgr(colour.blue(), colour.green(), colour.red());
  }
}
