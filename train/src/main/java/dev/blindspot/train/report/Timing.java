package dev.blindspot.train.report;

import java.util.List;

/**
 * Where the time of a run went.
 *
 * @param totalSeconds from the command to the report
 * @param steps the parts, in order; what is missing to the total is everything else
 */
public record Timing(double totalSeconds, List<Step> steps) {
  public Timing {
    steps = List.copyOf(steps);
  }

  /**
   * One part of the run.
   *
   * @param name what was done
   * @param seconds how long it took
   */
  public record Step(String name, double seconds) {}
}
