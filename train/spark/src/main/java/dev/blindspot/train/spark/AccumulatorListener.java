package dev.blindspot.train.spark;

import dev.blindspot.train.cluster.Cluster.MessageListener;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorAdded;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import org.jspecify.annotations.Nullable;
import scala.collection.JavaConverters;

/** Passes on what tasks tell with the heartbeats of their executors, and notes new executors. */
final class AccumulatorListener extends SparkListener {
  private final Map<Long, Messages> byAccumulator = new ConcurrentHashMap<>();
  private final BlockingQueue<String> executors = new LinkedBlockingQueue<>();
  private final ExecutorService teller =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "blindspot-spark-lines");
            thread.setDaemon(true);
            return thread;
          });

  /** The lines of one piece of work, each passed on once. */
  static final class Messages {
    private final MessageListener listener;
    private final Runnable cancel;
    private int count;
    private boolean unwanted;
    private @Nullable RuntimeException fault;

    Messages(MessageListener listener, Runnable cancel) {
      this.listener = listener;
      this.cancel = cancel;
    }

    synchronized void upTo(List<?> lines) {
      while (count < lines.size() && !isUnwanted()) {
        try {
          unwanted = !listener.received(String.valueOf(lines.get(count++)));
        } catch (RuntimeException e) {
          fault = e;
        }
        if (isUnwanted()) {
          cancel.run();
        }
      }
    }

    /**
     * Whether the work is to be stopped.
     *
     * @throws RuntimeException that the listener has thrown
     */
    synchronized boolean isUnwantedOrFaulty() {
      if (fault != null) {
        throw fault;
      }
      return unwanted;
    }

    private boolean isUnwanted() {
      return unwanted || fault != null;
    }
  }

  void put(long accumulator, Messages heard) {
    byAccumulator.put(accumulator, heard);
  }

  void remove(long accumulator) {
    byAccumulator.remove(accumulator);
  }

  /** Executors in the order in which they register. */
  BlockingQueue<String> executors() {
    return executors;
  }

  void close() {
    teller.shutdownNow();
  }

  @Override
  public void onExecutorAdded(SparkListenerExecutorAdded event) {
    executors.add(event.executorId());
  }

  @Override
  public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate event) {
    JavaConverters.seqAsJavaList(event.accumUpdates())
        .forEach(task -> JavaConverters.seqAsJavaList(task._4()).forEach(this::pass));
  }

  /** Not in Spark's thread: whoever hears a line may take their time. */
  private void pass(AccumulableInfo info) {
    Messages heard = byAccumulator.get(info.id());
    if (heard != null
        && info.update().isDefined()
        && info.update().get() instanceof List<?> lines) {
      try {
        teller.execute(() -> heard.upTo(lines));
      } catch (RejectedExecutionException closed) {
        // nobody listens any more
      }
    }
  }
}
