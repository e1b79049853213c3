package dev.blindspot.train.explore.image;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.train.config.WindowFill;
import java.util.Optional;

/** What hidden pixels show. */
public enum HiddenBy {
  /** The mean colour of the training images. */
  MEAN,
  /** Mid grey. */
  GREY,
  /** The image itself, blurred by a Gaussian of 8 pixels. */
  BLUR,
  /** Uniform noise; scores are averaged over four draws. */
  NOISE,
  /** The same place of another image. */
  PASTE;

  /** How it is made of the image itself; empty for another image's pixels. */
  Optional<OcclusionFill> fill(Rgb mean) {
    return switch (this) {
      case MEAN -> Optional.of(new WindowFill.Mean().forImages(mean));
      case GREY -> Optional.of(OcclusionFill.grey(127.5));
      case BLUR -> Optional.of(new WindowFill.Blur(8).forImages(mean));
      case NOISE -> Optional.of(new WindowFill.PixelUniform(4).forImages(mean));
      case PASTE -> Optional.empty();
    };
  }
}
