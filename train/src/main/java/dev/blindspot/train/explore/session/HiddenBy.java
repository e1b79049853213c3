package dev.blindspot.train.explore.session;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.train.config.WindowFill;
import dev.blindspot.train.inspect.WindowFills;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What hidden pixels show. */
public enum HiddenBy {
  /** The mean colour of the training images. */
  MEAN(new WindowFill.Mean()),
  /** Mid grey. */
  GREY(new WindowFill.Constant(new Rgb(127.5, 127.5, 127.5))),
  /** The image itself, blurred by a Gaussian of 8 pixels. */
  BLUR(new WindowFill.Blur(8)),
  /** Uniform noise; scores are averaged over four draws. */
  NOISE(new WindowFill.PixelUniform(4)),
  /** The same place of another image. */
  PASTE(null);

  @SuppressWarnings("ImmutableEnumChecker") // of a record
  private final Optional<WindowFill> fill;

  HiddenBy(@Nullable WindowFill fill) {
    this.fill = Optional.ofNullable(fill);
  }

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
    return fill.map(known -> WindowFills.of(known, mean));
  }
}
