package dev.blindspot.train.fit;

import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.progress.Progress;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** The steps of an epoch by several workers, whose parameters are averaged after each round. */
final class AveragedSteps implements EpochSteps {
  private final Workers workers;
  private final int frequency;
  private final int images;
  private final int batches;
  private final ComputationGraph graph;

  /**
   * Steps of workers.
   *
   * @param images of an epoch
   * @param graph the trainable part of the network
   */
  AveragedSteps(Workers workers, TrainingConfig training, int images, ComputationGraph graph) {
    this.workers = workers;
    this.frequency = training.averaging().frequency();
    this.images = images;
    this.batches = batches(training, images);
    this.graph = graph;
  }

  private static int batches(TrainingConfig training, int images) {
    int size = training.batchSizePerWorker();
    return (images + size - 1) / size;
  }

  /** As {@link #perEpoch}, before there is a network. */
  static int perEpoch(Workers workers, TrainingConfig training, int images) {
    return perEpoch(batches(training, images), workers.count(), training.averaging().frequency());
  }

  @Override
  public int perEpoch() {
    return perEpoch(batches, workers.count(), frequency);
  }

  private static int perEpoch(int batches, int workers, int frequency) {
    return AveragingRound.of(0, batches, workers, frequency).stream()
        .mapToInt(AveragingRound::steps)
        .sum();
  }

  @Override
  public double run(int epoch, String title, String known, Progress progress) {
    long started = System.nanoTime();
    double loss = 0;
    int done = 0;
    try (Progress.Task task = progress.start(title, images)) {
      for (AveragingRound round : AveragingRound.of(epoch, batches, workers.count(), frequency)) {
        List<BatchLoss> losses = train(round);
        double sum = losses.stream().mapToDouble(l -> l.loss() * l.images()).sum();
        int count = losses.stream().mapToInt(BatchLoss::images).sum();
        DivergenceException.requireFinite(
            sum, "the loss", "the steps from batch " + (round.first() + 1));
        loss += sum;
        done += count;
        double perSecond = done / ((System.nanoTime() - started) / 1e9);
        task.step(
            done,
            String.format(
                Locale.ROOT, "loss %.3f, %.1f images/s%s", sum / count, perSecond, known));
      }
    }
    if (done != images) {
      throw new IllegalStateException("%d images were trained on, not %d".formatted(done, images));
    }
    return loss / images;
  }

  private List<BatchLoss> train(AveragingRound round) {
    ComputationGraphConfiguration configuration = graph.getConfiguration();
    int iteration = configuration.getIterationCount();
    List<BatchLoss> losses = workers.train(graph, round);
    configuration.setIterationCount(iteration + round.steps());
    return losses;
  }
}
