package dev.blindspot.train.evaluate.corruption;

/**
 * Resizing with Pillow's box filter: a result is the even mean of the pixels whose centres lie in
 * its box, first along rows, then along columns, each rounded to 8 bits. Enlarging repeats pixels.
 */
final class BoxResize {
  private BoxResize() {}

  /** An image of interleaved channels. */
  static byte[] resize(byte[] bgr, int height, int width, int toHeight, int toWidth) {
    byte[] narrow = new byte[3 * height * toWidth];
    byte[] result = new byte[3 * toHeight * toWidth];
    int[][] columns = boxes(width, toWidth);
    int[][] rows = boxes(height, toHeight);
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < 3 * toWidth; i++) {
        int[] box = columns[i / 3];
        int first = 3 * (y * width + box[0]) + i % 3;
        narrow[3 * y * toWidth + i] = mean(bgr, first, 3, box[1] - box[0]);
      }
    }
    int stride = 3 * toWidth;
    for (int y = 0; y < toHeight; y++) {
      for (int i = 0; i < stride; i++) {
        result[y * stride + i] =
            mean(narrow, rows[y][0] * stride + i, stride, rows[y][1] - rows[y][0]);
      }
    }
    return result;
  }

  private static byte mean(byte[] values, int first, int step, int count) {
    int sum = 0;
    for (int k = 0; k < count; k++) {
      sum += values[first + k * step] & 0xff;
    }
    return (byte) ((2 * sum + count) / (2 * count));
  }

  /** For every result the first pixel of its box, and the one after its last. */
  private static int[][] boxes(int from, int to) {
    double scale = (double) from / to;
    double reach = Math.max(1, scale) / 2;
    int[][] boxes = new int[to][2];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      // a pixel belongs to the box if its centre is in (centre - reach, centre + reach]
      boxes[i][0] = Math.max(0, (int) Math.floor(centre - reach + 0.5));
      boxes[i][1] = Math.min(from, (int) Math.floor(centre + reach - 0.5) + 1);
    }
    return boxes;
  }
}
