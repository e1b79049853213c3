package dev.blindspot.train.cli.console;

import dev.blindspot.train.progress.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/** Progress as lines of a log: at most one every ten seconds, and one at the end. */
final class LineTask implements Progress.Task {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final String name;
  private final long total;
  private final Console console;
  private final InstantSource clock;
  private final Instant start;
  private Instant last;
  private long done;

  LineTask(String name, long total, Console console, InstantSource clock) {
    this.name = name;
    this.total = total;
    this.console = console;
    this.clock = clock;
    this.start = clock.instant();
    this.last = start;
  }

  @Override
  public synchronized void step(long steps, String message) {
    done = steps;
    Instant now = clock.instant();
    if (Duration.between(last, now).compareTo(PAUSE) >= 0) {
      last = now;
      console.message(
          name + ": " + position() + left(now) + (message.isEmpty() ? "" : ", " + message));
    }
  }

  private String position() {
    return total > 0
        ? String.format(Locale.ROOT, "%d/%d (%d %%)", done, total, 100 * done / total)
        : Long.toString(done);
  }

  private String left(Instant now) {
    if (total <= 0 || done <= 0) {
      return "";
    }
    long millis = Duration.between(start, now).toMillis() * (total - done) / done;
    return ", ETA " + clockTime(Duration.ofMillis(millis));
  }

  @Override
  public synchronized void close() {
    Duration taken = Duration.between(start, clock.instant());
    console.message(name + ": " + position() + " in " + clockTime(taken));
  }

  private static String clockTime(Duration time) {
    return time.toHours() > 0
        ? String.format(
            Locale.ROOT, "%d:%02d:%02d", time.toHours(), time.toMinutesPart(), time.toSecondsPart())
        : String.format(Locale.ROOT, "%d:%02d", time.toMinutesPart(), time.toSecondsPart());
  }
}
