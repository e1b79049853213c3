package dev.blindspot.train.report;

import dev.blindspot.train.evaluate.Comparison;
import dev.blindspot.train.evaluate.Interval;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One arm in the picture on top of the page: how often it is right on whole pictures, and with a
 * part hidden.
 *
 * @param arm the arm's name
 * @param whole accuracy on whole pictures
 * @param interval 95 % interval of {@code whole}
 * @param hidden accuracy with the part hidden
 * @param claim on seeing better with parts hidden than the reference; null for the reference
 */
public record SummaryBar(
    String arm, double whole, Interval interval, double hidden, @Nullable Comparison claim) {

  static List<SummaryBar> of(RunResult result, double fraction) {
    return result.arms().stream()
        .map(
            arm ->
                new SummaryBar(
                    arm.name(),
                    arm.test().accuracy(),
                    arm.test().accuracyInterval(),
                    arm.occlusion().nearest(fraction).accuracy(),
                    claim(result, arm.name())))
        .toList();
  }

  private static @Nullable Comparison claim(RunResult result, String arm) {
    return result.comparisons().stream()
        .filter(c -> c.arm().equals(arm) && c.measure() == Comparison.Measure.OCCLUSION_AUC)
        .findFirst()
        .orElse(null);
  }
}
