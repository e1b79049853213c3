package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Kernel;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import java.util.Optional;

/** Finds the kernel of a convolution: what {@link AlgorithmRule} says, else what oneDNN has. */
final class ConvolutionFinder {
  private ConvolutionFinder() {}

  /** The kernel to use; the caller closes it. */
  static Kernel kernel(
      OneDnnContext context,
      ConvolutionShape shape,
      Direction direction,
      boolean bias,
      Fusion fusion) {
    return kernel(context, AlgorithmRule.of(shape, direction), shape, direction, bias, fusion);
  }

  /** As the other one, with this algorithm where oneDNN has it. */
  static Kernel kernel(
      OneDnnContext context,
      Algorithm algorithm,
      ConvolutionShape shape,
      Direction direction,
      boolean bias,
      Fusion fusion) {
    return ConvolutionKernels.find(
            context, key(shape, direction, bias, fusion, algorithm, keepsBlocks(shape)))
        .or(() -> direct(context, shape, direction, bias, fusion, keepsBlocks(shape)))
        .or(() -> direct(context, shape, direction, bias, fusion, false))
        .orElseThrow(() -> new IllegalArgumentException("oneDNN has no convolution for " + shape));
  }

  private static Optional<Kernel> direct(
      OneDnnContext context,
      ConvolutionShape shape,
      Direction direction,
      boolean bias,
      Fusion fusion,
      boolean blocked) {
    return ConvolutionKernels.find(
        context, key(shape, direction, bias, fusion, Algorithm.DIRECT, blocked));
  }

  /** Maps stay in blocks through a chain; other channels and groups are left to oneDNN. */
  private static boolean keepsBlocks(ConvolutionShape shape) {
    return shape.groups() == 1 || shape.groups() == shape.channels();
  }

  private static ConvolutionKey key(
      ConvolutionShape shape,
      Direction direction,
      boolean bias,
      Fusion fusion,
      Algorithm algorithm,
      boolean blocked) {
    return new ConvolutionKey(shape, direction, bias, fusion, algorithm, blocked);
  }
}
