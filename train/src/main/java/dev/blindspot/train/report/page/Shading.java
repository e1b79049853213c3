package dev.blindspot.train.report.page;

import dev.blindspot.train.report.result.RunResult;
import java.util.List;
import java.util.Locale;

/**
 * Numbers as the style sheet takes them: how far a cell or a bar is filled.
 *
 * @param guessing accuracy of always naming the most frequent class of the test images
 */
public record Shading(double guessing) {

  /** The shading of a run. */
  static Shading of(RunResult result) {
    List<List<Integer>> rows = result.reference().test().confusion();
    int most = rows.stream().mapToInt(Shading::sum).max().orElse(0);
    return new Shading((double) most / Math.max(1, rows.stream().mapToInt(Shading::sum).sum()));
  }

  /** Where an accuracy lies between guessing (0) and always right (1). */
  public String aboveGuessing(double accuracy) {
    return part(guessing == 1 ? accuracy : Math.max(0, (accuracy - guessing) / (1 - guessing)));
  }

  /** A number of 0 to 1; 0 when it is not defined. */
  public String part(double share) {
    return Double.isNaN(share) ? "0" : String.format(Locale.ROOT, "%.4f", share);
  }

  /** Share of a row of a confusion matrix, 0 for an empty row. */
  public double share(List<Integer> row, int column) {
    int all = sum(row);
    return all == 0 ? 0 : (double) row.get(column) / all;
  }

  private static int sum(List<Integer> row) {
    return row.stream().mapToInt(Integer::intValue).sum();
  }
}
