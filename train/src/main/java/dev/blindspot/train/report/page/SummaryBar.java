package dev.blindspot.train.report.page;

import dev.blindspot.train.evaluate.comparison.Comparison;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.table.Figure;
import dev.blindspot.train.report.table.RunFigures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One arm in the image on top of the page: how often it is right on whole images, and on average
 * while a growing part is hidden.
 *
 * @param arm the arm's name
 * @param whole accuracy on whole images
 * @param hidden area under the occlusion curve
 * @param claim on seeing better with parts hidden than the reference, of these two networks where
 *     each was trained once; null for the reference
 */
public record SummaryBar(String arm, Figure whole, Figure hidden, @Nullable Comparison claim) {

  static List<SummaryBar> of(RunResult result, RunFigures figures) {
    return result.arms().stream()
        .map(
            arm ->
                new SummaryBar(
                    arm.name(),
                    figures.figure(arm, "test.accuracy"),
                    figures.figure(arm, "occlusionAuc"),
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
