package dev.blindspot.train.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final AtomicLong second = new AtomicLong();

  private Progress progress(boolean interactive) {
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            interactive);
    return new ConsoleProgress(console, () -> Instant.ofEpochSecond(second.get()));
  }

  @Test
  void logsGetALineEveryTenSecondsAndOneAtTheEnd() {
    try (Progress.Task task = progress(false).start("baseline", 200)) {
      for (int done = 1; done <= 50; done++) {
        second.addAndGet(1);
        task.step(done, done % 2 == 0 ? "loss 0.5" : "");
      }
      second.set(3700);
      task.step(200, "");
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            baseline: 10/200 (5 %), ETA 3:10, loss 0.5
            baseline: 20/200 (10 %), ETA 3:00, loss 0.5
            baseline: 30/200 (15 %), ETA 2:50, loss 0.5
            baseline: 40/200 (20 %), ETA 2:40, loss 0.5
            baseline: 50/200 (25 %), ETA 2:30, loss 0.5
            baseline: 200/200 (100 %), ETA 0:00
            baseline: 200/200 (100 %) in 1:01:40
            """);
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void workOfUnknownLengthHasNoEta() {
    try (Progress.Task task = progress(false).start("images", 0)) {
      second.set(10);
      task.step(7, "");
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("images: 7\nimages: 7 in 0:10\n");
  }

  @Test
  void aPersonGetsABar() {
    try (Progress.Task task = progress(true).start("baseline", 4)) {
      task.step(4, "loss 0.25");
    }
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("baseline", "4/4", "loss 0.25");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
  }
}
