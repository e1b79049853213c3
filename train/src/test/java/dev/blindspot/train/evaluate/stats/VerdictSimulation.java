package dev.blindspot.train.evaluate.stats;

import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Prints how often verdicts are false and how often they find a true difference, by the product's
 * own code, as tables in Markdown.
 *
 * <p>Arguments: repetitions per cell (10000) and per cell of the procedure before (400).
 */
final class VerdictSimulation {
  static final List<Integer> SEEDS = List.of(2, 3, 5, 10);
  static final List<Integer> IMAGES = List.of(50, 250, 1000);
  static final List<Double> SEED_SDS = List.of(0.0, 0.01, 0.03, 0.06);
  static final List<Double> CELL_NOISES = List.of(0.0, 0.7);

  /** Standard deviations of normal differences: of images, and of cells where there is noise. */
  static final double IMAGE_SD = 0.3;

  static final double CELL_SD = 0.3;

  private static final double ADVANTAGE = 0.05;
  private static final double LEVEL = 1 - Interval.CONFIDENCE;

  private VerdictSimulation() {}

  public static void main(String[] arguments) {
    int repetitions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    int before = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 400;
    right(repetitions, before);
    normal(10 * repetitions);
    family(repetitions, before);
    oneSeed(repetitions);
  }

  private static void right(int repetitions, int before) {
    print(
        "| noise | images | seeds | sd of seeds | false | found | t over seeds: false | found | before: false | found |");
    print("|---|---|---|---|---|---|---|---|---|---|");
    for (double noise : CELL_NOISES) {
      for (int n : IMAGES) {
        for (int s : SEEDS) {
          for (double sd : SEED_SDS) {
            SimulatedArms arms = new SimulatedArms(s, n, sd, noise);
            boolean old = n <= 250 && before > 0;
            print(
                "| %s | %d | %d | %.0f | %s | %s | %s | %s | %s | %s |",
                noise > 0 ? "yes" : "no",
                n,
                s,
                100 * sd,
                percent(rate(repetitions, r -> shown(arms, 0, r))),
                percent(rate(repetitions / 4, r -> shown(arms, ADVANTAGE, r))),
                percent(rate(repetitions / 4, r -> overSeeds(arms, 0, r))),
                percent(rate(repetitions / 4, r -> overSeeds(arms, ADVANTAGE, r))),
                old ? percent(rate(before, r -> before(arms, 0, r))) : "",
                old ? percent(rate(before, r -> before(arms, ADVANTAGE, r))) : "");
          }
        }
      }
    }
  }

  private static void normal(int repetitions) {
    print("\n| cells vary | images | seeds | sd of seeds | false | found |");
    print("|---|---|---|---|---|---|");
    for (double cell : List.of(0.0, CELL_SD)) {
      for (int n : IMAGES) {
        for (int s : SEEDS) {
          for (double sd : SEED_SDS) {
            SimulatedArms arms = new SimulatedArms(s, n, sd, 0);
            print(
                "| %s | %d | %d | %.0f | %s | %s |",
                cell > 0 ? "yes" : "no",
                n,
                s,
                100 * sd,
                percent(rate(repetitions, r -> normalShown(arms, cell, 0, r))),
                percent(rate(repetitions, r -> normalShown(arms, cell, ADVANTAGE, r))));
          }
        }
      }
    }
  }

  private static void family(int repetitions, int before) {
    print(
        "\n| seeds | sd of seeds | five arms: any false | before | five arms, four measures: any false | before |");
    print("|---|---|---|---|---|---|");
    for (int s : SEEDS) {
      for (double sd : List.of(0.0, 0.01, 0.034, 0.043, 0.06)) {
        SimulatedArms arms = new SimulatedArms(s, 250, sd, 0.7);
        print(
            "| %d | %.1f | %s | %s | %s | %s |",
            s,
            100 * sd,
            percent(rate(repetitions, r -> anyFalse(arms, 5, 1, r))),
            percent(rate(before, r -> anyFalseBefore(arms, 5, 1, r))),
            percent(rate(repetitions / 4, r -> anyFalse(arms, 5, 4, r))),
            percent(rate(before / 2, r -> anyFalseBefore(arms, 5, 4, r))));
      }
    }
  }

  private static void oneSeed(int repetitions) {
    print(
        "\n| images | two networks that are equal on other images: false | two arms that are equal, sd of seeds 1 | 3 |");
    print("|---|---|---|---|");
    for (int n : List.of(12, 50, 250, 1000)) {
      print(
          "| %d | %s | %s | %s |",
          n,
          percent(rate(repetitions, r -> shown(new SimulatedArms(1, n, 0, 0.7), 0, r))),
          percent(rate(repetitions, r -> shown(new SimulatedArms(1, n, 0.01, 0.7), 0, r))),
          percent(rate(repetitions, r -> shown(new SimulatedArms(1, n, 0.03, 0.7), 0, r))));
    }
  }

  static double rate(int repetitions, IntPredicate event) {
    return IntStream.range(0, repetitions).parallel().filter(event).count() / (double) repetitions;
  }

  /** Whether right and wrong answers give a verdict in either direction. */
  static boolean shown(SimulatedArms arms, double advantage, int repetition) {
    return shown(CrossedMean.of(arms.table(advantage, SimulatedArms.random("arms", repetition))));
  }

  static boolean normalShown(SimulatedArms arms, double cellSd, double difference, int repetition) {
    return shown(
        new CrossedMean(
            arms.normal(IMAGE_SD, cellSd, difference, SimulatedArms.random("normal", repetition))));
  }

  private static boolean shown(CrossedMean mean) {
    Interval interval = mean.interval();
    return interval.isAbove(0) || interval.isBelow(0);
  }

  /** Student's t of the seeds' means: other images are not thought of. */
  static boolean overSeeds(SimulatedArms arms, double advantage, int repetition) {
    MeanSquares squares =
        MeanSquares.of(arms.table(advantage, SimulatedArms.random("arms", repetition)));
    double error = Math.sqrt(squares.seedSquare() / squares.images() / squares.seeds());
    return Math.abs(squares.mean()) > StudentT.critical(squares.seeds() - 1, LEVEL) * error;
  }

  /** The verdict before: percentiles of a bootstrap over images and seeds. */
  static boolean before(SimulatedArms arms, double advantage, int repetition) {
    double[][][] right = arms.draw(1, advantage, SimulatedArms.random("arms", repetition));
    Interval interval =
        new PairedBootstrap(2000, repetition).compare(right[1], right[0]).interval();
    return interval.isAbove(0) || interval.isBelow(0);
  }

  /**
   * Whether Holm's correction over all claims of a report, arms by measures, leaves a verdict on
   * any of several arms that are all equal. Measures of which nothing is common are the hardest
   * case.
   */
  static boolean anyFalse(SimulatedArms arms, int count, int measures, int repetition) {
    double[] p = new double[count * measures];
    for (int m = 0; m < measures; m++) {
      double[][][] right = arms.draw(count, 0, ofMeasure(m, repetition));
      for (int k = 0; k < count; k++) {
        double[][] table = Differences.of(right[k + 1], right[0]);
        p[m * count + k] = CrossedMean.of(table).pValue();
      }
    }
    return any(p);
  }

  /** The procedure before: a bootstrap, and Holm's correction measure by measure. */
  private static boolean anyFalseBefore(
      SimulatedArms arms, int count, int measures, int repetition) {
    PairedBootstrap bootstrap = new PairedBootstrap(2000, repetition);
    boolean found = false;
    for (int m = 0; m < measures; m++) {
      double[][][] right = arms.draw(count, 0, ofMeasure(m, repetition));
      double[] p = new double[count];
      for (int k = 0; k < count; k++) {
        p[k] = bootstrap.compare(right[k + 1], right[0]).p();
      }
      found |= any(p);
    }
    return found;
  }

  private static RandomGenerator ofMeasure(int measure, int repetition) {
    return SimulatedArms.random(measure == 0 ? "family" : "family " + measure, repetition);
  }

  private static boolean any(double[] p) {
    for (double adjusted : Holm.adjust(p)) {
      if (adjusted < LEVEL) {
        return true;
      }
    }
    return false;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  private static void print(String format, Object... values) {
    System.out.println(values.length == 0 ? format : String.format(Locale.ROOT, format, values));
  }
}
