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
    boolean blocked = keepsBlocks(shape);
    Kernel kernel =
        ConvolutionKernels.find(context, key(shape, direction, bias, fusion, algorithm, blocked))
            .or(() -> direct(context, shape, direction, bias, fusion, blocked))
            .or(() -> direct(context, shape, direction, bias, fusion, false))
            .orElseThrow(
                () -> new IllegalArgumentException("oneDNN has no convolution for " + shape));
    return blocked && isReference(kernel)
        ? faster(kernel, direct(context, shape, direction, bias, fusion, false))
        : kernel;
  }

  /** Loops without vectors, a hundred times as slow: oneDNN's answer where layouts do not fit. */
  private static boolean isReference(Kernel kernel) {
    return kernel.implementation().startsWith("ref");
  }

  /** The other one, if oneDNN has more than loops in layouts of its own choice. */
  private static Kernel faster(Kernel reference, Optional<Kernel> other) {
    if (other.isPresent() && !isReference(other.get())) {
      reference.close();
      return other.get();
    }
    other.ifPresent(Kernel::close);
    return reference;
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
