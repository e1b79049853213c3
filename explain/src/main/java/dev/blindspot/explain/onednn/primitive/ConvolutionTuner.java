package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.Kernel;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;

/** Finds the fastest kernel of a convolution: by measuring once where there is a choice. */
final class ConvolutionTuner {
  /** A batch is measured by as many of its images as are so many multiplications. */
  private static final long MEASURED = 3_000_000_000L;

  private static final int REPETITIONS = 4;
  private static final double ENOUGH_MS = 60;

  /**
   * Winograd is taken unless direct is clearly faster: on a busy machine, near ties would fall
   * differently from run to run.
   */
  private static final double CLEARLY = 0.9;

  private ConvolutionTuner() {}

  /** The kernel to use; the caller closes it. */
  static Kernel kernel(
      OneDnnContext context,
      ConvolutionShape shape,
      Direction direction,
      boolean bias,
      Fusion fusion) {
    Algorithm algorithm = choice(context, shape, direction, bias).algorithm();
    ConvolutionKey key = key(shape, direction, bias, fusion, algorithm);
    return ConvolutionKernels.find(context, key)
        .or(() -> ConvolutionKernels.find(context, direct(key, true)))
        .or(() -> ConvolutionKernels.find(context, direct(key, false)))
        .orElseThrow(() -> new IllegalArgumentException("oneDNN has no convolution for " + shape));
  }

  private static ConvolutionKey direct(ConvolutionKey key, boolean blocked) {
    return new ConvolutionKey(
        key.shape(), key.direction(), key.bias(), key.fusion(), Algorithm.DIRECT, blocked);
  }

  /** Maps stay in blocks through a chain; other channels and groups are left to oneDNN. */
  private static ConvolutionKey key(
      ConvolutionShape shape,
      Direction direction,
      boolean bias,
      Fusion fusion,
      Algorithm algorithm) {
    boolean blocked = shape.groups() == 1 || shape.groups() == shape.channels();
    return new ConvolutionKey(shape, direction, bias, fusion, algorithm, blocked);
  }

  static AlgorithmChoice choice(
      OneDnnContext context, ConvolutionShape shape, Direction direction, boolean bias) {
    ConvolutionShape part = shape.withBatch(measuredBatch(shape));
    return AlgorithmTable.get(direction, part, () -> measure(context, part, direction, bias));
  }

  /** A power of 2, so that batches of many sizes share a choice. */
  private static int measuredBatch(ConvolutionShape shape) {
    long perImage = Math.max(1, shape.withBatch(1).multiplications());
    return Integer.highestOneBit(
        (int) Math.max(1, Math.min(shape.batch(), Math.min(1024, MEASURED / perImage))));
  }

  private static AlgorithmChoice measure(
      OneDnnContext context, ConvolutionShape shape, Direction direction, boolean bias) {
    Optional<Kernel> winograd =
        OneDnnSupport.current().winograd()
            ? ConvolutionKernels.find(
                context, key(shape, direction, bias, Fusion.NONE, Algorithm.WINOGRAD))
            : Optional.empty();
    ConvolutionKey key = key(shape, direction, bias, Fusion.NONE, Algorithm.DIRECT);
    Kernel direct =
        ConvolutionKernels.find(context, key)
            .or(() -> ConvolutionKernels.find(context, direct(key, false)))
            .orElseThrow(
                () -> new IllegalArgumentException("oneDNN has no convolution for " + shape));
    if (winograd.isEmpty()) {
      try (direct) {
        return new AlgorithmChoice(
            direction, shape, Algorithm.DIRECT, direct.implementation(), Double.NaN, Double.NaN);
      }
    }
    String directName = direct.implementation();
    String winogradName = winograd.get().implementation();
    double directMs = bestMs(direct);
    double winogradMs = bestMs(winograd.get());
    boolean clearly = directMs < CLEARLY * winogradMs;
    return new AlgorithmChoice(
        direction,
        shape,
        clearly ? Algorithm.DIRECT : Algorithm.WINOGRAD,
        clearly ? directName : winogradName,
        directMs,
        winogradMs);
  }

  /** Closes the kernel. The first call, which finds no page in memory, does not count. */
  private static double bestMs(Kernel kernel) {
    List<Tensor> tensors = new ArrayList<>();
    try (Operation operation = new Operation(kernel)) {
      for (Argument argument : kernel.arguments()) {
        Tensor tensor = operation.allocate(argument);
        Pointer.memset(tensor.pointer(), 0, tensor.layout().bytes());
        tensors.add(tensor);
        operation.with(argument, tensor);
      }
      operation.run();
      double best = Double.POSITIVE_INFINITY;
      double spent = 0;
      for (int i = 0; i < REPETITIONS && (i < 2 || spent < ENOUGH_MS); i++) {
        long before = System.nanoTime();
        operation.run();
        double ms = (System.nanoTime() - before) / 1e6;
        best = Math.min(best, ms);
        spent += ms;
      }
      return best;
    } finally {
      tensors.forEach(Tensor::close);
    }
  }
}
