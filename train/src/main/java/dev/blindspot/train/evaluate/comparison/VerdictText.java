package dev.blindspot.train.evaluate.comparison;

import dev.blindspot.train.evaluate.comparison.Comparison.Measure;
import dev.blindspot.train.evaluate.comparison.Comparison.Verdict;
import dev.blindspot.train.evaluate.stats.PairedBootstrap.Difference;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A verdict with its numbers, in plain words. */
record VerdictText(
    String arm,
    String reference,
    Measure measure,
    Difference difference,
    double p,
    double adjustedP,
    int arms,
    int seeds) {

  String of(Verdict verdict, @Nullable Long needed) {
    String where = measure.where();
    String apart = String.format(Locale.ROOT, "%.1f points", 100 * Math.abs(difference.value()));
    return switch (verdict) {
      case SHOWN ->
          "Shown: %s sees better than %s %s, by %s %s."
              .formatted(arm, reference, where, apart, evidence());
      case CONTRADICTED ->
          "Contradicted: %s does not see better than %s %s but worse, by %s %s."
              .formatted(arm, reference, where, apart, evidence());
      case NOT_SHOWN ->
          "Not shown: %s differs from %s %s by %s points, which chance alone can do %s.%s"
              .formatted(
                  arm, reference, where, points(difference.value()), evidence(), needed(needed));
    };
  }

  private String evidence() {
    return "(95 %% interval %s to %s points, p %s, %d images%s)"
        .formatted(
            points(difference.interval().low()),
            points(difference.interval().high()),
            probability(),
            difference.images(),
            seeds == 1 ? "" : ", " + seeds + " seeds");
  }

  private String probability() {
    if (arms == 1) {
      return text(p);
    }
    return "%s, %s after Holm's correction for %d arms"
        .formatted(text(p), text(adjustedP).replace("= ", ""), arms);
  }

  private static String text(double p) {
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", p);
  }

  /** The interval over several seeds does not narrow with images alone. */
  private String needed(@Nullable Long images) {
    if (images == null) {
      return "";
    }
    String trainings =
        seeds == 1
            ? ""
            : " and %d seeds"
                .formatted((long) Math.ceil((double) seeds * images / difference.images()));
    return " If this difference is real, about %d images%s would show it with a power of 80 %%."
        .formatted(images, trainings);
  }

  /** With a sign; adding zero turns a rounded -0.0 into 0.0. */
  private static String points(double share) {
    double tenths = Math.round(1000 * share) / 10.0 + 0.0;
    return String.format(Locale.ROOT, "%+.1f", tenths).replace('-', '\u2212');
  }
}
