package dev.blindspot.train.progress;

import dev.blindspot.explain.progress.ProgressListener;
import org.jspecify.annotations.Nullable;

/**
 * Starts to show a piece of work when its total is first known. Safe for use by several threads.
 */
final class LazyProgress implements ProgressListener, AutoCloseable {
  private final Progress progress;
  private final String name;
  private Progress.@Nullable Task task;

  LazyProgress(Progress progress, String name) {
    this.progress = progress;
    this.name = name;
  }

  @Override
  public synchronized void progress(int done, int total) {
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
