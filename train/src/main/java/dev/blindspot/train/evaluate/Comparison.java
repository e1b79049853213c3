package dev.blindspot.train.evaluate;

import dev.blindspot.train.evaluate.PairedBootstrap.Difference;
import java.util.Locale;

/**
 * An arm against the reference on the same pictures.
 *
 * @param arm the arm's name
 * @param reference the reference's name
 * @param measure what is compared
 * @param difference arm minus reference
 * @param interval 95 % interval of the difference, by the paired bootstrap over pictures
 * @param p two-sided, of {@code test}
 * @param test how p was computed
 * @param images number of pictures
 * @param verdict on the claim that the arm is better
 * @param sentence the verdict with its numbers, in plain words
 */
public record Comparison(
    String arm,
    String reference,
    Measure measure,
    double difference,
    Interval interval,
    double p,
    String test,
    int images,
    Verdict verdict,
    String sentence) {

  /** What is compared. Both are shares, so differences are said in percentage points. */
  public enum Measure {
    /** Accuracy on the untouched pictures. */
    ACCURACY("on whole pictures", "accuracy"),
    /** Normalised area under accuracy over the hidden fraction. */
    OCCLUSION_AUC("with parts hidden", "area under the occlusion curve");

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
  }

  /** Whether the claim "the arm is better than the reference" holds. */
  public enum Verdict {
    /** The whole interval is above zero, and p is below 0.05. */
    SHOWN("shown"),
    /** The interval contains zero, or the test does not agree. */
    NOT_SHOWN("not shown"),
    /** The whole interval is below zero, and p is below 0.05. */
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

  /** Compares accuracies; p is McNemar's. */
  public static Comparison accuracy(
      String arm,
      Predictions armSaid,
      String reference,
      Predictions referenceSaid,
      PairedBootstrap bootstrap) {
    Difference difference = bootstrap.compare(armSaid.correct(), referenceSaid.correct());
    McNemar mcNemar = McNemar.of(armSaid, referenceSaid);
    String test = mcNemar.exact() ? "McNemar, exact" : "McNemar, chi-squared";
    return of(arm, reference, Measure.ACCURACY, difference, mcNemar.p(), test);
  }

  /** Compares areas under the occlusion curve; p is the bootstrap's. */
  public static Comparison occlusion(
      String arm,
      OcclusionRun armRun,
      String reference,
      OcclusionRun referenceRun,
      PairedBootstrap bootstrap) {
    Difference difference = bootstrap.compare(armRun.areas(), referenceRun.areas());
    return of(
        arm, reference, Measure.OCCLUSION_AUC, difference, difference.p(), "paired bootstrap");
  }

  private static Comparison of(
      String arm,
      String reference,
      Measure measure,
      Difference difference,
      double p,
      String test) {
    Verdict verdict = Verdict.of(difference.interval(), p);
    return new Comparison(
        arm,
        reference,
        measure,
        difference.value(),
        difference.interval(),
        p,
        test,
        difference.images(),
        verdict,
        sentence(arm, reference, measure, verdict, difference, p));
  }

  private static String sentence(
      String arm,
      String reference,
      Measure measure,
      Verdict verdict,
      Difference difference,
      double p) {
    String evidence =
        "(95 %% interval %s to %s points, p %s, %d pictures)"
            .formatted(
                points(difference.interval().low()),
                points(difference.interval().high()),
                p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", p),
                difference.images());
    String apart = String.format(Locale.ROOT, "%.1f points", 100 * Math.abs(difference.value()));
    return switch (verdict) {
      case SHOWN ->
          "Shown: %s sees better than %s %s, by %s %s."
              .formatted(arm, reference, measure.where, apart, evidence);
      case CONTRADICTED ->
          "Contradicted: %s does not see better than %s %s but worse, by %s %s."
              .formatted(arm, reference, measure.where, apart, evidence);
      case NOT_SHOWN ->
          "Not shown: %s differs from %s %s by %s points, which chance alone can do %s.%s"
              .formatted(
                  arm,
                  reference,
                  measure.where,
                  points(difference.value()),
                  evidence,
                  needed(difference));
    };
  }

  /** The interval narrows with the square root of the number of pictures. */
  private static String needed(Difference difference) {
    double ratio = difference.interval().halfWidth() / Math.abs(difference.value());
    double images = difference.images() * ratio * ratio;
    if (!(images > difference.images()) || images > 1e6) {
      return "";
    }
    return " If this difference is real, about %s pictures would show it."
        .formatted(roundUp(images));
  }

  private static String roundUp(double images) {
    double unit = Math.pow(10, Math.floor(Math.log10(images)) - 1);
    return String.format(Locale.ROOT, "%.0f", Math.ceil(images / unit) * unit);
  }

  /** With a sign; adding zero turns a rounded -0.0 into 0.0. */
  private static String points(double share) {
    double tenths = Math.round(1000 * share) / 10.0 + 0.0;
    return String.format(Locale.ROOT, "%+.1f", tenths).replace('-', '\u2212');
  }
}
