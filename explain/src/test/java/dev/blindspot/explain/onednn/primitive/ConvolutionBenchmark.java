package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.Kernel;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times of VGG16's convolutions in ms, best of several calls: as {@link Convolution} computes them,
 * by each algorithm, and by ND4J's {@code conv2d} and {@code conv2d_bp} in NHWC (which computes
 * both gradients in one call).
 *
 * <p>Arguments: the number of calls (default 8), and which sets: {@code full1}, {@code full8},
 * {@code quarter16} (default all).
 */
public final class ConvolutionBenchmark {
  private static final int[][] VGG = {
    {3, 64, 1, 1},
    {64, 64, 1, 1},
    {64, 128, 2, 1},
    {128, 128, 2, 1},
    {128, 256, 4, 1},
    {256, 256, 4, 2},
    {256, 512, 8, 1},
    {512, 512, 8, 2},
    {512, 512, 16, 3}
  };
  private static final int[] ND4J_ARGUMENTS = {3, 3, 1, 1, 0, 0, 1, 1, 1, 1, 1};

  private final OneDnnContext context = new OneDnnContext();
  private final int calls;

  private ConvolutionBenchmark(int calls) {
    this.calls = calls;
  }

  public static void main(String[] arguments) {
    int calls = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 8;
    List<String> sets =
        arguments.length > 1
            ? Arrays.asList(arguments).subList(1, arguments.length)
            : List.of("full1", "full8", "quarter16");
    System.out.println(OneDnnSupport.current().reason());
    ConvolutionBenchmark benchmark = new ConvolutionBenchmark(calls);
    for (String set : sets) {
      switch (set) {
        case "full1" -> benchmark.print(1, 1, 224);
        case "full8" -> benchmark.print(8, 1, 224);
        case "quarter16" -> benchmark.print(16, 4, 96);
        default -> throw new IllegalArgumentException("no such set: " + set);
      }
    }
    benchmark.context.close();
  }

  private void print(int batch, int divisor, int size) {
    System.out.printf(Locale.ROOT, "%nbatch %d, width 1/%d, %d px%n", batch, divisor, size);
    System.out.printf(
        "%-16s %-16s %9s %9s %9s %9s  %s%n",
        "layer", "direction", "ours", "winograd", "direct", "ND4J", "implementation");
    Map<Direction, Double> sums = new EnumMap<>(Direction.class);
    for (int[] layer : VGG) {
      int channels = layer[0] == 3 ? 3 : layer[0] / divisor;
      ConvolutionShape shape =
          ConvolutionShape.square(batch, channels, layer[1] / divisor, size / layer[2], 3, 1);
      double[] nd4j = nd4j(shape);
      for (Direction direction : Direction.values()) {
        if (channels == 3 && direction == Direction.SOURCE_GRADIENT) {
          continue;
        }
        double[] row = row(shape, direction);
        row[3] =
            switch (direction) {
              case INFERENCE, FORWARD -> nd4j[0];
              case SOURCE_GRADIENT -> Double.NaN;
              case WEIGHT_GRADIENT -> nd4j[1];
            };
        sums.merge(direction, layer[3] * row[0], Double::sum);
        System.out.printf(
            Locale.ROOT,
            "%-16s %-16s %9.2f %9.2f %9.2f %9.2f  %s%n",
            "%d->%d @%d x%d".formatted(channels, shape.filters(), shape.rows().size(), layer[3]),
            direction.name().toLowerCase(Locale.ROOT),
            row[0],
            row[1],
            row[2],
            row[3],
            implementation(shape, direction));
      }
    }
    System.out.printf(
        Locale.ROOT,
        "all 13 layers, ours: inference %.1f, training %.1f + %.1f + %.1f%n",
        sums.get(Direction.INFERENCE),
        sums.get(Direction.FORWARD),
        sums.get(Direction.SOURCE_GRADIENT),
        sums.get(Direction.WEIGHT_GRADIENT));
  }

  private double[] row(ConvolutionShape shape, Direction direction) {
    boolean bias = direction != Direction.SOURCE_GRADIENT;
    double[] row = new double[4];
    row[0] =
        best(new Operation(ConvolutionFinder.kernel(context, shape, direction, bias, Fusion.NONE)));
    row[1] = time(shape, direction, bias, Algorithm.WINOGRAD);
    row[2] = time(shape, direction, bias, Algorithm.DIRECT);
    return row;
  }

  private String implementation(ConvolutionShape shape, Direction direction) {
    try (Kernel kernel = ConvolutionFinder.kernel(context, shape, direction, false, Fusion.NONE)) {
      return kernel.implementation();
    }
  }

  private double time(
      ConvolutionShape shape, Direction direction, boolean bias, Algorithm algorithm) {
    try {
      return best(Convolution.with(context, algorithm, shape, direction, bias, Fusion.NONE));
    } catch (IllegalArgumentException e) { // Winograd of a first layer
      return Double.NaN;
    }
  }

  private double best(Operation made) {
    List<Tensor> tensors = new ArrayList<>();
    try (Operation operation = made) {
      Kernel kernel = operation.kernel();
      for (Argument argument : kernel.arguments()) {
        Tensor tensor = operation.allocate(argument);
        tensor.set(Reference.random(1, Math.toIntExact(tensor.layout().floats())));
        tensors.add(tensor);
        operation.with(argument, tensor);
      }
      return best(operation::run);
    } finally {
      tensors.forEach(Tensor::close);
    }
  }

  private double best(Runnable work) {
    work.run();
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < calls; i++) {
      long before = System.nanoTime();
      work.run();
      best = Math.min(best, (System.nanoTime() - before) / 1e6);
    }
    return best;
  }

  /** Forward, and both gradients. */
  private double[] nd4j(ConvolutionShape s) {
    long size = s.rows().size();
    try (INDArray x = Nd4j.rand(DataType.FLOAT, s.batch(), size, size, s.channels());
        INDArray w = Nd4j.rand(DataType.FLOAT, s.filters(), s.channels(), 3, 3);
        INDArray b = Nd4j.rand(DataType.FLOAT, s.filters());
        INDArray y = Nd4j.rand(DataType.FLOAT, s.batch(), size, size, s.filters());
        INDArray dx = Nd4j.rand(DataType.FLOAT, x.shape());
        INDArray dw = Nd4j.rand(DataType.FLOAT, w.shape());
        INDArray db = Nd4j.rand(DataType.FLOAT, b.shape())) {
      return new double[] {
        best(() -> exec("conv2d", new INDArray[] {x, w, b}, y)),
        best(() -> exec("conv2d_bp", new INDArray[] {x, w, b, y}, dx, dw, db))
      };
    }
  }

  private static void exec(String op, INDArray[] inputs, INDArray... outputs) {
    Nd4j.getExecutioner()
        .exec(
            DynamicCustomOp.builder(op)
                .addInputs(inputs)
                .addOutputs(outputs)
                .addIntegerArguments(ND4J_ARGUMENTS)
                .build());
  }
}
