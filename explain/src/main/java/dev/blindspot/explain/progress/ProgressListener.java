package dev.blindspot.explain.progress;

/**
 * Is told how far a long computation is. Work that runs on several threads calls from any of them,
 * and calls may overtake each other; the last one has {@code done == total}.
 */
@FunctionalInterface
public interface ProgressListener {

  /** Ignores everything. */
  ProgressListener NONE = (done, total) -> {};

  /**
   * Another piece of work is done.
   *
   * @param done pieces done since the start, 1 to {@code total}
   * @param total pieces in all
   */
  void progress(int done, int total);
}
