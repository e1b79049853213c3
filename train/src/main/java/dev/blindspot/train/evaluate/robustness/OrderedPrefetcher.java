package dev.blindspot.train.evaluate.robustness;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Makes things in order on other threads, a bounded number ahead of the one that takes them: one
 * more than there are threads, and a thread for every core but the taker's.
 *
 * @param <T> closed when it was made and not taken
 */
final class OrderedPrefetcher<T extends AutoCloseable> implements AutoCloseable {
  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  private final ExecutorService workers =
      Executors.newFixedThreadPool(
          THREADS,
          task -> {
            Thread thread = new Thread(task, "blindspot-conditions");
            thread.setDaemon(true);
            return thread;
          });
  private final int count;
  private final IntFunction<Supplier<T>> makers;
  private final Deque<CompletableFuture<T>> waiting = new ArrayDeque<>();
  private int started;

  /**
   * @param count how many there are
   * @param makers gives the work for the n-th, in order and on the taker's thread
   */
  OrderedPrefetcher(int count, IntFunction<Supplier<T>> makers) {
    this.count = count;
    this.makers = makers;
    fill();
  }

  /** The next one; at most {@code count} times. */
  T take() {
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
    while (started < count && waiting.size() <= THREADS) {
      waiting.add(CompletableFuture.supplyAsync(makers.apply(started++), workers));
    }
  }

  @Override
  public void close() {
    workers.shutdown();
    for (CompletableFuture<T> made : waiting) {
      var unused = made.whenComplete((thing, failure) -> close(thing));
    }
  }

  private static <T extends AutoCloseable> void close(T thing) {
    try {
      if (thing != null) {
        thing.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
