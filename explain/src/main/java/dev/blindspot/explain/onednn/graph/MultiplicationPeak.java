package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.primitive.Convolution;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.primitive.Fusion;
import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The most multiplications and additions per second that were seen on this machine.
 *
 * @param gflops 10^9 of them per second
 * @param method what was measured, in words
 */
public record MultiplicationPeak(double gflops, String method) {
  private static final int SIDE = 1024;
  private static final int PLACES = 32;
  private static final int REPETITIONS = 20;

  /**
   * Multiplies two matrices of 1024 x 1024 now: a convolution of single places is nothing else, and
   * runs in the same library and threads as the network's.
   *
   * @throws IllegalStateException if oneDNN's own primitives cannot be used
   */
  public static MultiplicationPeak ofMatrices() {
    ConvolutionShape shape = ConvolutionShape.square(1, SIDE, SIDE, PLACES, 1, 0);
    OneDnnContext context = OneDnnContext.shared();
    try (Operation product = Convolution.directInference(context, shape, false, Fusion.NONE)) {
      List<Tensor> matrices =
          product.kernel().arguments().stream().map(a -> ones(product, a)).toList();
      try {
        double best = best(product);
        return new MultiplicationPeak(
            2.0 * shape.multiplications() / best / 1e9,
            "the product of two matrices of %d x %d, best of %d (%s)"
                .formatted(SIDE, SIDE, REPETITIONS, product.kernel().implementation()));
      } finally {
        matrices.forEach(Tensor::close);
      }
    }
  }

  private static Tensor ones(Operation operation, Argument argument) {
    Tensor tensor = operation.allocate(argument);
    float[] ones = new float[Math.toIntExact(tensor.layout().floats())];
    Arrays.fill(ones, 1);
    tensor.set(ones);
    operation.with(argument, tensor);
    return tensor;
  }

  private static double best(Operation operation) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPETITIONS; i++) {
      long before = System.nanoTime();
      operation.run();
      best = Math.min(best, (System.nanoTime() - before) / 1e9);
    }
    return best;
  }
}
