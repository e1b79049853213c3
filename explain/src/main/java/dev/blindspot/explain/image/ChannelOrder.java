package dev.blindspot.explain.image;

import dev.blindspot.explain.map.Checks;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The order of the colours of an image. An image with one channel is grey in either order. */
public enum ChannelOrder {
  /** As DataVec, OpenCV and Blindspot read images. */
  BGR,
  /** As Keras and PyTorch read images. */
  RGB;

  private static final double[] LUMA = {0.299, 0.587, 0.114}; // ITU-R BT.601, as OpenCV and PIL

  /**
   * The pixels of an image at its own size; transparency is ignored.
   *
   * <p>Images with one band keep their numbers; colours become grey by {@code 0.299 R + 0.587 G +
   * 0.114 B}.
   *
   * @param channels 1 or 3
   * @return float32 {@code [channels,H,W]}, 0..255
   */
  public INDArray pixels(BufferedImage image, int channels) {
    Checks.require(
        channels == 1 || channels == 3,
        "channels of a BufferedImage must be 1 or 3, was %d: make an array of [C,H,W] yourself",
        channels);
    int area = image.getWidth() * image.getHeight();
    float[] planes = new float[channels * area];
    int[] rgb = new int[3];
    for (int i = 0; i < area; i++) {
      read(image, i % image.getWidth(), i / image.getWidth(), rgb, planes, i, area);
    }
    return Nd4j.createFromArray(planes).reshape(channels, image.getHeight(), image.getWidth());
  }

  /** Three numbers in the order red, green, blue in this order. */
  float[] of(float[] rgb) {
    return this == RGB ? rgb : new float[] {rgb[2], rgb[1], rgb[0]};
  }

  private void read(
      BufferedImage image, int x, int y, int[] rgb, float[] planes, int at, int area) {
    Raster raster = image.getRaster();
    if (raster.getNumBands() == 1 && !(image.getColorModel() instanceof IndexColorModel)) {
      // getRGB would bend grey values by the gamma of a linear colour space
      int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
      for (int plane = 0; plane < planes.length; plane += area) {
        planes[plane + at] = raster.getSample(x, y, 0) * 255f / most;
      }
      return;
    }
    int packed = image.getRGB(x, y);
    rgb[0] = packed >> 16 & 0xFF;
    rgb[1] = packed >> 8 & 0xFF;
    rgb[2] = packed & 0xFF;
    if (planes.length == area) {
      planes[at] = (float) (LUMA[0] * rgb[0] + LUMA[1] * rgb[1] + LUMA[2] * rgb[2]);
      return;
    }
    for (int c = 0; c < 3; c++) {
      planes[c * area + at] = rgb[this == RGB ? c : 2 - c];
    }
  }
}
