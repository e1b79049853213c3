package dev.blindspot.train.ablation.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * For how long the hearts of other processes have been seen still. Only this process's own
 * stopwatch counts: clocks of machines differ, are set, and go on while a machine sleeps.
 */
final class LivenessMonitor {
  /** A process whose heart has not beaten for so long is taken for dead. */
  static final Duration DEAD_AFTER = Duration.ofSeconds(60);

  private record Seen(String owner, long beat, long sinceNanos) {}

  private final LongSupplier nanos;
  private final Map<Integer, Seen> seen = new HashMap<>();

  /**
   * @param nanos a stopwatch that nobody can set, such as {@link System#nanoTime}
   */
  LivenessMonitor(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /**
   * Whether the owner of a trial is silent.
   *
   * @param beat what it wrote last, whatever clock that is from
   */
  synchronized boolean isLong(int trial, String owner, long beat) {
    Seen before = seen.get(trial);
    if (before == null || !before.owner().equals(owner) || before.beat() != beat) {
      seen.put(trial, new Seen(owner, beat, nanos.getAsLong()));
      return false;
    }
    return nanos.getAsLong() - before.sinceNanos() > DEAD_AFTER.toNanos();
  }
}
