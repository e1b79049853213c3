package dev.blindspot.train.spark;

import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.Repartition;
import org.deeplearning4j.spark.api.TrainingHook;
import org.deeplearning4j.spark.api.WorkerConfiguration;
import org.deeplearning4j.spark.api.worker.NetBroadcastTuple;
import org.deeplearning4j.spark.impl.graph.SparkComputationGraph;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingMaster;
import org.deeplearning4j.spark.impl.paramavg.ParameterAveragingTrainingWorker;
import org.jspecify.annotations.Nullable;

/**
 * DL4J's parameter averaging for one round, which frees the network that it broadcasts: DL4J leaves
 * that to the garbage collector, and so would keep one copy for every round.
 */
final class AveragingMaster extends ParameterAveragingTrainingMaster implements AutoCloseable {
  private static final int NO_PREFETCH = 0; // the order of random numbers would depend on it

  private final transient WorkerConfiguration configuration;
  private final transient List<TrainingHook> hooks;
  private transient @Nullable Broadcast<NetBroadcastTuple> network;

  /**
   * A round in which every worker has at most {@code steps} batches of {@code batchSize} images.
   */
  AveragingMaster(int workers, int batchSize, int steps, TrainingHook hook) {
    super(
        new Builder(workers, batchSize)
            .batchSizePerWorker(batchSize)
            .averagingFrequency(steps)
            .workerPrefetchNumBatches(NO_PREFETCH)
            .repartionData(Repartition.Never)
            .saveUpdater(true)
            .rngSeed(1));
    boolean isGraph = true;
    boolean statistics = false;
    this.configuration =
        new WorkerConfiguration(isGraph, batchSize, batchSize, steps, NO_PREFETCH, statistics);
    this.hooks = List.of(hook);
  }

  @Override
  public ParameterAveragingTrainingWorker getWorkerInstance(SparkComputationGraph shared) {
    ComputationGraph graph = shared.getNetwork();
    Broadcast<NetBroadcastTuple> sent =
        shared
            .getSparkContext()
            .broadcast(
                new NetBroadcastTuple(
                    graph.getConfiguration(),
                    graph.params(),
                    graph.getUpdater().getStateViewArray()));
    network = sent;
    return new OrderedWorker(sent, configuration, hooks);
  }

  @Override
  public void close() {
    if (network != null) {
      network.destroy(false);
      network = null;
    }
  }
}
