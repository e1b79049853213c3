package dev.blindspot.explain.engine.chain;

import java.util.Arrays;

/**
 * What is done to the pixels of an image before the network's first layer: {@code (x - mean) *
 * factor} for each channel.
 *
 * @param mean one number per channel, in the order of the image's channels
 * @param factor one number per channel
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by value
public record InputScaling(float[] mean, float[] factor) {

  public InputScaling {
    if (mean.length < 1) {
      throw new IllegalArgumentException("mean must have a number for each channel, had none");
    }
    if (factor.length != mean.length) {
      throw new IllegalArgumentException(
          "factor must have %d numbers as mean has, had %d".formatted(mean.length, factor.length));
    }
    mean = mean.clone();
    factor = factor.clone();
  }

  /** Leaves pixels as they are. */
  public static InputScaling none(int channels) {
    float[] ones = new float[channels];
    Arrays.fill(ones, 1f);
    return new InputScaling(new float[channels], ones);
  }

  @Override
  public float[] mean() {
    return mean.clone();
  }

  @Override
  public float[] factor() {
    return factor.clone();
  }

  /** Number of channels. */
  public int channels() {
    return mean.length;
  }

  /** Planar pixels to scaled ones with the channel last. */
  public void interleave(float[] planes, float[] out) {
    int channels = mean.length;
    int pixels = planes.length / channels;
    for (int c = 0; c < channels; c++) {
      float m = mean[c];
      float f = factor[c];
      for (int p = 0; p < pixels; p++) {
        out[p * channels + c] = (planes[c * pixels + p] - m) * f;
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputScaling that
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(factor, that.factor);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(mean) + Arrays.hashCode(factor);
  }

  @Override
  public String toString() {
    return "(x - %s) * %s".formatted(Arrays.toString(mean), Arrays.toString(factor));
  }
}
