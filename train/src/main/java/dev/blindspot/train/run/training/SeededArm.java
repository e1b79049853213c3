package dev.blindspot.train.run.training;

import dev.blindspot.train.fit.TrainedArm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One training of an arm.
 *
 * @param arm its name
 * @param seed of the training
 * @param training what came out
 */
public record SeededArm(String arm, long seed, TrainedArm training) {

  /** By arm, in order; the trainings of each in the order of their seeds. */
  static Map<String, List<SeededArm>> byArm(List<SeededArm> all) {
    Map<String, List<SeededArm>> arms = new LinkedHashMap<>();
    all.forEach(one -> arms.computeIfAbsent(one.arm(), name -> new ArrayList<>()).add(one));
    return arms;
  }

  /** What it is called in progress and logs. */
  public static String title(String arm, long seed, int seeds) {
    return seeds == 1 ? arm : arm + " seed " + seed;
  }
}
