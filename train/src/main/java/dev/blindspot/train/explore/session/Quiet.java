package dev.blindspot.train.explore.session;

import java.util.concurrent.TimeUnit;

/** Holds work in the background while somebody asks: a question must not wait for it. */
public final class Quiet {
  private static final long PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(300);

  private long lastAsked = System.nanoTime() - PAUSE_NS;

  /** Somebody asks. */
  synchronized void asked() {
    lastAsked = System.nanoTime();
  }

  /**
   * Waits until nobody has asked for a while.
   *
   * @throws InterruptedException if the work is to end
   */
  public synchronized void await() throws InterruptedException {
    long left = left();
    while (left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = left();
    }
  }

  private long left() {
    return lastAsked + PAUSE_NS - System.nanoTime();
  }
}
