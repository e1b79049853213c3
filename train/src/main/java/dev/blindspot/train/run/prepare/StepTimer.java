package dev.blindspot.train.run.prepare;

import dev.blindspot.train.machine.Machine;
import dev.blindspot.train.report.result.Timing;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Adds up how long the steps of a run take. */
public final class StepTimer {
  private final long started = System.nanoTime();
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  /** Work whose time is taken. */
  public interface Work<T> {
    T run() throws IOException;
  }

  /** Work without a result. */
  public interface Task {
    void run() throws IOException;
  }

  public void time(String step, Task task) throws IOException {
    time(
        step,
        () -> {
          task.run();
          return step;
        });
  }

  public <T> T time(String step, Work<T> work) throws IOException {
    long before = System.nanoTime();
    try {
      return work.run();
    } finally {
      seconds.merge(step, since(before), Double::sum);
    }
  }

  public Timing timing() {
    return new Timing(
        since(started),
        seconds.entrySet().stream().map(e -> new Timing.Step(e.getKey(), e.getValue())).toList(),
        Machine.peakMemoryBytes());
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
