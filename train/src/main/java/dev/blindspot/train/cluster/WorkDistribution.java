package dev.blindspot.train.cluster;

import dev.blindspot.train.error.UserError;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Has many pieces of work done. */
public final class WorkDistribution {
  private WorkDistribution() {}

  /**
   * Does all of them, as many at the same time as the cluster does; results in their order.
   *
   * @param work makes a piece when its turn has come, so that not all of them are held at once
   * @param done is told of every piece that is done
   * @throws UserError if a piece threw it, or this thread was interrupted
   */
  public static <R extends Serializable> List<R> over(
      Cluster cluster, int pieces, IntFunction<Work<R>> work, Runnable done) {
    ExecutorService callers = Executors.newFixedThreadPool(cluster.slots());
    try {
      List<Callable<R>> calls = new ArrayList<>();
      for (int i = 0; i < pieces; i++) {
        int piece = i;
        calls.add(
            () -> {
              R result = cluster.call(work.apply(piece), Cluster.MessageListener.NONE);
              done.run();
              return result;
            });
      }
      List<R> results = new ArrayList<>();
      for (Future<R> result : callers.invokeAll(calls)) {
        results.add(result.get());
      }
      return results;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("the work on the cluster was interrupted", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } finally {
      callers.shutdownNow();
    }
  }
}
