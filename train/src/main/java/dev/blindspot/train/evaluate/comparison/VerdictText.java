package dev.blindspot.train.evaluate.comparison;

import dev.blindspot.train.evaluate.comparison.Comparison.Measure;
import dev.blindspot.train.evaluate.stats.CrossedMean;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A verdict with its numbers, in plain words. */
final class VerdictText {
  private VerdictText() {}

  static String of(Comparison c) {
    String where = c.measure().where();
    String apart = String.format(Locale.ROOT, "%.1f points", 100 * Math.abs(c.difference()));
    return switch (c.verdict()) {
      case SHOWN ->
          "Shown%s: %s %s than %s %s, by %s %s."
              .formatted(
                  c.ofTheseNetworks() ? " of these two networks" : "",
                  c.arm(),
                  c.measure().better(),
                  c.reference(),
                  where,
                  apart,
                  evidence(c));
      case CONTRADICTED ->
          "Contradicted%s: %s %s than %s %s but worse, by %s %s."
              .formatted(
                  c.ofTheseNetworks() ? " by these two networks" : "",
                  c.arm(),
                  c.measure().notBetter(),
                  c.reference(),
                  where,
                  apart,
                  evidence(c));
      case NOT_SHOWN ->
          "Not shown%s: %s differs from %s %s by %s points%s, which chance alone can do %s.%s"
              .formatted(
                  c.ofTheseNetworks() ? " of these two networks" : "",
                  c.arm(),
                  c.reference(),
                  where,
                  points(c.difference()),
                  c.measure() == Measure.CALIBRATION ? " of calibration" : "",
                  evidence(c),
                  needed(c.needed()));
    };
  }

  private static String evidence(Comparison c) {
    String sample =
        "%d image%s, %s"
            .formatted(
                c.images(),
                c.images() == 1 ? "" : "s",
                c.ofTheseNetworks() ? "1 seed" : c.seeds() + " seeds");
    if (Double.isNaN(c.interval().low())) {
      return "(too few images for an interval, which takes %d: %s)"
          .formatted(CrossedMean.FEWEST_IMAGES, sample);
    }
    return "(95 %% interval %s to %s points, p %s, %s)"
        .formatted(points(c.interval().low()), points(c.interval().high()), probability(c), sample);
  }

  private static String probability(Comparison c) {
    if (c.claims() == 1) {
      return text(c.p()) + " for the only claim";
    }
    String alone = text(c.p());
    String corrected = text(c.adjustedP());
    return "%s after Holm's correction for %d claims"
        .formatted(
            alone.equals(corrected) ? alone : alone + ", " + corrected.replace("= ", ""),
            c.claims());
  }

  private static String text(double p) {
    return p < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", p);
  }

  private static String needed(@Nullable NeededSample needed) {
    if (needed == null) {
      return "";
    }
    return needed.seeds() == 1
        ? " If these two networks really differ so much, about %d images would show it with a power of 80 %%; how many seeds the arms would take, one seed cannot tell."
            .formatted(needed.images())
        : " If this difference is real, about %d images and %d seeds would show it with a power of 80 %%."
            .formatted(needed.images(), needed.seeds());
  }

  /** With a sign; adding zero turns a rounded -0.0 into 0.0. */
  private static String points(double share) {
    double tenths = Math.round(1000 * share) / 10.0 + 0.0;
    return String.format(Locale.ROOT, "%+.1f", tenths).replace('-', '\u2212');
  }
}
