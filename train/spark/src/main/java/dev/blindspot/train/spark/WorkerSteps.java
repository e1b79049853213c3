package dev.blindspot.train.spark;

import dev.blindspot.train.fit.BatchLoss;
import dev.blindspot.train.fit.Penalty;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.util.CollectionAccumulator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.spark.api.TrainingHook;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.MultiDataSet;

/**
 * What is done around every step of a worker: its loss is kept for the driver, and memory is freed.
 * Every task has an instance of its own.
 */
final class WorkerSteps implements TrainingHook {
  private static final long serialVersionUID = 1L;

  /** Networks of tasks of this process that have ended; Deeplearning4j never closes them. */
  private static final List<Used> USED = new ArrayList<>();

  private final CollectionAccumulator<BatchLoss> losses;
  private final int firstIteration;
  private transient int step;
  private transient double penalty;

  /** A worker's network, and the round that it belongs to. */
  private record Used(int round, ComputationGraph network) {}

  /**
   * @param losses is told of every step
   * @param firstIteration of this round; its number names the round
   */
  WorkerSteps(CollectionAccumulator<BatchLoss> losses, int firstIteration) {
    this.losses = losses;
    this.firstIteration = firstIteration;
  }

  @Override
  public void preUpdate(MultiDataSet batch, Model model) {
    ComputationGraph graph = (ComputationGraph) model;
    if (step == 0) {
      // a copied configuration (1.0.0-M2.1, ComputationGraphConfiguration.clone) begins at 0:
      // learning rates and Adam's correction would start again in every round
      graph.getConfiguration().setIterationCount(firstIteration);
      closeOthers(graph);
    }
    penalty = Penalty.of(graph); // of the same weights as the score: those before the step
  }

  @Override
  public void postUpdate(MultiDataSet batch, Model model) {
    double loss = model.score() - penalty;
    int images = (int) batch.getFeatures(0).size(0);
    losses.add(new BatchLoss(TaskContext.getPartitionId(), step++, loss, images));
    free(batch.getFeatures(0));
    free(batch.getLabels(0));
  }

  private static void free(INDArray array) {
    if (array.closeable()) {
      array.close();
    }
  }

  /** The results of earlier rounds have been sent when a later one begins. */
  private void closeOthers(ComputationGraph graph) {
    synchronized (USED) {
      USED.stream().filter(u -> u.round() != round()).forEach(u -> u.network().close());
      USED.removeIf(u -> u.round() != round());
      USED.add(new Used(round(), graph));
    }
  }

  private int round() {
    return firstIteration;
  }

  @Override
  public void preUpdate(DataSet batch, Model model) {
    throw new IllegalStateException("graphs are given batches of several arrays");
  }

  @Override
  public void postUpdate(DataSet batch, Model model) {
    throw new IllegalStateException("graphs are given batches of several arrays");
  }
}
