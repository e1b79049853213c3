package dev.blindspot.train.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.Serializable;

/**
 * A decoded image. The array is the image itself, not a copy: whoever paints on it works on a
 * {@link #copy()}.
 *
 * @param height rows
 * @param width columns
 * @param bgr {@code 3 * height * width} unsigned bytes, blue green red interleaved, row by row (the
 *     layout of {@code BufferedImage.TYPE_3BYTE_BGR})
 */
@SuppressWarnings(
    "ArrayRecordComponent") // pixels: compared by nobody, and a list of boxed bytes is no option
public record DecodedImage(int height, int width, byte[] bgr) implements Serializable {
  public DecodedImage {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "height and width must be >= 1, were %d and %d".formatted(height, width));
    }
    if (bgr.length != 3L * height * width) {
      throw new IllegalArgumentException(
          "bgr must hold 3 * %d * %d bytes, holds %d".formatted(height, width, bgr.length));
    }
  }

  /** An image with the same pixels in an array of its own. */
  public DecodedImage copy() {
    return new DecodedImage(height, width, bgr.clone());
  }

  /** The image for drawing; shares no memory. */
  public BufferedImage toBufferedImage() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    System.arraycopy(bgr, 0, target, 0, bgr.length);
    return image;
  }
}
