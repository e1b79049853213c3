package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.robustness.ObjectOcclusion;
import dev.blindspot.train.evaluate.seeds.ObjectSpread;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.RunResult;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of the table of hidden objects.
 *
 * @param arm the arm's name
 * @param low hidden share of the object
 * @param high hidden share of the object
 * @param accuracy share of views that are classified correctly
 * @param trueProbability mean p(true class)
 * @param views number of views of each training
 * @param images number of images
 */
public record ObjectRow(
    String arm,
    double low,
    double high,
    Figure accuracy,
    Figure trueProbability,
    int views,
    int images) {

  /** The rows of all arms, in their order. */
  static List<ObjectRow> of(RunResult result) {
    List<ObjectRow> rows = new ArrayList<>();
    for (ArmResult arm : result.arms()) {
      ObjectSpread over = arm.overSeeds().object();
      ObjectOcclusion first = arm.robustness().object();
      for (int i = 0; over != null && first != null && i < over.bins().size(); i++) {
        rows.add(of(arm.name(), over.bins().get(i), first.bins().get(i)));
      }
    }
    return rows;
  }

  private static ObjectRow of(String arm, ObjectSpread.Bin over, ObjectOcclusion.Bin first) {
    return new ObjectRow(
        arm,
        over.low(),
        over.high(),
        Figure.share(over.accuracy(), first.accuracyInterval()),
        Figure.share(over.meanTrueProbability()),
        over.views(),
        over.images());
  }
}
