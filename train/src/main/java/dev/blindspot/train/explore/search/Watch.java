package dev.blindspot.train.explore.search;

/** How far a search is, and whether it is still wanted. */
public final class Watch {
  private volatile boolean cancelled;
  private volatile long done;
  private volatile long total;

  /** The search is not wanted any more. */
  static final class CancelledException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Tells how far it is. */
  public void at(long stepsDone, long stepsInAll) {
    if (cancelled) {
      throw new CancelledException();
    }
    this.done = stepsDone;
    this.total = stepsInAll;
  }

  /** Ends the search at its next step. */
  public void cancel() {
    cancelled = true;
  }

  public long done() {
    return done;
  }

  public long total() {
    return total;
  }
}
