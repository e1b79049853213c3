package dev.blindspot.train.cli.console;

import dev.blindspot.train.progress.Progress;
import java.time.InstantSource;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows progress on a console: a bar where a person watches, otherwise a line every ten seconds.
 */
public final class ConsoleProgress implements Progress {
  private final Console console;
  private final InstantSource clock;

  public ConsoleProgress(Console console) {
    this(console, InstantSource.system());
  }

  ConsoleProgress(Console console, InstantSource clock) {
    this.console = console;
    this.clock = clock;
  }

  @Override
  public Task start(String name, long total) {
    return console.interactive()
        ? new Bar(bar(name, total))
        : new LineTask(name, total, console, clock);
  }

  private ProgressBar bar(String name, long total) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(total > 0 ? total : -1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(500)
        .setConsumer(new ConsoleProgressBarConsumer(console.err()))
        .build();
  }

  private record Bar(ProgressBar bar) implements Task {
    @Override
    public void step(long done, String message) {
      bar.stepTo(done);
      bar.setExtraMessage(message.isEmpty() ? "" : " " + message);
    }

    @Override
    public void close() {
      bar.close();
    }
  }
}
