package dev.blindspot.train.fit.batch;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;

/** Makes the next batch on another thread while the current one is trained on. */
public final class BatchPrefetcher implements AutoCloseable {
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "blindspot-batches");
            thread.setDaemon(true);
            return thread;
          });
  private final IntFunction<Batch> maker;
  private final int batches;
  private CompletableFuture<Batch> next;
  private int taken;

  public BatchPrefetcher(int batches, IntFunction<Batch> maker) {
    this.batches = batches;
    this.maker = maker;
    this.next = CompletableFuture.supplyAsync(() -> maker.apply(0), worker);
  }

  /** Takes the next batch; call it exactly as often as there are batches. */
  public Batch take() {
    CompletableFuture<Batch> current = next;
    int following = ++taken;
    if (following < batches) {
      next = CompletableFuture.supplyAsync(() -> maker.apply(following), worker);
    }
    try {
      return current.join();
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

  @Override
  public void close() {
    worker.shutdownNow();
  }
}
