package dev.blindspot.train.fit;

import dev.blindspot.train.concurrent.OrderedPrefetcher;
import dev.blindspot.train.fit.batch.Batch;
import dev.blindspot.train.fit.batch.BatchMaker;
import dev.blindspot.train.fit.batch.BatchMemory;
import dev.blindspot.train.fit.batch.FeatureCache;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.progress.Progress;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The steps of an epoch on this machine. */
final class TrainingSteps implements EpochSteps {
  private final Network network;
  private final FeatureCache cache;
  private final BatchMaker batches;
  private final int images;
  private final MovingAverage average;

  TrainingSteps(
      Network network, FeatureCache cache, BatchMaker batches, int images, MovingAverage average) {
    this.average = average;
    this.network = network;
    this.cache = cache;
    this.batches = batches;
    this.images = images;
  }

  @Override
  public int perEpoch() {
    return batches.batches();
  }

  @Override
  public double run(int epoch, String title, String known, Progress progress) {
    int[] order = batches.order(epoch);
    long started = System.nanoTime();
    double loss = 0;
    int done = 0;
    try (OrderedPrefetcher<Batch> prefetch =
            new OrderedPrefetcher<>(
                "blindspot-batches",
                1,
                batches.batches(),
                i -> () -> batches.make(epoch, order, i));
        Progress.Task task = progress.start(title, images)) {
      for (int i = 0; i < batches.batches(); i++) {
        try (Batch batch = prefetch.take()) {
          double ofBatch = step(batch);
          DivergenceException.requireFinite(ofBatch, "the loss", "step " + (i + 1));
          loss += ofBatch * batch.rows().size();
          done += batch.rows().size();
          double perSecond = done / ((System.nanoTime() - started) / 1e9);
          task.step(
              done,
              String.format(Locale.ROOT, "loss %.3f, %.1f images/s%s", ofBatch, perSecond, known));
        }
      }
    }
    return loss / images;
  }

  private double step(Batch batch) {
    ComputationGraph graph = network.trainable();
    double penalty = Penalty.of(graph); // of the same weights as the score: those before the step
    INDArray features = cache.features(batch);
    graph.fit(new INDArray[] {features}, new INDArray[] {batch.labels()});
    BatchMemory.free(features);
    average.add(graph.getConfiguration().getIterationCount());
    return graph.score() - penalty;
  }
}
