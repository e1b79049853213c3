package dev.blindspot.train.data.manifest;

import static org.bytedeco.opencv.global.opencv_core.CV_32F;
import static org.bytedeco.opencv.global.opencv_core.dct;
import static org.bytedeco.opencv.global.opencv_imgproc.COLOR_BGR2GRAY;
import static org.bytedeco.opencv.global.opencv_imgproc.INTER_AREA;
import static org.bytedeco.opencv.global.opencv_imgproc.cvtColor;
import static org.bytedeco.opencv.global.opencv_imgproc.resize;

import java.util.Arrays;
import java.util.OptionalLong;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The 64-bit perceptual hash of an image (pHash, Zauner 2010, "Implementation and Benchmarking of
 * Perceptual Image Hash Functions", section 3.2.1): the signs of the 8 x 8 lowest two-dimensional
 * cosine coefficients of the 32 x 32 grey image, relative to their median. Images that differ by
 * compression, size or slight changes of brightness differ in few bits.
 */
public final class PerceptualHash {
  private static final int SIDE = 32;
  private static final int LOW = 8;

  /**
   * Coefficients smaller than this are noise: rounding to whole grey levels alone makes about 0.3
   * of them. Where most are, the hash would be a throw of dice or, worse, the same for all flat
   * images.
   */
  private static final float NOISE = 2f;

  private PerceptualHash() {}

  /**
   * The hash of a CV_8UC3 image, or nothing for an image without enough structure to tell it from
   * another (flat colours, plain gradients).
   */
  public static OptionalLong of(Mat bgr) {
    float[] coefficients = lowCoefficients(bgr);
    float[] sizes = new float[coefficients.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(coefficients[i]);
    }
    if (median(sizes) < NOISE) {
      return OptionalLong.empty();
    }
    float median = median(coefficients.clone());
    long hash = 0;
    for (float coefficient : coefficients) {
      hash = hash << 1 | (coefficient > median ? 1 : 0);
    }
    return OptionalLong.of(hash);
  }

  private static float[] lowCoefficients(Mat bgr) {
    Mat grey = new Mat();
    Mat small = new Mat();
    Mat numbers = new Mat();
    Mat frequencies = new Mat();
    cvtColor(bgr, grey, COLOR_BGR2GRAY);
    resize(grey, small, new Size(SIDE, SIDE), 0, 0, INTER_AREA);
    small.convertTo(numbers, CV_32F);
    dct(numbers, frequencies);
    float[] low = new float[LOW * LOW];
    try (FloatIndexer at = frequencies.createIndexer()) {
      for (int y = 0; y < LOW; y++) {
        for (int x = 0; x < LOW; x++) {
          low[LOW * y + x] = at.get(y + 1, x + 1); // row and column 0 hold brightness and gradients
        }
      }
    }
    return low;
  }

  private static float median(float[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return (values[middle - 1] + values[middle]) / 2;
  }
}
