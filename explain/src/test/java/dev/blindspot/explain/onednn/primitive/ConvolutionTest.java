package dev.blindspot.explain.onednn.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Reorder;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolutionTest {
  private static final double ALLOWED = 1e-5;

  private static OneDnnContext context;

  @BeforeAll
  static void open() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
    context = new OneDnnContext();
  }

  @AfterAll
  static void close() {
    if (context != null) {
      context.close();
    }
  }

  /** Odd sizes, kernels, strides, paddings, dilations and groups, drawn once. */
  static Stream<ConvolutionShape> shapes() {
    Random random = new Random(7);
    List<ConvolutionShape> shapes = new ArrayList<>();
    int[] channels = {1, 3, 5, 16, 20, 32};
    while (shapes.size() < 60) {
      int groups = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 1;
      shapes.add(
          new ConvolutionShape(
              1 + random.nextInt(3),
              groups * channels[random.nextInt(channels.length)],
              groups * channels[random.nextInt(channels.length)],
              groups,
              axis(random),
              axis(random)));
    }
    shapes.add(
        new ConvolutionShape(2, 32, 32, 32, Axis.of(9, 3, 1), Axis.of(7, 3, 1))); // depthwise
    shapes.add(ConvolutionShape.square(2, 3, 64, 17, 3, 1)); // a first layer
    shapes.add(ConvolutionShape.square(2, 64, 16, 8, 1, 0));
    return shapes.stream();
  }

  private static Axis axis(Random random) {
    int kernel = 1 + random.nextInt(5);
    int dilation = random.nextInt(4) == 0 ? 2 : 1;
    int reach = (kernel - 1) * dilation + 1;
    int before = random.nextInt(reach);
    int after = random.nextInt(reach);
    return new Axis(
        reach + random.nextInt(12), kernel, 1 + random.nextInt(3), before, after, dilation);
  }

  /** What Winograd can do: 3x3, stride 1, channels in blocks. */
  static Stream<ConvolutionShape> winogradShapes() {
    Random random = new Random(8);
    List<ConvolutionShape> shapes = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      int padding = random.nextInt(2);
      shapes.add(
          new ConvolutionShape(
              1 + random.nextInt(4),
              16 * (1 + random.nextInt(4)),
              16 * (1 + random.nextInt(4)),
              1,
              Axis.of(3 + random.nextInt(25), 3, padding),
              Axis.of(3 + random.nextInt(25), 3, padding)));
    }
    return shapes.stream();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void chosenAlgorithmsAgreeWithDoublePrecision(ConvolutionShape shape) {
    Case numbers = new Case(shape);
    numbers.requireForward(Convolution.inference(context, shape, true, Fusion.NONE), Fusion.NONE);
    numbers.requireForward(Convolution.forward(context, shape, true, Fusion.RELU), Fusion.RELU);
    numbers.requireSourceGradient(Convolution.sourceGradient(context, shape));
    numbers.requireWeightGradient(Convolution.weightGradient(context, shape, true));
  }

  /** The channels of narrow networks: half a block into a whole one was left to loops. */
  @ParameterizedTest
  @CsvSource({
    "3, 4", "3, 8", "4, 4", "4, 8", "8, 8", "8, 16", "12, 24", "16, 8", "16, 24", "24, 48", "32, 40"
  })
  void narrowNetworksAreNotLeftToLoops(int channels, int filters) {
    assumeTrue(OneDnnSupport.current().winograd(), "only AVX-512 has code for all of them");
    ConvolutionShape shape = ConvolutionShape.square(4, channels, filters, 16, 3, 1);
    for (Operation operation :
        List.of(
            Convolution.inference(context, shape, true, Fusion.NONE),
            Convolution.forward(context, shape, false, Fusion.NONE),
            Convolution.sourceGradient(context, shape),
            Convolution.weightGradient(context, shape, false),
            Convolution.weightGradient(context, shape, true))) {
      assertThat(operation.kernel().implementation()).doesNotStartWith("ref");
      operation.close();
    }
    Case numbers = new Case(shape);
    numbers.requireSourceGradient(Convolution.sourceGradient(context, shape));
    numbers.requireWeightGradient(Convolution.weightGradient(context, shape, true));
  }

  @ParameterizedTest
  @MethodSource("winogradShapes")
  void bothAlgorithmsAgreeWithDoublePrecision(ConvolutionShape shape) {
    Case numbers = new Case(shape);
    for (Algorithm algorithm : Algorithm.values()) {
      if (algorithm == Algorithm.WINOGRAD && !OneDnnSupport.current().winograd()) {
        continue; // no AVX-512 here
      }
      for (Fusion fusion : List.of(Fusion.NONE, Fusion.RELU, Fusion.SUM, Fusion.SUM_RELU)) {
        numbers.requireForward(with(algorithm, shape, Direction.INFERENCE, true, fusion), fusion);
        numbers.requireForward(with(algorithm, shape, Direction.FORWARD, true, fusion), fusion);
      }
      numbers.requireSourceGradient(
          with(algorithm, shape, Direction.SOURCE_GRADIENT, false, Fusion.NONE));
      numbers.requireWeightGradient(
          with(algorithm, shape, Direction.WEIGHT_GRADIENT, true, Fusion.NONE));
    }
  }

  private static Operation with(
      Algorithm algorithm, ConvolutionShape shape, Direction direction, boolean bias, Fusion f) {
    return Convolution.with(context, algorithm, shape, direction, bias, f);
  }

  @Test
  void gradientsAreThoseOfFiniteDifferences() {
    ConvolutionShape shape = ConvolutionShape.square(1, 16, 16, 9, 3, 1);
    Case numbers = new Case(shape);
    float[] dx = numbers.sourceGradient(Convolution.sourceGradient(context, shape));
    float[] dw = numbers.weightGradient(Convolution.weightGradient(context, shape, true))[0];
    for (int i : new int[] {0, 40, 80, 700, 1295}) {
      assertThat((double) dx[i]).isCloseTo(numbers.slope(numbers.x, i), within(0.01));
    }
    for (int i : new int[] {0, 8, 100, 2303}) {
      assertThat((double) dw[i]).isCloseTo(numbers.slope(numbers.w, i), within(0.05));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void tensorsOfAnyLayoutAreReadAndWritten() {
    ConvolutionShape shape = ConvolutionShape.square(2, 32, 16, 9, 3, 1);
    Case numbers = new Case(shape);
    for (MemoryOrder order : MemoryOrder.values()) {
      try (Operation operation = Convolution.inference(context, shape, true, Fusion.NONE);
          Tensor plainSource = Tensor.of(numbers.x, shape.source());
          Tensor source = Tensor.allocate(TensorLayout.of(order, shape.source()));
          Tensor output = Tensor.allocate(TensorLayout.of(order, shape.output()));
          Tensor plainOutput = Tensor.allocate(TensorLayout.plain(shape.output()));
          Tensor weights = Tensor.of(numbers.w, shape.weights());
          Tensor bias = Tensor.of(numbers.b, shape.filters())) {
        Reorder.run(context, plainSource, source);
        operation
            .with(Argument.SOURCE, source)
            .with(Argument.WEIGHTS, weights)
            .with(Argument.BIAS, bias)
            .with(Argument.OUTPUT, output)
            .run();
        Reorder.run(context, output, plainOutput);
        numbers.requireOutput(plainOutput.toArray(), Fusion.NONE);
      }
    }
  }

  @Test
  void winogradOfOtherKernelsIsRefused() {
    ConvolutionShape shape = ConvolutionShape.square(1, 16, 16, 9, 5, 2);
    assertThatThrownBy(
            () -> with(Algorithm.WINOGRAD, shape, Direction.INFERENCE, true, Fusion.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no WINOGRAD convolution");
  }

  @Test
  void shapesThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new Axis(2, 3, 1, 0, 0, 1))
        .hasMessage("size with padding must be >= 3 for this kernel, was 2");
    assertThatThrownBy(() -> new Axis(5, 3, 0, 0, 0, 1)).hasMessage("stride must be >= 1, was 0");
    Axis axis = Axis.of(5, 3, 1);
    assertThatThrownBy(() -> new ConvolutionShape(1, 4, 6, 4, axis, axis))
        .hasMessage("channels and filters must be multiples of 4 groups, were 4 and 6");
    assertThatThrownBy(() -> new ConvolutionShape(0, 4, 6, 1, axis, axis))
        .hasMessageStartingWith("batch, channels, filters and groups must be >= 1");
  }

  /** The numbers of one shape, and what must come out. */
  private static final class Case {
    private final ConvolutionShape shape;
    private final float[] x;
    private final float[] w;
    private final float[] b;
    private final float[] dy;
    private final double[] forward;

    Case(ConvolutionShape shape) {
      this.shape = shape;
      this.x = Reference.random(1, Reference.length(shape.source()));
      this.w = Reference.random(2, Reference.length(shape.weights()));
      this.b = Reference.random(3, shape.filters());
      this.dy = Reference.random(4, Reference.length(shape.output()));
      this.forward =
          Reference.forward(
              shape, Reference.doubles(x), Reference.doubles(w), Reference.doubles(b));
    }

    void requireForward(Operation made, Fusion fusion) {
      try (Operation operation = made;
          Tensor source = Tensor.of(x, shape.source());
          Tensor plain = Tensor.of(w, shape.weights());
          Tensor weights = operation.prepared(Argument.WEIGHTS, plain);
          Tensor bias = Tensor.of(b, shape.filters());
          Tensor output = operation.allocate(Argument.OUTPUT);
          Tensor before = Tensor.of(dy, shape.output());
          Tensor result = Tensor.allocate(TensorLayout.plain(shape.output()))) {
        Reorder.run(context, before, output);
        operation
            .with(Argument.SOURCE, source)
            .with(Argument.WEIGHTS, weights)
            .with(Argument.BIAS, bias)
            .with(Argument.OUTPUT, output)
            .run();
        Reorder.run(context, output, result);
        requireOutput(result.toArray(), fusion);
      }
    }

    void requireOutput(float[] actual, Fusion fusion) {
      double[] expected = forward.clone();
      for (int i = 0; fusion.sum() && i < expected.length; i++) {
        expected[i] += dy[i];
      }
      assertThat(Reference.error(actual, fusion.relu() ? Reference.relu(expected) : expected))
          .as("%s of %s", fusion, shape)
          .isLessThan(ALLOWED);
    }

    void requireSourceGradient(Operation made) {
      assertThat(
              Reference.error(
                  sourceGradient(made),
                  Reference.sourceGradient(shape, Reference.doubles(w), Reference.doubles(dy))))
          .as("gradient of the input of %s", shape)
          .isLessThan(ALLOWED);
    }

    float[] sourceGradient(Operation made) {
      try (Operation operation = made;
          Tensor weights = Tensor.of(w, shape.weights());
          Tensor delta = Tensor.of(dy, shape.output());
          Tensor result = Tensor.allocate(TensorLayout.plain(shape.source()))) {
        operation
            .with(Argument.WEIGHTS, weights)
            .with(Argument.OUTPUT_GRADIENT, delta)
            .with(Argument.SOURCE_GRADIENT, result)
            .run();
        return result.toArray();
      }
    }

    void requireWeightGradient(Operation made) {
      float[][] actual = weightGradient(made);
      double[] x64 = Reference.doubles(x);
      double[] dy64 = Reference.doubles(dy);
      assertThat(Reference.error(actual[0], Reference.weightGradient(shape, x64, dy64)))
          .as("gradient of the weights of %s", shape)
          .isLessThan(ALLOWED);
      assertThat(Reference.error(actual[1], Reference.biasGradient(shape, dy64)))
          .as("gradient of the bias of %s", shape)
          .isLessThan(ALLOWED);
    }

    float[][] weightGradient(Operation made) {
      try (Operation operation = made;
          Tensor source = Tensor.of(x, shape.source());
          Tensor delta = Tensor.of(dy, shape.output());
          Tensor weights = Tensor.allocate(TensorLayout.plain(shape.weights()));
          Tensor bias = Tensor.allocate(TensorLayout.plain(shape.filters()))) {
        operation
            .with(Argument.SOURCE, source)
            .with(Argument.OUTPUT_GRADIENT, delta)
            .with(Argument.WEIGHT_GRADIENT, weights)
            .with(Argument.BIAS_GRADIENT, bias)
            .run();
        return new float[][] {weights.toArray(), bias.toArray()};
      }
    }

    /** Of {@code sum(dy * y)} along one number, by outputs of oneDNN in float. */
    double slope(float[] of, int index) {
      float before = of[index];
      float step = 0.5f; // the function is linear: a large step rounds least
      of[index] = before + step;
      double above = value();
      of[index] = before - step;
      double below = value();
      of[index] = before;
      return (above - below) / (2 * step);
    }

    private double value() {
      try (Operation operation = Convolution.forward(context, shape, true, Fusion.NONE);
          Tensor source = Tensor.of(x, shape.source());
          Tensor weights = Tensor.of(w, shape.weights());
          Tensor bias = Tensor.of(b, shape.filters());
          Tensor output = Tensor.allocate(TensorLayout.plain(shape.output()))) {
        operation
            .with(Argument.SOURCE, source)
            .with(Argument.WEIGHTS, weights)
            .with(Argument.BIAS, bias)
            .with(Argument.OUTPUT, output)
            .run();
        double sum = 0;
        float[] y = output.toArray();
        for (int i = 0; i < y.length; i++) {
          sum += (double) y[i] * dy[i];
        }
        return sum;
      }
    }
  }
}
