package dev.blindspot.explain.occlusion;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A classifier seen from outside: images in, one score per class out.
 *
 * <p>Explanations that only need scores (occlusion, deletion curves) take this and never a network,
 * so that they work on any model. Normalisation belongs to the model and happens inside the scorer.
 */
@FunctionalInterface
public interface Scorer {

  /**
   * Scores a batch.
   *
   * @param batch float32 {@code [N,C,H,W]}, 'c' order, values 0..255, channels in the order that
   *     the model expects (BGR in Blindspot). The caller reuses this array for the next batch: an
   *     implementation neither changes nor keeps it. {@code N} may be smaller in the last call.
   * @return {@code [N,K]}, usually probabilities; logits are as good where a method says "score".
   *     Read before the next call, so it may live in a reused workspace.
   */
  INDArray score(INDArray batch);
}
