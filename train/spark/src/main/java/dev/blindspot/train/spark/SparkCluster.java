package dev.blindspot.train.spark;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.SentFiles;
import dev.blindspot.train.cluster.SharedFiles;
import dev.blindspot.train.cluster.Work;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.spark.AccumulatorListener.Messages;
import dev.blindspot.train.spark.WorkTask.Answer;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.CollectionAccumulator;

/**
 * Work as Spark tasks: one job with one task for each piece, so that Spark schedules them as they
 * come, and does those of a lost executor again.
 */
final class SparkCluster implements Cluster {
  private static final long FIRST_SECONDS = 60;
  private static final long FURTHER_SECONDS = 2;

  private final JavaSparkContext spark;
  private final ApplicationJars jars;
  private final AccumulatorListener listening = new AccumulatorListener();

  SparkCluster(JavaSparkContext spark, ApplicationJars jars) {
    this.spark = spark;
    this.jars = jars;
    spark.sc().addSparkListener(listening);
  }

  /** Waits for the first executor, and for those that come with it. */
  void awaitExecutors() {
    try {
      boolean one =
          spark.isLocal()
              || spark.sc().getExecutorMemoryStatus().size() > 1 // the driver counts as one
              || listening.executors().poll(FIRST_SECONDS, TimeUnit.SECONDS) != null;
      if (!one) {
        String master = spark.master();
        close();
        throw new UserError(
            "--spark %s: no executor has registered within %d s; is the master there, and does a worker have free cores and memory?"
                .formatted(master, FIRST_SECONDS));
      }
      while (!spark.isLocal()
          && listening.executors().poll(FURTHER_SECONDS, TimeUnit.SECONDS) != null) {
        // one more
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      close();
      throw new UserError("interrupted while waiting for executors", e);
    }
  }

  JavaSparkContext context() {
    return spark;
  }

  @Override
  public int slots() {
    int perTask = spark.getConf().getInt("spark.task.cpus", 1);
    return Math.max(1, spark.defaultParallelism() / perTask);
  }

  @Override
  public SharedFiles share(Path original) throws IOException {
    return BroadcastFiles.of(original, spark);
  }

  @Override
  public void forget(SharedFiles files) {
    ((BroadcastFiles) files).forget();
  }

  @Override
  public void receive(SentFiles files, Path folder) throws IOException {
    ((SentFolder) files).receive(folder, spark.sc().env().blockManager());
  }

  @Override
  public <R extends Serializable> R call(Work<R> work, MessageListener listener)
      throws InterruptedException {
    CollectionAccumulator<String> lines = spark.sc().collectionAccumulator("lines");
    String group = "blindspot-" + lines.id();
    Messages heard = new Messages(listener, () -> spark.cancelJobGroup(group));
    listening.put(lines.id(), heard);
    try {
      spark.setJobGroup(group, "one piece of work", true);
      JavaFutureAction<List<Answer<R>>> future =
          spark.parallelize(List.of(work), 1).map(new WorkTask<R>(lines)).collectAsync();
      Answer<R> answer = future.get().get(0);
      heard.upTo(answer.lines());
      if (heard.isUnwantedOrFaulty()) {
        throw new Unwanted();
      }
      return answer.get();
    } catch (InterruptedException e) {
      spark.cancelJobGroup(group);
      throw e;
    } catch (ExecutionException e) {
      throw reason(heard, e);
    } finally {
      listening.remove(lines.id());
      spark.clearJobGroup();
    }
  }

  private RuntimeException reason(Messages heard, ExecutionException e) {
    if (heard.isUnwantedOrFaulty()) {
      return new Unwanted();
    }
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return spark.sc().isStopped()
        ? new IllegalStateException("the connection to Spark was lost: " + cause.getMessage(), e)
        : new Lost(String.valueOf(cause.getMessage()), e);
  }

  @Override
  public void close() {
    spark.close();
    listening.close();
    jars.close();
  }
}
