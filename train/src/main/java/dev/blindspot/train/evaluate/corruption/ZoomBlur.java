package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.train.data.image.DecodedImage;

/**
 * The mean of an image and of its enlargements, as a lens that zooms while it is open. An
 * enlargement is bilinear with the corners of the cropped centre on the corners of the result, and
 * cut back to the image's size, as by {@code scipy.ndimage.zoom} of order 1.
 */
final class ZoomBlur {
  private final DecodedImage image;
  private final float[] sum;

  private ZoomBlur(DecodedImage image) {
    this.image = image;
    this.sum = new float[image.bgr().length];
  }

  /** Enlarges by 1, 1 + step, ... below {@code stop}. */
  static DecodedImage of(DecodedImage image, double stop, double step) {
    // as numpy.arange counts: 1.11 by 0.01 has twelve values and reaches 1.11 itself
    int count = (int) Math.ceil((stop - 1) / step);
    ZoomBlur blur = new ZoomBlur(image);
    for (int i = 0; i < count; i++) {
      blur.add(1 + i * step);
    }
    byte[] from = image.bgr();
    byte[] to = new byte[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = Corruptions.clip((blur.sum[i] + (from[i] & 0xff)) / (count + 1.0));
    }
    return new DecodedImage(image.height(), image.width(), to);
  }

  private void add(double zoom) {
    byte[] from = image.bgr();
    int width = image.width();
    Axis rows = new Axis(image.height(), zoom);
    Axis columns = new Axis(width, zoom);
    float[] between = new float[3 * width];
    for (int y = 0; y < image.height(); y++) {
      int upper = 3 * width * rows.lower[y];
      int lower = 3 * width * rows.upper[y];
      float down = rows.share[y];
      for (int i = 0; i < between.length; i++) {
        between[i] = (from[upper + i] & 0xff) * (1 - down) + (from[lower + i] & 0xff) * down;
      }
      for (int x = 0; x < width; x++) {
        int left = 3 * columns.lower[x];
        int right = 3 * columns.upper[x];
        float along = columns.share[x];
        int at = 3 * (y * width + x);
        for (int c = 0; c < 3; c++) {
          sum[at + c] += between[left + c] * (1 - along) + between[right + c] * along;
        }
      }
    }
  }

  /**
   * Where the pixels of an enlarged axis come from: between two pixels, a share from the second.
   */
  private static final class Axis {
    private final int[] lower;
    private final int[] upper;
    private final float[] share;

    Axis(int length, double zoom) {
      lower = new int[length];
      upper = new int[length];
      share = new float[length];
      int crop = (int) Math.ceil(length / zoom);
      int first = (length - crop) / 2;
      int enlarged = (int) Math.rint(crop * zoom);
      int trim = (enlarged - length) / 2;
      double step = enlarged > 1 ? (crop - 1.0) / (enlarged - 1) : 0;
      for (int i = 0; i < length; i++) {
        double at = (trim + i) * step;
        int whole = Math.min((int) at, crop - 1);
        lower[i] = first + whole;
        upper[i] = first + Math.min(whole + 1, crop - 1);
        share[i] = (float) (at - whole);
      }
    }
  }
}
