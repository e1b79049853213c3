package dev.blindspot.train.progress;

/** Hears how far a piece of work has come. May be called from several threads at once. */
@FunctionalInterface
public interface ProgressListener {
  /** Ignores everything. */
  ProgressListener NONE = (done, total) -> {};

  /**
   * One more item is finished.
   *
   * @param done finished items, 1 to {@code total}; calls of several threads may arrive out of
   *     order
   * @param total all items of this piece of work
   */
  void progressed(int done, int total);
}
