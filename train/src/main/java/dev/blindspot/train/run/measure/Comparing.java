package dev.blindspot.train.run.measure;

import dev.blindspot.train.evaluate.comparison.ArmScores;
import dev.blindspot.train.evaluate.comparison.Comparison;
import dev.blindspot.train.evaluate.comparison.Comparisons;
import java.util.ArrayList;
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
}
