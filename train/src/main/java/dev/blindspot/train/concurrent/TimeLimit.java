package dev.blindspot.train.concurrent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work of libraries on files of strangers, which a file may keep from ending. It runs on a thread
 * of its own, is interrupted when its time is over, and does not keep the process alive.
 */
public final class TimeLimit {
  private TimeLimit() {}

  /**
   * The result of the work.
   *
   * @throws TimeoutException when it takes longer
   * @throws ExecutionException with what the work threw, errors such as too little memory included
   */
  public static <T> T call(Duration limit, Callable<T> work)
      throws TimeoutException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "blindspot-limited");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ExecutionException("interrupted", e);
    } finally {
      task.cancel(true);
    }
  }
}
