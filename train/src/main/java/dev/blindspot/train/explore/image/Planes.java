package dev.blindspot.train.explore.image;

import dev.blindspot.train.data.image.DecodedImage;

/** Images as {@code [3,H,W]} floats, channels blue, green, red. */
public final class Planes {
  private Planes() {}

  /** Of an image. */
  public static float[] of(DecodedImage image) {
    int area = image.height() * image.width();
    byte[] bgr = image.bgr();
    float[] planes = new float[bgr.length];
    for (int i = 0; i < bgr.length; i++) {
      planes[i % 3 * area + i / 3] = bgr[i] & 0xff;
    }
    return planes;
  }

  /** The nearest 8-bit image. */
  public static DecodedImage image(float[] planes, int height, int width) {
    int area = height * width;
    byte[] bgr = new byte[planes.length];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) Math.round(Math.max(0, Math.min(255, planes[i % 3 * area + i / 3])));
    }
    return new DecodedImage(height, width, bgr);
  }
}
