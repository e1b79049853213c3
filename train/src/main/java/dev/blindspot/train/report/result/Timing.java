package dev.blindspot.train.report.result;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a run went, and how much memory it took.
 *
 * @param totalSeconds from the command to the report
 * @param steps the parts, in order; what is missing to the total is everything else
 * @param peakMemoryBytes most memory that the process held at once, native memory included; null
 *     where the system does not tell
 */
public record Timing(double totalSeconds, List<Step> steps, @Nullable Long peakMemoryBytes) {
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
