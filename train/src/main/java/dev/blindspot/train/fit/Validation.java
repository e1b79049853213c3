package dev.blindspot.train.fit;

import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.fit.batch.Batch;
import dev.blindspot.train.fit.batch.BatchMemory;
import dev.blindspot.train.fit.batch.FeatureCache;
import dev.blindspot.train.model.Network;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How good a network is on the validation images.
 *
 * @param loss log-loss; NaN without images
 * @param accuracy share of right answers; NaN without images
 */
record Validation(double loss, double accuracy) {
  private static final double LEAST_PROBABILITY = 1e-12;

  static Validation of(
      Network network,
      FeatureCache cache,
      List<ManifestRow> rows,
      ImageStore images,
      int batchSize) {
    double loss = 0;
    int right = 0;
    for (int from = 0; from < rows.size(); from += batchSize) {
      List<ManifestRow> part = rows.subList(from, Math.min(rows.size(), from + batchSize));
      float[][] probabilities = probabilities(network, cache, part, images);
      for (int i = 0; i < part.size(); i++) {
        int label = part.get(i).label();
        loss -= Math.log(Math.max(probabilities[i][label], LEAST_PROBABILITY));
        right += argMax(probabilities[i]) == label ? 1 : 0;
      }
    }
    return new Validation(loss / rows.size(), (double) right / rows.size());
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

  private static int argMax(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }
}
