package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.robustness.ObjectOcclusion;
import dev.blindspot.train.evaluate.seeds.Key;
import dev.blindspot.train.report.result.ArmResult;
import java.util.List;

/**
 * One row of the table of hidden objects.
 *
 * @param arm the arm's name
 * @param bin the hidden share of the object, with its views and images
 * @param figures share of views that are classified correctly, and mean p(true class)
 */
public record ObjectRow(String arm, ObjectOcclusion.Bin bin, List<Figure> figures) {
  private static final List<String> SCORES = List.of("accuracy", "meanTrueProbability");

  static ObjectRow of(ArmResult arm, ObjectOcclusion.Bin bin, RunFigures figures) {
    Key key = Key.ROOT.in("object.").at(bin.low(), bin.high());
    return new ObjectRow(arm.name(), bin, figures.figures(arm, key, SCORES));
  }
}
