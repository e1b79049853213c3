package dev.blindspot.train.fit;

import dev.blindspot.train.config.TrainingConfig.Ema;
import dev.blindspot.train.fit.batch.BatchMemory;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The exponential moving average of a network's parameters over its steps (Polyak averaging as in
 * Tarvainen and Valpola 2017, arXiv:1703.01780, and timm's {@code ModelEmaV2}), the running
 * statistics of batch normalisation included. It is what is validated and kept; training goes on
 * with the parameters themselves.
 *
 * <p>After step t (from 1) the decay is {@code min(decay, (1 + t) / (10 + t))}, so that the first
 * weights are soon forgotten.
 */
final class MovingAverage {
  private final @Nullable Ema settings;
  private final ComputationGraph graph;
  private @Nullable INDArray average;

  /**
   * An average without anything in it yet.
   *
   * @param settings without them there is no average, and the network's own parameters are used
   */
  MovingAverage(@Nullable Ema settings, ComputationGraph graph) {
    this.settings = settings;
    this.graph = graph;
  }

  /**
   * Takes in the parameters after a step.
   *
   * @param step from 1
   */
  void add(int step) {
    if (settings == null) {
      return;
    }
    INDArray parameters = graph.params();
    if (average == null) {
      average = parameters.dup();
      return;
    }
    double decay = Math.min(settings.decay(), (1.0 + step) / (10.0 + step));
    average.muli(decay);
    Nd4j.getBlasWrapper().level1().axpy(average.length(), 1 - decay, parameters, average);
  }

  /** The average itself, for a checkpoint; null where there is none. */
  @Nullable INDArray parameters() {
    return average;
  }

  /** Goes on from a checkpoint. */
  void restore(@Nullable INDArray parameters) {
    average = parameters;
  }

  /** Gives the network the average for good. */
  void install() {
    if (average != null) {
      graph.setParams(average);
    }
  }

  /** Computes something while the network has the average. */
  <T> T during(Supplier<T> work) {
    if (average == null) {
      return work.get();
    }
    INDArray own = graph.params().dup();
    graph.setParams(average);
    try {
      return work.get();
    } finally {
      graph.setParams(own);
      BatchMemory.free(own);
    }
  }
}
