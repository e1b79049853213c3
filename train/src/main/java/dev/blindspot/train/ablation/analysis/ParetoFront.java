package dev.blindspot.train.ablation.analysis;

import java.util.List;

/** Settings that no other one beats in accuracy and in robustness at once. */
final class ParetoFront {
  private ParetoFront() {}

  /** The front, by falling accuracy. */
  static List<SettingResult> front(List<SettingResult> results) {
    return results.stream()
        .filter(r -> results.stream().noneMatch(other -> beats(other, r)))
        .sorted((a, b) -> Double.compare(b.accuracy(), a.accuracy()))
        .toList();
  }

  private static boolean beats(SettingResult a, SettingResult b) {
    return a.accuracy() >= b.accuracy()
        && a.occlusionAuc() >= b.occlusionAuc()
        && (a.accuracy() > b.accuracy() || a.occlusionAuc() > b.occlusionAuc());
  }
}
