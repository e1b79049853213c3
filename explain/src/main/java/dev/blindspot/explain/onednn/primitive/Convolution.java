package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;

/**
 * Convolutions (cross-correlations, as all libraries call them) with the algorithm that {@link
 * AlgorithmRule} finds the faster one for their shape. Errors against double precision are those of
 * float rounding, about 1e-6 of the outputs' root mean square, by Winograd too.
 *
 * <p>Arguments: {@link Argument#SOURCE} {@code [N,C,H,W]}, {@link Argument#WEIGHTS} as {@link
 * ConvolutionShape#weights}, {@link Argument#BIAS} {@code [K]}, {@link Argument#OUTPUT} {@code
 * [N,K,H',W']}, and their gradients. All methods throw {@link IllegalArgumentException} if oneDNN
 * cannot compute the shape.
 */
public final class Convolution {
  private Convolution() {}

  /**
   * The output of weights that stay. Convert them once: {@link Operation#prepared}.
   *
   * @param bias whether one is added
   * @param fusion what is done before the output is written
   */
  public static Operation inference(
      OneDnnContext context, ConvolutionShape shape, boolean bias, Fusion fusion) {
    return operation(context, shape, Direction.INFERENCE, bias, fusion);
  }

  /** As {@link #inference}, whatever the rule says: weights take no more memory than they are. */
  public static Operation directInference(
      OneDnnContext context, ConvolutionShape shape, boolean bias, Fusion fusion) {
    return new Operation(
        ConvolutionFinder.kernel(
            context, Algorithm.DIRECT, shape, Direction.INFERENCE, bias, fusion),
        fusion.sum());
  }

  /** The algorithm that {@link #inference} takes where oneDNN has it for the shape. */
  public static Algorithm inferenceAlgorithm(ConvolutionShape shape) {
    return AlgorithmRule.of(shape, Direction.INFERENCE);
  }

  /** As {@link #inference} for weights that change after each step. */
  public static Operation forward(
      OneDnnContext context, ConvolutionShape shape, boolean bias, Fusion fusion) {
    return operation(context, shape, Direction.FORWARD, bias, fusion);
  }

  /**
   * The gradient with respect to the input: {@link Argument#SOURCE_GRADIENT} of {@link
   * Argument#OUTPUT_GRADIENT} and {@link Argument#WEIGHTS}.
   */
  public static Operation sourceGradient(OneDnnContext context, ConvolutionShape shape) {
    return operation(context, shape, Direction.SOURCE_GRADIENT, false, Fusion.NONE);
  }

  /**
   * The gradients with respect to weights and bias: {@link Argument#WEIGHT_GRADIENT} and {@link
   * Argument#BIAS_GRADIENT} of {@link Argument#SOURCE} and {@link Argument#OUTPUT_GRADIENT}, sums
   * over the batch.
   *
   * @param bias whether its gradient is wanted
   */
  public static Operation weightGradient(
      OneDnnContext context, ConvolutionShape shape, boolean bias) {
    return operation(context, shape, Direction.WEIGHT_GRADIENT, bias, Fusion.NONE);
  }

  private static Operation operation(
      OneDnnContext context,
      ConvolutionShape shape,
      Direction direction,
      boolean bias,
      Fusion fusion) {
    return new Operation(
        ConvolutionFinder.kernel(context, shape, direction, bias, fusion), fusion.sum());
  }

  /** One given algorithm, for comparisons. */
  static Operation with(
      OneDnnContext context,
      Algorithm algorithm,
      ConvolutionShape shape,
      Direction direction,
      boolean bias,
      Fusion fusion) {
    ConvolutionKey key = new ConvolutionKey(shape, direction, bias, fusion, algorithm, true);
    return new Operation(
        ConvolutionKernels.find(context, key)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "oneDNN has no %s convolution for %s".formatted(algorithm, shape))),
        fusion.sum());
  }
}
