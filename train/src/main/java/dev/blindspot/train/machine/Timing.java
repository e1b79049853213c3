package dev.blindspot.train.machine;

import java.util.List;

/** How long work takes, by the wall clock. */
final class Timing {
  private Timing() {}

  /** Milliseconds. */
  static double ms(Runnable work) {
    long before = System.nanoTime();
    work.run();
    return (System.nanoTime() - before) / 1e6;
  }

  /** The middle one of at least one time; of an even number, the upper middle one. */
  static double median(List<Double> times) {
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
