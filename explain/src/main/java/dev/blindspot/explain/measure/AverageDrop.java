package dev.blindspot.explain.measure;

import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.MaskedImages;
import dev.blindspot.explain.occlusion.Scorer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What the places that a map keeps are worth (Chattopadhyay et al. 2018, Grad-CAM++,
 * arXiv:1710.11063, section 4.1): the image is multiplied by the map, scaled to 0..1, and scored
 * again. As in the authors' and others' code the input is masked after it was normalised: what the
 * map does not keep fades to the mean that the network subtracts, not to black.
 *
 * <p>Average drop: mean of {@code max(0, Y - O) / Y}, where {@code Y} is the score of the whole
 * image and {@code O} that of the masked one; smaller is better. Average increase: share of the
 * images with {@code O > Y}; larger is better. Both as fractions (the paper gives percent).
 *
 * @param drop {@code max(0, Y - O) / Y} of one image, or the mean over images
 * @param increase 1 if the score rose, else 0; or the share over images
 */
public record AverageDrop(Measurement drop, Measurement increase) {
  public AverageDrop {
    Objects.requireNonNull(drop, "drop must not be null");
    Objects.requireNonNull(increase, "increase must not be null");
  }

  /**
   * Measures one map of one image.
   *
   * @param scorer the classifier, for images of 0..255
   * @param scaling what the classifier does to pixels first; {@link InputScaling#none} where it is
   *     not known, which fades to black
   * @param image {@code [C,H,W]}, 0..255
   * @param map at the size of the image; negative values keep nothing
   */
  public static AverageDrop of(
      Scorer scorer, InputScaling scaling, INDArray image, Attribution map) {
    MaskedImages images = MaskedImages.of(scorer, image, 2);
    images.requireSize(map);
    if (scaling.channels() != images.channels()) {
      throw new IllegalArgumentException(
          "scaling must have the image's %d channels, had %d"
              .formatted(images.channels(), scaling.channels()));
    }
    String trouble = UndefinedReason.of(map);
    if (trouble.isEmpty() && map.max() <= 0) {
      trouble = "the map has no positive value";
    }
    if (!trouble.isEmpty()) {
      return new AverageDrop(Measurement.undefined(trouble), Measurement.undefined(trouble));
    }
    float[] masked = masked(images.values(), scaling.mean(), map);
    double[] scores = images.scores(2, map.targetClass(), i -> i == 0 ? images.values() : masked);
    return of(scores[0], scores[1]);
  }

  static AverageDrop of(double whole, double masked) {
    if (!(whole > 0) || Double.isNaN(masked)) {
      Measurement none =
          Measurement.undefined(
              Double.isNaN(whole) || Double.isNaN(masked)
                  ? "a score is NaN"
                  : "the score of the whole image is not positive");
      return new AverageDrop(none, none);
    }
    return new AverageDrop(
        Measurement.of(Math.max(0, whole - masked) / whole),
        Measurement.of(masked > whole ? 1 : 0));
  }

  /** The means over images; undefined ones are left out. */
  public static AverageDrop mean(List<AverageDrop> images) {
    return new AverageDrop(
        mean(images.stream().map(AverageDrop::drop).toList(), "drop"),
        mean(images.stream().map(AverageDrop::increase).toList(), "increase"));
  }

  private static Measurement mean(List<Measurement> values, String name) {
    double[] defined =
        values.stream().filter(Measurement::defined).mapToDouble(Measurement::value).toArray();
    return defined.length == 0
        ? Measurement.undefined("no image has a defined " + name)
        : Measurement.of(Arrays.stream(defined).average().orElseThrow());
  }

  /** The normalised image times the map is this one, normalised. */
  private static float[] masked(float[] image, float[] mean, Attribution map) {
    float[] mask = map.values();
    float most = map.max();
    float[] masked = new float[image.length];
    for (int i = 0; i < image.length; i++) {
      float kept = Math.max(0, mask[i % mask.length]) / most;
      float zero = mean[i / mask.length];
      masked[i] = zero + (image[i] - zero) * kept;
    }
    return masked;
  }
}
