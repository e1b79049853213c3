package dev.blindspot.explain.occlusion;

/** Hears how far a long computation has come; called on the thread that computes. */
@FunctionalInterface
public interface ProgressListener {

  /** Listens to nothing. */
  ProgressListener NONE = (step, total) -> {};

  /**
   * Called after each piece of work, with growing {@code step}; the last call has {@code step ==
   * total}.
   *
   * @param step units done so far, 1 to {@code total}
   * @param total units in all
   */
  void progress(int step, int total);
}
