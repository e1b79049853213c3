package dev.blindspot.train.spark;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.fit.AveragingRound;
import dev.blindspot.train.fit.BatchLoss;
import dev.blindspot.train.fit.Workers;
import dev.blindspot.train.fit.WorkersProvider;
import dev.blindspot.train.fit.batch.BatchSource;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.CollectionAccumulator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;

/**
 * Trains by DL4J's parameter averaging: one job for each round, one task for each worker. Which
 * batches a worker gets depends on the round alone, so that a task that is done again elsewhere
 * gives the same.
 */
final class SparkWorkers implements Workers {
  private final JavaSparkContext spark;
  private final BatchSource batches;
  private final int batchSize;
  private final int count;

  SparkWorkers(JavaSparkContext spark, BatchSource batches, int batchSize, int count) {
    this.spark = spark;
    this.batches = batches;
    this.batchSize = batchSize;
    this.count = count;
  }

  /** Finds workers on a {@link SparkCluster}. */
  public static final class Provider implements WorkersProvider {
    @Override
    public Workers on(Cluster cluster, BatchSource batches, TrainingConfig training) {
      int asked = training.averaging().workers();
      return new SparkWorkers(
          ((SparkCluster) cluster).context(),
          batches,
          training.batchSizePerWorker(),
          asked > 0 ? asked : cluster.slots());
    }
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public List<BatchLoss> train(ComputationGraph graph, AveragingRound round) {
    CollectionAccumulator<BatchLoss> losses = spark.sc().collectionAccumulator("losses");
    int iteration = graph.getConfiguration().getIterationCount();
    WorkerSteps steps = new WorkerSteps(losses, iteration);
    try (AveragingMaster master =
        new AveragingMaster(round.workers(), batchSize, round.steps(), steps)) {
      new SparkComputationGraph(spark, graph, master)
          .fitPaths(
              spark.parallelize(
                  BatchLoader.names(round.epoch(), round.first(), round.batches()),
                  round.workers()),
              new BatchLoader(batches));
    } catch (Exception e) { // Scala throws SparkException without saying so
      throw reason(e);
    } finally {
      graph.getConfiguration().setIterationCount(iteration);
    }
    return inOrder(losses.value());
  }

  /** A task that was done again tells its steps again. */
  private static List<BatchLoss> inOrder(List<BatchLoss> told) {
    return told.stream()
        .distinct()
        .sorted(Comparator.comparingInt(BatchLoss::worker).thenComparingInt(BatchLoss::step))
        .toList();
  }

  private RuntimeException reason(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null && !(cause instanceof SparkException)) {
      cause = cause.getCause();
    }
    if (cause instanceof SparkException || spark.sc().isStopped()) {
      return new UserError(
          "the training on Spark has stopped: %s. Finished epochs are kept: go on with --resume; a large network may want more memory for its workers (--spark-conf spark.executor.memory=4g; with local[*], BLINDSPOT_JAVA_OPTS=-Xmx8g)"
              .formatted(firstLine(cause)),
          e);
    }
    return e instanceof RuntimeException own ? own : new IllegalStateException(e);
  }

  /** Without the driver's stack trace, which Spark makes part of its message. */
  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
