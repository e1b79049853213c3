package dev.blindspot.train.run;

import dev.blindspot.train.evaluate.ArmScores;
import dev.blindspot.train.evaluate.Comparison;
import dev.blindspot.train.evaluate.Comparisons;
import dev.blindspot.train.evaluate.PairedBootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares what was measured of arms with the first one. */
final class Comparing {
  private Comparing() {}

  static List<Comparison> all(Map<String, List<Measured>> measured, int resamples, long seed) {
    List<ArmScores> arms = new ArrayList<>();
    measured.forEach(
        (arm, models) ->
            arms.add(
                new ArmScores(arm, models.stream().map(model -> model.run().scores()).toList())));
    return Comparisons.of(arms, new PairedBootstrap(resamples, seed));
  }
}
