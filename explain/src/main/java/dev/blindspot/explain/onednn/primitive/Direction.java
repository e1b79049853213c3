package dev.blindspot.explain.onednn.primitive;

/** What a convolution computes. */
public enum Direction {
  /** The output of weights that stay as they are: they may be transformed once. */
  INFERENCE,
  /** The output of weights that change after every step. */
  FORWARD,
  /** The gradient with respect to the input. */
  SOURCE_GRADIENT,
  /** The gradients with respect to weights and bias. */
  WEIGHT_GRADIENT
}
