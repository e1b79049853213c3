package dev.blindspot.explain;

import dev.blindspot.explain.network.FeatureReader;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Images as points: the last convolution's features, averaged over all places (global average
 * pooling). Images whose points lie in one direction look alike to the network.
 */
public final class PooledFeatures {
  private final FeatureReader reader;
  private final String layer;

  private PooledFeatures(FeatureReader reader) {
    this.reader = reader;
    this.layer = reader.lastFeatures();
  }

  /**
   * Of a classifier.
   *
   * @throws IllegalArgumentException if its inside cannot be read, or it has no convolution
   */
  public static PooledFeatures of(ImageClassifier classifier) {
    Objects.requireNonNull(classifier, "classifier must not be null");
    return new PooledFeatures(classifier.features("PooledFeatures"));
  }

  /**
   * One row for each image.
   *
   * @param images {@code [N,C,H,W]}, 0..255; not changed
   * @return {@code [N][channels of the last convolution]}
   */
  public float[][] of(INDArray images) {
    try (INDArray features = reader.features(layer, images);
        INDArray mean = features.mean(2, 3)) {
      return mean.toFloatMatrix();
    }
  }
}
