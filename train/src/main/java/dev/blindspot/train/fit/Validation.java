package dev.blindspot.train.fit;

import dev.blindspot.explain.occlusion.ClassScores;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.evaluate.metrics.Metrics;
import dev.blindspot.train.fit.batch.Batch;
import dev.blindspot.train.fit.batch.BatchMemory;
import dev.blindspot.train.fit.batch.FeatureCache;
import dev.blindspot.train.model.Network;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How good a network is on the validation images.
 *
 * @param loss log-loss as in the reports, see {@link Metrics#logLoss(double)}; NaN without images
 * @param accuracy share of right answers; NaN without images
 */
record Validation(double loss, double accuracy) {
  static Validation of(
      Network network,
      FeatureCache cache,
      List<ManifestRow> rows,
      ImageStore images,
      int batchSize) {
    float[][] scored = new float[rows.size()][];
    for (int from = 0; from < rows.size(); from += batchSize) {
      List<ManifestRow> part = rows.subList(from, Math.min(rows.size(), from + batchSize));
      float[][] probabilities = probabilities(network, cache, part, images);
      System.arraycopy(probabilities, 0, scored, from, probabilities.length);
    }
    return of(scored, rows.stream().mapToInt(ManifestRow::label).toArray());
  }

  static Validation of(float[][] probabilities, int[] labels) {
    double loss = 0;
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      loss += Metrics.logLoss(probabilities[i][labels[i]]);
      right += ClassScores.argMax(probabilities[i]) == labels[i] ? 1 : 0;
    }
    return new Validation(loss / labels.length, (double) right / labels.length);
  }

  private static float[][] probabilities(
      Network network, FeatureCache cache, List<ManifestRow> rows, ImageStore images) {
    try (Batch batch = Batch.plain(rows, images)) {
      INDArray features = cache.features(batch);
      INDArray scores = network.scoreFeatures(features);
      float[][] probabilities = scores.toFloatMatrix();
      BatchMemory.free(features);
      BatchMemory.free(scores);
      return probabilities;
    }
  }
}
