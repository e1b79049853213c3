package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.explain.occlusion.OcclusionSensitivity;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The guide for classifiers of which nothing but the scores is known: a window slides over the
 * image, a seventh of its side wide, and what matters is how much p(class) drops.
 *
 * @param scorer the classifier
 * @param mean colour of the window
 * @param batchSize windows per forward pass
 */
public record OcclusionGuide(Scorer scorer, Rgb mean, int batchSize) implements Guide {
  private static final int CELLS = 7;

  @Override
  public Attribution map(DecodedImage decoded, int label) {
    int window = Math.max(1, Math.min(decoded.height(), decoded.width()) / CELLS);
    OcclusionFill fill = OcclusionFill.bgr(mean.blue(), mean.green(), mean.red());
    try (INDArray batch = Batches.toArray(List.of(decoded))) {
      INDArray image = batch.reshape(batch.size(1), batch.size(2), batch.size(3));
      return coarse(
          new OcclusionSensitivity(window, window, fill, batchSize)
              .explain(scorer, image, label, ProgressListener.NONE)
              .drop());
    }
  }

  /** The map has one value per window, spread over its pixels: back to as many cells. */
  private static Attribution coarse(Attribution drop) {
    int rows = Math.min(CELLS, drop.height());
    int columns = Math.min(CELLS, drop.width());
    float[] sums = new float[rows * columns];
    int[] counts = new int[rows * columns];
    for (int y = 0; y < drop.height(); y++) {
      for (int x = 0; x < drop.width(); x++) {
        int cell = y * rows / drop.height() * columns + x * columns / drop.width();
        sums[cell] += drop.at(y, x);
        counts[cell]++;
      }
    }
    for (int i = 0; i < sums.length; i++) {
      sums[i] /= counts[i];
    }
    return new Attribution(drop.method(), drop.targetClass(), rows, columns, sums);
  }
}
