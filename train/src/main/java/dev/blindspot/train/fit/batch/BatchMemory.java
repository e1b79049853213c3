package dev.blindspot.train.fit.batch;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Frees arrays at once. Their memory lies outside of the Java heap, so that the collector, which
 * sees small objects only, would free it late.
 */
public final class BatchMemory {
  private BatchMemory() {}

  /** Frees an array that nobody uses any more; views and empty arrays have nothing to free. */
  public static void free(INDArray array) {
    if (!array.isEmpty() && array.closeable()) {
      array.close();
    }
  }
}
