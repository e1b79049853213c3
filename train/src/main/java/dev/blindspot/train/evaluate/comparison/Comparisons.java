package dev.blindspot.train.evaluate.comparison;

import dev.blindspot.train.evaluate.comparison.Comparison.Measure;
import dev.blindspot.train.evaluate.comparison.Comparison.Verdict;
import dev.blindspot.train.evaluate.stats.CrossedMean;
import dev.blindspot.train.evaluate.stats.Differences;
import dev.blindspot.train.evaluate.stats.Holm;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares arms with the first one, by every measure that both have. All comparisons of a report
 * are one family of claims: Holm's correction is over arms and measures together, so that a report
 * of equal arms holds any false verdict with a probability of at most 5 %.
 */
public final class Comparisons {
  /** How p is computed where other seeds are thought of. */
  static final String SEVERAL_SEEDS = "two-way random effects over images and seeds";

  /** How p is computed where each arm was trained once. */
  static final String ONE_SEED = "Student's t over images, these two networks";

  private Comparisons() {}

  /**
   * One comparison per arm and measure, in the order of the arms and measures.
   *
   * @param arms with the same images and seeds in the same order; the first is the reference
   */
  public static List<Comparison> of(List<ArmScores> arms) {
    ArmScores reference = arms.get(0);
    List<Claim> claims = new ArrayList<>();
    for (ArmScores arm : arms.subList(1, arms.size())) {
      for (Measure measure : Measure.values()) {
        if (arm.has(measure) && reference.has(measure)) {
          claims.add(Claim.of(arm, reference, measure));
        }
      }
    }
    double[] adjusted = Holm.adjust(claims.stream().mapToDouble(c -> c.mean().pValue()).toArray());
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < adjusted.length; i++) {
      comparisons.add(claims.get(i).comparison(adjusted[i], adjusted.length));
    }
    return comparisons;
  }

  /** A comparison before the others of its family are looked at. */
  private record Claim(ArmScores arm, ArmScores reference, Measure measure, CrossedMean mean) {

    static Claim of(ArmScores arm, ArmScores reference, Measure measure) {
      if (arm.trainings().size() != reference.trainings().size()) {
        throw new IllegalArgumentException(
            "trainings must be as many as the reference's (%d), were %d"
                .formatted(reference.trainings().size(), arm.trainings().size()));
      }
      double[][] table = Differences.of(arm.scores(measure), reference.scores(measure));
      return new Claim(arm, reference, measure, CrossedMean.of(table));
    }

    Comparison comparison(double adjusted, int claims) {
      int seeds = mean.squares().seeds();
      Verdict verdict = Verdict.of(mean.interval(), adjusted);
      Comparison comparison =
          new Comparison(
              arm.arm(),
              reference.arm(),
              measure,
              mean.value(),
              mean.interval(),
              seeds == 1 ? null : mean.imagesInterval(),
              mean.pValue(),
              adjusted,
              seeds == 1 ? ONE_SEED : SEVERAL_SEEDS,
              mean.squares().images(),
              seeds,
              claims,
              verdict == Verdict.NOT_SHOWN ? NeededSample.of(mean, claims) : null,
              measure == Measure.ACCURACY ? mcNemar() : List.of(),
              verdict,
              "");
      return comparison.saying(VerdictText.of(comparison));
    }

    private List<McNemar> mcNemar() {
      List<McNemar> tests = new ArrayList<>();
      for (int s = 0; s < arm.trainings().size(); s++) {
        tests.add(McNemar.of(arm.trainings().get(s).clean(), reference.trainings().get(s).clean()));
      }
      return tests;
    }
  }
}
