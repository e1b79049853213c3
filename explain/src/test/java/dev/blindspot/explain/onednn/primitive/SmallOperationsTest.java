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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SmallOperationsTest {
  private OneDnnContext context;

  @BeforeEach
  void open() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
    context = new OneDnnContext();
  }

  @AfterEach
  void close() {
    if (context != null) {
      context.close();
    }
  }

  @Test
  void reluIsComputedInPlace() {
    try (Tensor x = Tensor.of(new float[] {-1, 0, 2, -3}, 1, 1, 2, 2);
        Operation relu = new Relu(x.layout()).forward(context)) {
      relu.with(Argument.SOURCE, x).with(Argument.OUTPUT, x).run();
      assertThat(x.toArray()).containsExactly(0, 0, 2, 0);
    }
  }

  @Test
  void gradientsPassWhereTheOutputIsPositive() {
    try (Tensor y = Tensor.of(new float[] {0, 0, 2, 5}, 1, 1, 2, 2);
        Tensor dy = Tensor.of(new float[] {1, 2, 3, 4}, 1, 1, 2, 2);
        Operation gradient = new Relu(y.layout()).gradient(context)) {
      gradient
          .with(Argument.FORMER_OUTPUT, y)
          .with(Argument.OUTPUT_GRADIENT, dy)
          .with(Argument.SOURCE_GRADIENT, dy)
          .run();
      assertThat(dy.toArray()).containsExactly(0, 0, 3, 4);
    }
  }

  @Test
  void sumsAreSumsInAnyLayout() {
    float[] a = Reference.random(1, 2 * 16 * 3 * 3);
    float[] b = Reference.random(2, a.length);
    try (Tensor first = Tensor.of(a, 2, 16, 3, 3);
        Tensor second = Tensor.of(b, 2, 16, 3, 3);
        Tensor blocks = Tensor.allocate(TensorLayout.of(MemoryOrder.blocked(), 2, 16, 3, 3));
        Tensor output = Tensor.allocate(first.layout());
        Operation sum = Merge.SUM.of(context, List.of(blocks.layout(), second.layout()))) {
      Reorder.run(context, first, blocks);
      sum.withSources(List.of(blocks, second)).with(Argument.OUTPUT, output).run();
      for (int i = 0; i < a.length; i++) {
        assertThat(output.toArray()[i]).isEqualTo(a[i] + b[i]);
      }
    }
  }

  @Test
  void channelsAreJoinedInOrder() {
    try (Tensor first = Tensor.of(new float[] {1, 2, 3, 4}, 1, 2, 1, 2);
        Tensor second = Tensor.of(new float[] {5, 6}, 1, 1, 1, 2);
        Tensor output = Tensor.allocate(TensorLayout.plain(1, 3, 1, 2));
        Operation join = Merge.CHANNELS.of(context, List.of(first.layout(), second.layout()))) {
      join.withSources(List.of(first, second)).with(Argument.OUTPUT, output).run();
      assertThat(output.toArray()).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void mapsOfOtherSizesAreRefused() {
    TensorLayout first = TensorLayout.plain(1, 2, 3, 3);
    TensorLayout second = TensorLayout.plain(1, 2, 4, 4);
    assertThatThrownBy(() -> Merge.SUM.of(context, List.of(first, second)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Merge.CHANNELS.of(context, List.of(first, second)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void denseLayersAgreeWithDoublePrecision() {
    float[] x = Reference.random(1, 3 * 20 * 2 * 3);
    float[] w = Reference.random(2, 7 * 20 * 2 * 3);
    float[] b = Reference.random(3, 7);
    double[] expected = new double[3 * 7];
    for (int n = 0; n < 3; n++) {
      for (int k = 0; k < 7; k++) {
        double sum = b[k];
        for (int i = 0; i < 120; i++) {
          sum += (double) x[n * 120 + i] * w[k * 120 + i];
        }
        expected[n * 7 + k] = Math.max(0, sum);
      }
    }
    try (Tensor source = Tensor.of(x, 3, 20, 2, 3);
        Operation dense = new InnerProduct(source.layout(), 7, Fusion.RELU).inference(context);
        Tensor plain = Tensor.of(w, 7, 20, 2, 3);
        Tensor weights = dense.prepared(Argument.WEIGHTS, plain);
        Tensor bias = Tensor.of(b, 7);
        Tensor output = dense.allocate(Argument.OUTPUT)) {
      dense
          .with(Argument.SOURCE, source)
          .with(Argument.WEIGHTS, weights)
          .with(Argument.BIAS, bias)
          .with(Argument.OUTPUT, output)
          .run();
      assertThat(Reference.error(output.toArray(), expected)).isLessThan(1e-5);
    }
  }

  @Test
  void missingArgumentsAreNamed() {
    try (Tensor x = Tensor.of(new float[4], 1, 1, 2, 2);
        Operation relu = new Relu(x.layout()).forward(context)) {
      relu.with(Argument.SOURCE, x);
      assertThatThrownBy(relu::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(
              "arguments must be [SOURCE, OUTPUT] and 0 sources, were [SOURCE]");
      assertThatThrownBy(() -> relu.with(Argument.WEIGHTS, x))
          .hasMessage("argument must be one of [SOURCE, OUTPUT], was WEIGHTS");
    }
  }
}
