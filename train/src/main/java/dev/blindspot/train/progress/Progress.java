package dev.blindspot.train.progress;

import dev.blindspot.explain.progress.ProgressListener;
import java.util.function.Function;

/** Receives the progress of long work. Implementations may be called from several threads. */
public interface Progress {
  /** Shows nothing. */
  Progress NONE = (name, total) -> (done, message) -> {};

  /**
   * Starts to show one piece of work.
   *
   * @param name what is done, a few words
   * @param total steps until it is done; 0 or less when unknown
   */
  Task start(String name, long total);

  /**
   * Shows work that says its total only once it runs.
   *
   * @param name what is done, a few words
   * @param work tells the listener how far it is
   */
  default <T> T during(String name, Function<ProgressListener, T> work) {
    try (LazyProgress shown = new LazyProgress(this, name)) {
      return work.apply(shown);
    }
  }

  /** One piece of work; closing it ends its display, whether or not every step was done. */
  @FunctionalInterface
  interface Task extends AutoCloseable {
    /**
     * Tells how far the work is.
     *
     * @param done steps done since the start (not since the last call)
     * @param message what is worth knowing now, such as the loss; may be empty
     */
    void step(long done, String message);

    @Override
    default void close() {}
  }
}
