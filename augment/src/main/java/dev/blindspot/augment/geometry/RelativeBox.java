package dev.blindspot.augment.geometry;

import java.io.Serializable;

/**
 * A rectangle in shares of an image's sides, so that it names the same place in images of any size.
 *
 * @param x left edge, in shares of the image's width; 0 is the image's left edge
 * @param y upper edge, in shares of the image's height
 * @param width in shares of the image's width, above 0
 * @param height in shares of the image's height, above 0
 */
public record RelativeBox(double x, double y, double width, double height) implements Serializable {
  /** What sums of shares may exceed 1 by, and what an edge may miss a pixel's by. */
  private static final double ROUNDING = 1e-6;

  public RelativeBox {
    Checks.requireFraction(x, "x");
    Checks.requireFraction(y, "y");
    requireLength(width, "width", x);
    requireLength(height, "height", y);
  }

  private static void requireLength(double length, String name, double from) {
    Checks.requireValue(
        length > 0 && from + length <= 1 + ROUNDING,
        name,
        "must be > 0 and end within the image, was %s from %s on",
        length,
        from);
  }

  /** The place of a rectangle of pixels in its image. */
  public static RelativeBox of(Box box, int imageHeight, int imageWidth) {
    box.requireWithin(imageHeight, imageWidth);
    return new RelativeBox(
        (double) box.x() / imageWidth,
        (double) box.y() / imageHeight,
        (double) box.width() / imageWidth,
        (double) box.height() / imageHeight);
  }

  /**
   * Every pixel that the rectangle touches.
   *
   * @param margin in shares of the image's shorter side, added on all four sides as far as the
   *     image goes
   */
  public Box pixels(int imageHeight, int imageWidth, double margin) {
    double around = margin * Math.min(imageHeight, imageWidth);
    int left = (int) Math.floor(x * imageWidth - around + ROUNDING);
    int top = (int) Math.floor(y * imageHeight - around + ROUNDING);
    int right = (int) Math.ceil((x + width) * imageWidth + around - ROUNDING);
    int bottom = (int) Math.ceil((y + height) * imageHeight + around - ROUNDING);
    return Box.clipped(left, top, right - left, bottom - top, imageHeight, imageWidth);
  }
}
