package dev.blindspot.train.model;

import dev.blindspot.train.error.UserError;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a model of others expects of its pixels.
 *
 * @param normalisation of values
 * @param channels their order
 */
public record PixelScale(Normalisation normalisation, Channels channels) implements Serializable {

  /** As the preprocessing of Keras's applications is called, by mode. */
  private static final Map<String, PixelScale> CONVENTIONS =
      Map.of(
          "caffe", new PixelScale(Normalisation.IMAGENET_MEAN, Channels.BGR),
          "torch", new PixelScale(Normalisation.IMAGENET_STANDARD, Channels.RGB),
          "tf", new PixelScale(Normalisation.SYMMETRIC, Channels.RGB));

  private static final Map<String, Normalisation> SCALES =
      Map.of(
          "none", Normalisation.NONE,
          "unit", Normalisation.UNIT,
          "symmetric", Normalisation.SYMMETRIC);

  /** Names that said nothing of the channels, which were then taken in the wrong order. */
  private static final Map<String, String> FORMER =
      Map.of(
          "imagenet-mean", ": it is called caffe now, and is of BGR channels",
          "imagenet-standard", ": it is called torch now, and is of RGB channels");

  /** The order of the channels. */
  public enum Channels {
    /** As DataVec and OpenCV read images. */
    BGR,
    /** As Keras and PyTorch read images. */
    RGB
  }

  /** What is done to values of 0..255; per channel in the order red, green, blue. */
  public enum Normalisation {
    /** Nothing: 0..255. */
    NONE(new float[] {0, 0, 0}, new float[] {1, 1, 1}),
    /** 0..1. */
    UNIT(new float[] {0, 0, 0}, new float[] {255, 255, 255}),
    /** -1..1. */
    SYMMETRIC(new float[] {127.5f, 127.5f, 127.5f}, new float[] {127.5f, 127.5f, 127.5f}),
    /** Minus ImageNet's mean, as Caffe and Keras do for VGG and ResNet. */
    IMAGENET_MEAN(new float[] {123.68f, 116.779f, 103.939f}, new float[] {1, 1, 1}),
    /** ImageNet's mean and deviation of 0..1 values, as torchvision does. */
    IMAGENET_STANDARD(
        new float[] {123.675f, 116.28f, 103.53f}, new float[] {58.395f, 57.12f, 57.375f});

    @SuppressWarnings("ImmutableEnumChecker") // numbers that nobody changes
    private final float[] mean;

    @SuppressWarnings("ImmutableEnumChecker")
    private final float[] deviation;

    Normalisation(float[] mean, float[] deviation) {
      this.mean = mean;
      this.deviation = deviation;
    }
  }

  /**
   * By the name of a convention, which fixes scale and order together, or of a scale alone, which
   * needs an order.
   *
   * @param name {@code caffe}, {@code torch} or {@code tf}; or {@code none}, {@code unit} or {@code
   *     symmetric}
   * @param order {@code rgb} or {@code bgr} for the latter; null for the former
   * @throws UserError saying what to write instead
   */
  public static PixelScale named(String name, @Nullable String order) {
    PixelScale convention = CONVENTIONS.get(name);
    if (convention != null && order != null) {
      throw new UserError(
          "--normalise %s fixes the channels (%s): leave --channels out"
              .formatted(name, convention.channels));
    }
    if (convention != null) {
      return convention;
    }
    Normalisation scale = SCALES.get(name);
    if (scale == null) {
      throw new UserError(
          "--normalise must be one of caffe, torch, tf, none, unit, symmetric, was '%s'%s"
              .formatted(name, FORMER.getOrDefault(name, "")));
    }
    if (order == null || !order.matches("(?i)rgb|bgr")) {
      throw new UserError(
          "--normalise %s says nothing of the channels: add --channels rgb (Keras, PyTorch) or"
                  .formatted(name)
              + " --channels bgr (DataVec, OpenCV)"
              + (order == null ? "" : ", was '" + order + "'"));
    }
    return new PixelScale(scale, Channels.valueOf(order.toUpperCase(Locale.ROOT)));
  }

  /**
   * A scaled copy.
   *
   * @param bgr float32 {@code [N,3,H,W]}, 0..255
   * @return the same shape, channels in the model's order
   */
  INDArray apply(INDArray bgr) {
    INDArray[] planes = new INDArray[3];
    for (int c = 0; c < 3; c++) {
      int red = channels == Channels.RGB ? c : 2 - c; // index among red, green, blue
      INDArray plane = bgr.get(all(), point(2 - red), all(), all());
      planes[c] =
          plane
              .sub(normalisation.mean[red])
              .divi(normalisation.deviation[red])
              .reshape(bgr.size(0), 1, bgr.size(2), bgr.size(3));
    }
    return Nd4j.concat(1, planes);
  }

  private static org.nd4j.linalg.indexing.INDArrayIndex all() {
    return org.nd4j.linalg.indexing.NDArrayIndex.all();
  }

  private static org.nd4j.linalg.indexing.INDArrayIndex point(int index) {
    return org.nd4j.linalg.indexing.NDArrayIndex.point(index);
  }

  @Override
  public String toString() {
    return "%s, %s"
        .formatted(normalisation.name().toLowerCase(Locale.ROOT).replace('_', '-'), channels);
  }
}
