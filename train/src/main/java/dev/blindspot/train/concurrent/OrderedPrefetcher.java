package dev.blindspot.train.concurrent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Makes things in order on other threads, as many ahead of the one that takes them as there are
 * threads and one more.
 *
 * @param <T> closed when it was made and not taken
 */
public final class OrderedPrefetcher<T extends AutoCloseable> implements AutoCloseable {
  private final ExecutorService workers;
  private final int threads;
  private final int count;
  private final IntFunction<Supplier<T>> makers;
  private final Deque<CompletableFuture<T>> waiting = new ArrayDeque<>();
  private int started;

  /**
   * Starts to make the first things.
   *
   * @param name of the threads
   * @param threads how many things are made at the same time, at least 1
   * @param count how many things there are
   * @param makers gives the work for the n-th, in order and on the taker's thread
   */
  public OrderedPrefetcher(String name, int threads, int count, IntFunction<Supplier<T>> makers) {
    this.threads = threads;
    this.count = count;
    this.makers = makers;
    workers =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    fill();
  }

  /** A thread for every core but the taker's. */
  public static int sparedCores() {
    return Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  }

  /** The next one; at most {@code count} times. */
  public T take() {
    CompletableFuture<T> next = waiting.remove();
    try {
      T made = next.join();
      fill();
      return made;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) { // too little memory, for instance
        throw cause;
      }
      throw e;
    }
  }

  private void fill() {
    while (started < count && waiting.size() <= threads) {
      waiting.add(CompletableFuture.supplyAsync(makers.apply(started++), workers));
    }
  }

  /** Waits for what is being made, drops what was not begun, and closes what nobody has taken. */
  @Override
  public void close() {
    workers.shutdownNow();
    try {
      workers.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (CompletableFuture<T> made : waiting) {
      var unused = made.thenAccept(OrderedPrefetcher::close);
    }
  }

  private static <T extends AutoCloseable> void close(T thing) {
    try {
      thing.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
