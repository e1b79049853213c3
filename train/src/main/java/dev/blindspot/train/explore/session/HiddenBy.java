package dev.blindspot.train.explore.session;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.train.config.WindowFill;
import dev.blindspot.train.inspect.WindowFills;
import java.util.Arrays;
import java.util.Locale;
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

  /** Its name in requests. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The fill of that name. */
  public static HiddenBy of(String id) {
    return Arrays.stream(values())
        .filter(known -> known.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                RequestException.bad(
                    "fill must be one of %s"
                        .formatted(Arrays.stream(values()).map(HiddenBy::id).toList())));
  }

  /** How it is made of the image itself; empty for another image's pixels. */
  Optional<OcclusionFill> fill(Rgb mean) {
    return switch (this) {
      case MEAN -> Optional.of(WindowFills.of(new WindowFill.Mean(), mean));
      case GREY -> Optional.of(OcclusionFill.grey(127.5));
      case BLUR -> Optional.of(WindowFills.of(new WindowFill.Blur(8), mean));
      case NOISE -> Optional.of(WindowFills.of(new WindowFill.PixelUniform(4), mean));
      case PASTE -> Optional.empty();
    };
  }
}
