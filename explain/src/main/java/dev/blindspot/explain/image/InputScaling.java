package dev.blindspot.explain.image;

import dev.blindspot.explain.map.Checks;
import java.util.Arrays;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What is done to the pixels (0..255) of an image before a network's first layer: {@code (x - mean)
 * / deviation} for each channel. It belongs to the weights: another scaling than the one trained
 * with makes every answer, and so every explanation, meaningless.
 *
 * @param mean one number per channel, in the order of the image's channels
 * @param deviation one number per channel, not 0, in the same order
 * @param reversed whether the network reads the channels in the reverse order of the image's: red,
 *     green, blue of an image that has blue, green, red
 */
@SuppressWarnings("ArrayRecordComponent") // copied on the way in and out, compared by value
public record InputScaling(float[] mean, float[] deviation, boolean reversed) {
  private static final float[] IMAGENET_RGB_MEAN = {123.68f, 116.779f, 103.939f};
  private static final float[] TORCHVISION_RGB_MEAN = {123.675f, 116.28f, 103.53f};
  private static final float[] TORCHVISION_RGB_DEVIATION = {58.395f, 57.12f, 57.375f};

  public InputScaling {
    Objects.requireNonNull(mean, "mean must not be null");
    Objects.requireNonNull(deviation, "deviation must not be null");
    Checks.require(mean.length >= 1, "mean must have a number for each channel, had none");
    Checks.require(
        deviation.length == mean.length,
        "deviation must have %d numbers as mean has, had %d",
        mean.length,
        deviation.length);
    mean = mean.clone();
    deviation = deviation.clone();
    for (int c = 0; c < mean.length; c++) {
      Checks.require(Float.isFinite(mean[c]), "mean must be finite, had %s", mean[c]);
      Checks.require(
          Float.isFinite(deviation[c]) && deviation[c] != 0,
          "deviation must be finite and not 0, had %s",
          deviation[c]);
    }
  }

  /** For a network that reads the channels in the image's order. */
  public InputScaling(float[] mean, float[] deviation) {
    this(mean, deviation, false);
  }

  /** The same numbers, for a network that reads the channels in the reverse order. */
  public InputScaling reverse() {
    return new InputScaling(mean, deviation, !reversed);
  }

  /** Leaves pixels as they are. */
  public static InputScaling none(int channels) {
    return same(channels, 0, 1);
  }

  /** To 0..1. */
  public static InputScaling unit(int channels) {
    return same(channels, 0, 255);
  }

  /** To -1..1. */
  public static InputScaling symmetric(int channels) {
    return same(channels, 127.5f, 127.5f);
  }

  /** Minus ImageNet's mean, as Caffe and Keras do for VGG and ResNet. */
  public static InputScaling imagenetMean(ChannelOrder order) {
    return new InputScaling(order.of(IMAGENET_RGB_MEAN), new float[] {1, 1, 1});
  }

  /** ImageNet's mean and deviation of 0..1 values, as torchvision does. */
  public static InputScaling imagenetStandard(ChannelOrder order) {
    return new InputScaling(order.of(TORCHVISION_RGB_MEAN), order.of(TORCHVISION_RGB_DEVIATION));
  }

  private static InputScaling same(int channels, float mean, float deviation) {
    Checks.require(channels >= 1, "channels must be >= 1, was %d", channels);
    float[] means = new float[channels];
    float[] deviations = new float[channels];
    Arrays.fill(means, mean);
    Arrays.fill(deviations, deviation);
    return new InputScaling(means, deviations);
  }

  @Override
  public float[] mean() {
    return mean.clone();
  }

  @Override
  public float[] deviation() {
    return deviation.clone();
  }

  /** Number of channels. */
  public int channels() {
    return mean.length;
  }

  /**
   * A scaled copy for a graph of DL4J layers.
   *
   * @param images {@code [N,C,H,W]}, 0..255; not changed
   * @return float32 of the same shape, 'c' order, channels in the network's order
   */
  public INDArray apply(INDArray images) {
    Checks.require(
        images.rank() == 4 && images.size(1) == mean.length,
        "images must be [N,%d,H,W], was %s",
        mean.length,
        Arrays.toString(images.shape()));
    INDArray out = ordered(images.castTo(DataType.FLOAT)).dup('c');
    for (int c = 0; c < mean.length; c++) {
      out.get(NDArrayIndex.all(), NDArrayIndex.point(c), NDArrayIndex.all(), NDArrayIndex.all())
          .subi(mean[source(c)])
          .divi(deviation[source(c)]);
    }
    return out;
  }

  private INDArray ordered(INDArray images) {
    if (!reversed) {
      return images;
    }
    INDArray[] channels = new INDArray[mean.length];
    for (int c = 0; c < channels.length; c++) {
      channels[c] =
          images.get(
              NDArrayIndex.all(),
              NDArrayIndex.interval(source(c), source(c) + 1),
              NDArrayIndex.all(),
              NDArrayIndex.all());
    }
    return Nd4j.concat(1, channels);
  }

  /** The image's channel that the network reads as its channel {@code c}. */
  private int source(int c) {
    return reversed ? mean.length - 1 - c : c;
  }

  /**
   * Planar pixels to scaled ones with the channel last. Multiplies by {@code 1 / deviation}, which
   * may differ from {@link #apply} in the last bit.
   */
  public void interleave(float[] planes, float[] out) {
    int channels = mean.length;
    int pixels = planes.length / channels;
    for (int c = 0; c < channels; c++) {
      int from = source(c);
      float m = mean[from];
      float f = 1f / deviation[from];
      for (int p = 0; p < pixels; p++) {
        out[p * channels + c] = (planes[from * pixels + p] - m) * f;
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputScaling that
        && Arrays.equals(mean, that.mean)
        && Arrays.equals(deviation, that.deviation)
        && reversed == that.reversed;
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation))
        + Boolean.hashCode(reversed);
  }

  @Override
  public String toString() {
    return "(x - %s) / %s%s"
        .formatted(Arrays.toString(mean), Arrays.toString(deviation), reversed ? ", reversed" : "");
  }
}
