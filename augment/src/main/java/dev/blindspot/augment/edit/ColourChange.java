package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Changes the colour of all pixels as torchvision's {@code adjust_...} functions do; results are
 * clipped to 0..255, and rounded where pixels are bytes. Of images with more than three channels
 * the first three change; images without colours keep their saturation and hue.
 *
 * @param kind what changes
 * @param amount a factor, at least 0 (1 changes nothing); of the hue, a turn of the colour wheel
 *     from -0.5 to 0.5 (0 changes nothing)
 */
public record ColourChange(Kind kind, double amount) implements Edit {
  /** What changes. */
  public enum Kind {
    /** Values are multiplied. */
    BRIGHTNESS,
    /** Distances from the image's mean luminance are multiplied. */
    CONTRAST,
    /** Distances from each pixel's own luminance are multiplied. */
    SATURATION,
    /** Hues are turned; the largest and the smallest of a pixel's three values stay. */
    HUE
  }

  public ColourChange {
    Checks.requirePresent(kind, "kind");
    if (kind == Kind.HUE) {
      Checks.requireValue(
          amount >= -0.5 && amount <= 0.5,
          "amount",
          "must be between -0.5 and 0.5, was %s",
          amount);
    } else {
      Checks.requireValue(
          amount >= 0 && Double.isFinite(amount),
          "amount",
          "must be >= 0 and finite, was %s",
          amount);
    }
  }

  @Override
  public void paint(Canvas canvas, @Nullable Rgb datasetMean) {
    boolean colours = canvas.channels() >= 3;
    switch (kind) {
      case BRIGHTNESS -> blend(canvas, 0);
      case CONTRAST -> blend(canvas, meanLuminance(canvas));
      case SATURATION -> {
        if (colours) {
          saturate(canvas);
        }
      }
      case HUE -> {
        if (colours && amount != 0) {
          turn(canvas);
        }
      }
    }
  }

  private void blend(Canvas canvas, double other) {
    double rest = (1 - amount) * other;
    for (int channel = 0; channel < Math.min(3, canvas.channels()); channel++) {
      for (int y = 0; y < canvas.height(); y++) {
        for (int x = 0; x < canvas.width(); x++) {
          canvas.set(x, y, channel, clip(amount * canvas.get(x, y, channel) + rest));
        }
      }
    }
  }

  private static double meanLuminance(Canvas canvas) {
    double sum = 0;
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < canvas.width(); x++) {
        sum += luminance(canvas, x, y);
      }
    }
    return sum / ((double) canvas.height() * canvas.width());
  }

  /** By ITU-R BT.601; of one or two channels, their mean. */
  private static double luminance(Canvas canvas, int x, int y) {
    if (canvas.channels() < 3) {
      int last = canvas.channels() - 1;
      return (canvas.get(x, y, 0) + canvas.get(x, y, last)) / 2;
    }
    return 0.114 * canvas.get(x, y, 0) + 0.587 * canvas.get(x, y, 1) + 0.299 * canvas.get(x, y, 2);
  }

  private void saturate(Canvas canvas) {
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < canvas.width(); x++) {
        double rest = (1 - amount) * luminance(canvas, x, y);
        for (int channel = 0; channel < 3; channel++) {
          canvas.set(x, y, channel, clip(amount * canvas.get(x, y, channel) + rest));
        }
      }
    }
  }

  private void turn(Canvas canvas) {
    for (int y = 0; y < canvas.height(); y++) {
      for (int x = 0; x < canvas.width(); x++) {
        double blue = canvas.get(x, y, 0);
        double green = canvas.get(x, y, 1);
        double red = canvas.get(x, y, 2);
        double high = Math.max(red, Math.max(green, blue));
        double low = Math.min(red, Math.min(green, blue));
        if (high > low) {
          double hue = sixths(red, green, blue, high, high - low) + 6 * amount;
          canvas.set(x, y, 0, ofHue(hue, 1, high, low));
          canvas.set(x, y, 1, ofHue(hue, 3, high, low));
          canvas.set(x, y, 2, ofHue(hue, 5, high, low));
        }
      }
    }
  }

  /** The hue in sixths of a turn: red is 0, green 2, blue 4. */
  private static double sixths(double red, double green, double blue, double high, double chroma) {
    if (high == red) {
      return (green - blue) / chroma;
    }
    return high == green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma;
  }

  /** The value of a channel: {@code from} is 5 for red, 3 for green and 1 for blue. */
  private static double ofHue(double hue, int from, double high, double low) {
    double k = (from + hue + 12) % 6;
    return high - (high - low) * Math.max(0, Math.min(1, Math.min(k, 4 - k)));
  }

  private static double clip(double value) {
    return Math.max(0, Math.min(255, value));
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%s %.2f", kind.name().toLowerCase(Locale.ROOT), amount);
  }
}
