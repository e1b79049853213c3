package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.canvas.NoiseTable;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills that bring their values along, instead of taking the dataset's mean from a painter. */
public sealed interface ValueFill extends Fill {

  /**
   * As {@link Fill.PixelNormal}, about a given colour.
   *
   * @param mean the mean of every channel's values
   */
  record Normal(Rgb mean) implements ValueFill {
    public Normal {
      Checks.requirePresent(mean, "mean");
    }

    @Override
    public void paint(
        Canvas canvas,
        int x,
        int y,
        int width,
        int height,
        long noiseSeed,
        @Nullable Rgb datasetMean) {
      FillPainting.paint(canvas, x, y, width, height, NoiseTable.normal(mean), noiseSeed);
    }

    @Override
    public String toString() {
      return "pixel-normal about " + new Constant(mean);
    }
  }

  /**
   * One value for each channel, for images that are not of blue, green and red.
   *
   * @param values as many as the images have channels, finite; bytes are rounded and clipped to
   *     0..255
   */
  record Channels(List<Double> values) implements ValueFill {
    public Channels {
      values = Checks.copyOf(values, "values");
      Checks.require(!values.isEmpty(), "values must name at least one channel's value");
      for (double value : values) {
        Checks.require(Double.isFinite(value), "values must be finite, were %s", values);
      }
    }

    @Override
    public void paint(
        Canvas canvas,
        int x,
        int y,
        int width,
        int height,
        long noiseSeed,
        @Nullable Rgb datasetMean) {
      if (values.size() != canvas.channels()) {
        throw Checks.refused(
            "values must be as many as the image's channels (%d), were %s",
            canvas.channels(), values);
      }
      new FillArea(canvas, new Box(x, y, width, height))
          .setEach((column, row, channel) -> values.get(channel));
    }

    @Override
    public String toString() {
      return "channels" + values;
    }
  }
}
