package dev.blindspot.train.evaluate.comparison;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.PairedBootstrap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An arm against the reference on the same images.
 *
 * @param arm the arm's name
 * @param reference the reference's name
 * @param measure what is compared
 * @param difference arm minus reference, the mean over seeds
 * @param interval 95 % interval of the difference, by the paired bootstrap over images (and seeds,
 *     where there are several: what other seeds would have given is part of it); not corrected for
 *     the number of arms
 * @param imagesInterval the same for these very networks: the paired bootstrap over images alone,
 *     of each image's mean score over the seeds, arm minus reference seed by seed; null for one
 *     seed, where it is {@code interval}
 * @param p two-sided, of {@code test}
 * @param adjustedP p after Holm's correction over the arms that are compared by this measure; the
 *     same as {@code p} for one arm
 * @param test how p was computed
 * @param images number of images
 * @param seeds number of trainings of each arm
 * @param arms number of arms that are compared by this measure, the reference not counted
 * @param imagesNeeded about how many images would show a difference of this size with a power of 80
 *     % at the level of 5 % (before Holm's correction), rounded up to two digits, given as many
 *     more seeds in proportion where there are several; null when it is shown already, when these
 *     images are as many, or beyond a million
 * @param mcNemar McNemar's test for each seed; empty for other measures than the accuracy
 * @param verdict on the claim that the arm is better
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
    int arms,
    @Nullable Long imagesNeeded,
    List<McNemar> mcNemar,
    Verdict verdict,
    String sentence) {
  public Comparison {
    mcNemar = List.copyOf(mcNemar);
  }

  /** What is compared. All are shares, so differences are said in percentage points. */
  public enum Measure {
    /** Accuracy on the untouched images. */
    ACCURACY("on whole images", "accuracy"),
    /** Normalised area under accuracy over the hidden fraction, first position and fill. */
    OCCLUSION_AUC("with parts hidden", "area under the occlusion curve"),
    /** The same with the places that the arm's own map finds most important hidden first. */
    GUIDED_OCCLUSION_AUC(
        "with what it looks at hidden first", "area under the guided occlusion curve"),
    /** Mean accuracy over all corruptions and severities. */
    CORRUPTION_ACCURACY("on corrupted images", "accuracy on corrupted images");

    private final String where;
    private final String text;

    Measure(String where, String text) {
      this.where = where;
      this.text = text;
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
    /** The interval contains zero, or the test does not agree. */
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

    /** Both must agree: near the border the bootstrap is a little bold, McNemar a little shy. */
    static Verdict of(Interval interval, double p) {
      if (p >= 1 - Interval.CONFIDENCE) {
        return NOT_SHOWN;
      }
      if (interval.isAbove(0)) {
        return SHOWN;
      }
      return interval.isBelow(0) ? CONTRADICTED : NOT_SHOWN;
    }
  }

  /** Compares the accuracies of two models; p is McNemar's. */
  public static Comparison accuracy(
      String arm,
      Predictions armSaid,
      String reference,
      Predictions referenceSaid,
      PairedBootstrap bootstrap) {
    return Comparisons.of(
            List.of(
                new ArmScores(reference, List.of(ArmScores.Training.clean(referenceSaid))),
                new ArmScores(arm, List.of(ArmScores.Training.clean(armSaid)))),
            bootstrap)
        .get(0);
  }
}
