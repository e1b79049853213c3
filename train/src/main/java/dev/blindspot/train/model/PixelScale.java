package dev.blindspot.train.model;

import dev.blindspot.explain.image.ChannelOrder;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.train.error.UserError;
import java.io.Serializable;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
          "zero-one", Normalisation.UNIT,
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

  /** What is done to values of 0..255. */
  public enum Normalisation {
    /** Nothing: 0..255. */
    NONE(InputScaling.none(3)),
    /** 0..1. */
    UNIT(InputScaling.unit(3)),
    /** -1..1. */
    SYMMETRIC(InputScaling.symmetric(3)),
    /** Minus ImageNet's mean, as Caffe and Keras do for VGG and ResNet. */
    IMAGENET_MEAN(InputScaling.imagenetMean(ChannelOrder.BGR)),
    /** ImageNet's mean and deviation of 0..1 values, as torchvision does. */
    IMAGENET_STANDARD(InputScaling.imagenetStandard(ChannelOrder.BGR));

    @SuppressWarnings("ImmutableEnumChecker") // it copies its arrays and never changes them
    private final InputScaling ofBgr;

    Normalisation(InputScaling ofBgr) {
      this.ofBgr = ofBgr;
    }
  }

  /**
   * By the name of a convention, which fixes scale and order together, or of a scale alone, which
   * needs an order.
   *
   * @param name {@code caffe}, {@code torch} or {@code tf}; or {@code none}, {@code zero-one}
   *     ({@code unit}) or {@code symmetric}
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
          "--normalise must be one of caffe, torch, tf, none, zero-one (unit), symmetric, was '%s'%s"
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

  /** The numbers, for images of blue, green, red, as all are read here. */
  public InputScaling scaling() {
    return channels == Channels.BGR ? normalisation.ofBgr : normalisation.ofBgr.reverse();
  }

  @Override
  public String toString() {
    return "%s, %s"
        .formatted(normalisation.name().toLowerCase(Locale.ROOT).replace('_', '-'), channels);
  }
}
