package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Kernel;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    List<ConvolutionKey> candidates =
        Stream.of(
                new ConvolutionKey(shape, direction, bias, fusion, algorithm, blocked),
                new ConvolutionKey(shape, direction, bias, fusion, Algorithm.DIRECT, blocked),
                new ConvolutionKey(shape, direction, bias, fusion, Algorithm.DIRECT, false))
            .distinct()
            .toList();
    return best(context, candidates)
        .orElseThrow(() -> new IllegalArgumentException("oneDNN has no convolution for " + shape));
  }

  /** The first that is not a reference; if there is none, the first that oneDNN has. */
  private static Optional<Kernel> best(OneDnnContext context, List<ConvolutionKey> candidates) {
    Optional<Kernel> best = Optional.empty();
    for (ConvolutionKey candidate : candidates) {
      Optional<Kernel> kernel = ConvolutionKernels.find(context, candidate);
      if (kernel.filter(found -> !isReference(found)).isPresent()) {
        best.ifPresent(Kernel::close);
        return kernel;
      }
      if (best.isEmpty()) {
        best = kernel;
      } else {
        kernel.ifPresent(Kernel::close);
      }
    }
    return best;
  }

  /** Loops without vectors, a hundred times as slow: oneDNN's answer where layouts do not fit. */
  private static boolean isReference(Kernel kernel) {
    return kernel.implementation().startsWith("ref");
  }

  /** Maps stay in blocks through a chain; other channels and groups are left to oneDNN. */
  private static boolean keepsBlocks(ConvolutionShape shape) {
    return shape.groups() == 1 || shape.groups() == shape.channels();
  }
}
