package dev.blindspot.train.evaluate.comparison;

import dev.blindspot.train.evaluate.comparison.Comparison.Measure;
import dev.blindspot.train.evaluate.comparison.Comparison.Verdict;
import dev.blindspot.train.evaluate.stats.Holm;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.PairedBootstrap;
import dev.blindspot.train.evaluate.stats.PairedBootstrap.Difference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares arms with the first one, by every measure that both have. */
public final class Comparisons {
  /** Standard normal quantiles of a two-sided level of 5 % and of a power of 80 %. */
  private static final double Z_LEVEL = 1.96;

  private static final double Z_POWER = 0.84;

  private Comparisons() {}

  /**
   * One comparison per arm and measure, in the order of the arms and measures.
   *
   * @param arms with the same images and seeds in the same order; the first is the reference
   * @param bootstrap of the differences
   */
  public static List<Comparison> of(List<ArmScores> arms, PairedBootstrap bootstrap) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      comparisons.addAll(of(arms, measure, bootstrap));
    }
    List<String> order = arms.stream().map(ArmScores::arm).toList();
    comparisons.sort(Comparator.comparingInt(c -> order.indexOf(c.arm())));
    return comparisons;
  }

  private static List<Comparison> of(
      List<ArmScores> arms, Measure measure, PairedBootstrap bootstrap) {
    ArmScores reference = arms.get(0);
    List<Raw> raw =
        arms.stream()
            .skip(1)
            .filter(arm -> arm.has(measure) && reference.has(measure))
            .map(arm -> Raw.of(arm, reference, measure, bootstrap))
            .toList();
    double[] adjusted = Holm.adjust(raw.stream().mapToDouble(Raw::p).toArray());
    List<Comparison> comparisons = new ArrayList<>();
    for (int i = 0; i < raw.size(); i++) {
      comparisons.add(raw.get(i).comparison(adjusted[i], raw.size(), reference.arm(), measure));
    }
    return comparisons;
  }

  /** A comparison before the other arms are looked at. */
  private record Raw(
      String arm,
      Difference difference,
      @Nullable Interval imagesInterval,
      double p,
      String test,
      List<McNemar> mcNemar,
      int seeds) {

    static Raw of(ArmScores arm, ArmScores reference, Measure measure, PairedBootstrap bootstrap) {
      if (arm.trainings().size() != reference.trainings().size()) {
        throw new IllegalArgumentException(
            "trainings must be as many as the reference's (%d), were %d"
                .formatted(reference.trainings().size(), arm.trainings().size()));
      }
      int seeds = arm.trainings().size();
      Difference difference = bootstrap.compare(arm.scores(measure), reference.scores(measure));
      List<McNemar> mcNemar =
          measure == Measure.ACCURACY ? mcNemar(arm, reference) : List.<McNemar>of();
      if (mcNemar.size() == 1) {
        McNemar only = mcNemar.get(0);
        String test = only.exact() ? "McNemar, exact" : "McNemar, chi-squared";
        return new Raw(arm.arm(), difference, null, only.p(), test, mcNemar, seeds);
      }
      if (seeds == 1) {
        return new Raw(
            arm.arm(), difference, null, difference.p(), "paired bootstrap", mcNemar, seeds);
      }
      Interval ofImages =
          bootstrap.compare(arm.meanScores(measure), reference.meanScores(measure)).interval();
      return new Raw(
          arm.arm(),
          difference,
          ofImages,
          difference.p(),
          "paired bootstrap over images and seeds",
          mcNemar,
          seeds);
    }

    private static List<McNemar> mcNemar(ArmScores arm, ArmScores reference) {
      List<McNemar> tests = new ArrayList<>();
      for (int s = 0; s < arm.trainings().size(); s++) {
        tests.add(McNemar.of(arm.trainings().get(s).clean(), reference.trainings().get(s).clean()));
      }
      return tests;
    }

    Comparison comparison(double adjusted, int arms, String reference, Measure measure) {
      Verdict verdict = Verdict.of(difference.interval(), adjusted);
      @Nullable Long needed = verdict == Verdict.NOT_SHOWN ? needed(difference) : null;
      return new Comparison(
          arm,
          reference,
          measure,
          difference.value(),
          difference.interval(),
          imagesInterval,
          p,
          adjusted,
          test,
          difference.images(),
          seeds,
          arms,
          needed,
          mcNemar,
          verdict,
          new VerdictText(arm, reference, measure, difference, p, adjusted, arms, seeds)
              .of(verdict, needed));
    }
  }

  /**
   * As many images as it takes that 80 % of such samples show the difference, if it is real. The
   * standard error shrinks with the square root of their number, and the difference must be 1.96 +
   * 0.84 of it; at 1.96, where the interval ends at zero, only half of the samples would show it.
   */
  private static @Nullable Long needed(Difference difference) {
    double halfWidth = difference.interval().halfWidth() * (Z_LEVEL + Z_POWER) / Z_LEVEL;
    double ratio = halfWidth / Math.abs(difference.value());
    double images = difference.images() * ratio * ratio;
    if (!(images > difference.images()) || images > 1e6) {
      return null;
    }
    double unit = Math.pow(10, Math.floor(Math.log10(images)) - 1);
    return Math.round(Math.ceil(images / unit) * unit);
  }
}
