package dev.blindspot.train.data.image;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.config.DataConfig.Resize;

/**
 * Where an image of any shape comes to lie in the network's square input.
 *
 * @param size side of the square in pixels
 * @param width columns that the image fills, 1 to {@code size}
 * @param height rows that the image fills, 1 to {@code size}
 * @param scaleX network columns per source column
 * @param scaleY network rows per source row
 */
record Placement(int size, int width, int height, double scaleX, double scaleY) {
  static Placement of(int sourceWidth, int sourceHeight, int size, Resize resize) {
    if (resize == Resize.STRETCH) {
      return new Placement(
          size, size, size, (double) size / sourceWidth, (double) size / sourceHeight);
    }
    double scale = (double) size / Math.max(sourceWidth, sourceHeight);
    int width = (int) Math.max(1, Math.round(sourceWidth * scale));
    int height = (int) Math.max(1, Math.round(sourceHeight * scale));
    return new Placement(size, width, height, scale, scale);
  }

  /** Columns of padding to the left; an odd column more is on the right. */
  int left() {
    return (size - width) / 2;
  }

  /** Rows of padding above; an odd row more is below. */
  int top() {
    return (size - height) / 2;
  }

  /** A box of the source image as the smallest box of network pixels that covers it. */
  CueBox place(CueBox box) {
    int x = within(left() + Math.floor(box.x() * scaleX), size - 1);
    int y = within(top() + Math.floor(box.y() * scaleY), size - 1);
    int right = within(left() + Math.ceil((box.x() + box.width()) * scaleX), size);
    int bottom = within(top() + Math.ceil((box.y() + box.height()) * scaleY), size);
    return new CueBox(
        box.name(), box.kind(), x, y, Math.max(1, right - x), Math.max(1, bottom - y));
  }

  private static int within(double value, int most) {
    return (int) Math.max(0, Math.min(most, value));
  }
}
