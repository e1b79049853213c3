package dev.blindspot.train.inspect.sheet;

import dev.blindspot.explain.image.InputScaling;
import java.awt.image.BufferedImage;

/**
 * An image as the first layer of a network sees it: scaled channel by channel, its range stretched
 * to black and white. Colours stay in their channels, whatever order the network reads them in.
 *
 * @param scaling of BGR images
 */
record TransformedInput(InputScaling scaling) {
  private static final int COLOURS = 3;

  /** The transformed copy of an RGB image. */
  BufferedImage of(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    double[] values = new double[COLOURS * width * height];
    double least = Double.POSITIVE_INFINITY;
    double most = Double.NEGATIVE_INFINITY;
    float[] mean = scaling.mean();
    float[] deviation = scaling.deviation();
    for (int i = 0; i < values.length; i++) {
      int c = i % COLOURS; // blue, green, red
      int shift = 8 * c;
      int pixel = image.getRGB(i / COLOURS % width, i / COLOURS / width) >> shift & 0xFF;
      values[i] = (pixel - mean[c]) / deviation[c];
      least = Math.min(least, values[i]);
      most = Math.max(most, values[i]);
    }
    double range = most > least ? most - least : 1;
    BufferedImage seen = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < values.length; i += COLOURS) {
      int rgb = 0;
      for (int c = 0; c < COLOURS; c++) {
        int shift = 8 * c;
        rgb |= (int) Math.round(255 * (values[i + c] - least) / range) << shift;
      }
      seen.setRGB(i / COLOURS % width, i / COLOURS / width, rgb);
    }
    return seen;
  }
}
