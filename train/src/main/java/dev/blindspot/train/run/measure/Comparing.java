package dev.blindspot.train.run.measure;

import dev.blindspot.train.evaluate.comparison.ArmScores;
import dev.blindspot.train.evaluate.comparison.Comparison;
import dev.blindspot.train.evaluate.comparison.Comparisons;
import dev.blindspot.train.evaluate.worst.WorstPlaceDifference;
import dev.blindspot.train.evaluate.worst.WorstPlaceRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares what was measured of arms with the first one. */
public final class Comparing {
  private Comparing() {}

  public static List<Comparison> all(Map<String, List<Measured>> measured) {
    List<ArmScores> arms = new ArrayList<>();
    measured.forEach(
        (arm, models) ->
            arms.add(
                new ArmScores(arm, models.stream().map(model -> model.run().scores()).toList())));
    return Comparisons.of(arms);
  }

  /** The differences at the worst place, which are no claims; empty where it was not searched. */
  public static List<WorstPlaceDifference> worstPlace(Map<String, List<Measured>> measured) {
    Map<String, List<List<WorstPlaceRun>>> arms = new LinkedHashMap<>();
    measured.forEach(
        (arm, models) ->
            arms.put(arm, models.stream().map(model -> model.run().worstPlace()).toList()));
    return WorstPlaceDifference.of(arms);
  }
}
