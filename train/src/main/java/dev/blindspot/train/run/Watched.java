package dev.blindspot.train.run;

import dev.blindspot.train.data.ProgressListener;
import dev.blindspot.train.progress.Progress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows the progress of work whose total is known only once it runs. */
final class Watched implements ProgressListener, AutoCloseable {
  private final Progress progress;
  private final String name;
  private Progress.@Nullable Task task;

  private Watched(Progress progress, String name) {
    this.progress = progress;
    this.name = name;
  }

  static <T> T of(Progress progress, String name, Function<ProgressListener, T> work) {
    try (Watched watched = new Watched(progress, name)) {
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
