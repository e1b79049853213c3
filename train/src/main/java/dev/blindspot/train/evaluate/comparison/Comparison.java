package dev.blindspot.train.evaluate.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An arm against the reference on the same images. With two seeds or more it speaks of the arms:
 * other seeds and other images are what it generalises to ({@link
 * dev.blindspot.train.evaluate.stats.CrossedMean}). With one seed it speaks of these two networks
 * on other images, and says nothing of the arms that they were trained by.
 *
 * @param arm the arm's name
 * @param reference the reference's name
 * @param measure what is compared
 * @param difference arm minus reference, the mean over seeds
 * @param interval 95 % interval of the difference over images and seeds; over images alone, for
 *     these two networks, with one seed; not corrected for the number of claims; null ends for
 *     fewer than 6 images
 * @param imagesInterval with several seeds, the same for these very networks over images alone, of
 *     each image's mean difference over the seeds; null for one seed, where it is {@code interval}
 * @param p two-sided, of {@code test}; 1 for fewer than 6 images
 * @param adjustedP p after Holm's correction over all claims of the report
 * @param test how p was computed
 * @param images number of images
 * @param seeds number of trainings of each arm
 * @param claims number of comparisons in the report, over arms and measures: the family that Holm's
 *     correction is over
 * @param needed about how many images and seeds would show a difference of this size; null when it
 *     is shown or contradicted already, when these are as many, or beyond a million images
 * @param mcNemar McNemar's test for each seed, for its counts: no verdict rests on it; empty for
 *     other measures than the accuracy
 * @param verdict on the claim that the arm is better; with one seed, that its network is
 * @param sentence the verdict with its numbers, in plain words
 */
public record Comparison(
    String arm,
    String reference,
    Measure measure,
    double difference,
    Interval interval,
    @JsonProperty("picturesInterval") @Nullable Interval imagesInterval,
    double p,
    double adjustedP,
    String test,
    int images,
    int seeds,
    int claims,
    @Nullable NeededSample needed,
    List<McNemar> mcNemar,
    Verdict verdict,
    String sentence) {
  public Comparison {
    mcNemar = List.copyOf(mcNemar);
  }

  /** Whether it speaks of two networks and not of the arms, because each was trained once. */
  public boolean ofTheseNetworks() {
    return seeds == 1;
  }

  /** The same under other names, for pages of several runs. */
  public Comparison named(String newArm, String newReference) {
    return copy(newArm, newReference, sentence);
  }

  Comparison saying(String newSentence) {
    return copy(arm, reference, newSentence);
  }

  private Comparison copy(String newArm, String newReference, String newSentence) {
    return new Comparison(
        newArm,
        newReference,
        measure,
        difference,
        interval,
        imagesInterval,
        p,
        adjustedP,
        test,
        images,
        seeds,
        claims,
        needed,
        mcNemar,
        verdict,
        newSentence);
  }

  /**
   * What is compared, the higher the better. All are shares, so differences are said in percentage
   * points.
   */
  public enum Measure {
    /** Accuracy on the untouched images. */
    ACCURACY("on whole images", "accuracy"),
    /** Normalised area under accuracy over the hidden fraction, first position and fill. */
    OCCLUSION_AUC("with parts hidden", "area under the occlusion curve"),
    /** The same with the places that the arm's own map finds most important hidden first. */
    GUIDED_OCCLUSION_AUC(
        "with what it looks at hidden first", "area under the guided occlusion curve"),
    /** Mean accuracy over all corruptions and severities. */
    CORRUPTION_ACCURACY("on corrupted images", "accuracy on corrupted images"),
    /** One minus the expected calibration error on the untouched images. */
    CALIBRATION("on whole images", "1 \u2212 calibration error");

    private final String where;
    private final String text;

    Measure(String where, String text) {
      this.where = where;
      this.text = text;
    }

    /** What the better arm does, in sentences: "sees better". */
    String better() {
      return this == CALIBRATION ? "is better calibrated" : "sees better";
    }

    /** The contrary. */
    String notBetter() {
      return this == CALIBRATION ? "is not better calibrated" : "does not see better";
    }

    /** The name in sentences. */
    public String text() {
      return text;
    }

    /** Where the arm sees, in sentences: "on whole images". */
    public String where() {
      return where;
    }
  }

  /** Whether the claim "the arm is better than the reference" holds. */
  public enum Verdict {
    /** The whole interval is above zero, and the adjusted p is below 0.05. */
    SHOWN("shown"),
    /** The interval contains zero, or p is not below 0.05 after the correction. */
    NOT_SHOWN("not shown"),
    /** The whole interval is below zero, and the adjusted p is below 0.05. */
    CONTRADICTED("contradicted");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** The verdict in words. */
    public String text() {
      return text;
    }

    /**
     * The verdict.
     *
     * @param interval undefined shows nothing
     * @param adjustedP p after the correction for all claims
     */
    public static Verdict of(Interval interval, double adjustedP) {
      if (adjustedP >= 1 - Interval.CONFIDENCE) {
        return NOT_SHOWN;
      }
      if (interval.isAbove(0)) {
        return SHOWN;
      }
      return interval.isBelow(0) ? CONTRADICTED : NOT_SHOWN;
    }
  }

  /** Compares the accuracies of two networks, as the only claim. */
  public static Comparison accuracy(
      String arm, Predictions armSaid, String reference, Predictions referenceSaid) {
    return Comparisons.of(
            List.of(
                new ArmScores(reference, List.of(ArmScores.Training.clean(referenceSaid))),
                new ArmScores(arm, List.of(ArmScores.Training.clean(armSaid)))))
        .get(0);
  }
}
