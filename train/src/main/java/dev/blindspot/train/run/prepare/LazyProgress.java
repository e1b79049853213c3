package dev.blindspot.train.run.prepare;

import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.progress.ProgressListener;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows the progress of work whose total is known only once it runs. */
public final class LazyProgress implements ProgressListener, AutoCloseable {
  private final Progress progress;
  private final String name;
  private Progress.@Nullable Task task;

  private LazyProgress(Progress progress, String name) {
    this.progress = progress;
    this.name = name;
  }

  public static <T> T of(Progress progress, String name, Function<ProgressListener, T> work) {
    try (LazyProgress watched = new LazyProgress(progress, name)) {
      return work.apply(watched);
    }
  }

  @Override
  public synchronized void progressed(int done, int total) {
    Progress.Task current = task;
    if (current == null) {
      current = progress.start(name, total);
      task = current;
    }
    current.step(done, "");
  }

  @Override
  public synchronized void close() {
    if (task != null) {
      task.close();
    }
  }
}
