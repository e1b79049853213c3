package dev.blindspot.explain.onednn.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PoolingTest {
  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
  }

  static Stream<PoolingShape> shapes() {
    Random random = new Random(3);
    int[] channels = {1, 3, 16, 20, 32};
    return Stream.generate(
            () ->
                new PoolingShape(
                    1 + random.nextInt(3),
                    channels[random.nextInt(channels.length)],
                    axis(random),
                    axis(random)))
        .limit(30);
  }

  private static Axis axis(Random random) {
    int kernel = 1 + random.nextInt(4);
    int stride = 1 + random.nextInt(3);
    int before = random.nextInt((kernel + 1) / 2);
    int after = random.nextInt((kernel + 1) / 2);
    return new Axis(kernel + random.nextInt(9), kernel, stride, before, after, 1);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void allKindsAgreeWithLoopsInEveryLayout(PoolingShape shape) {
    float[] x = Reference.random(5, Reference.length(shape.source()));
    float[] dy = Reference.random(6, Reference.length(shape.output()));
    try (OneDnnContext context = new OneDnnContext()) {
      for (Pooling kind : Pooling.values()) {
        Expected expected = new Expected(kind, shape, x, dy);
        for (MemoryOrder order : List.of(MemoryOrder.NCHW, MemoryOrder.blocked())) {
          TensorLayout layout = TensorLayout.of(order, shape.source());
          assertThat(forward(kind.inference(context, shape, layout), shape, x))
              .as("%s of %s in %s", kind, shape, order)
              .usingComparatorWithPrecision(1e-5f)
              .containsExactly(expected.outputs);
          float[] dx = gradient(context, kind, shape, layout, x, dy);
          assertThat(Reference.error(dx, expected.gradient))
              .as("gradient of %s of %s in %s", kind, shape, order)
              .isLessThan(1e-5);
        }
      }
    }
  }

  private static float[] forward(Operation made, PoolingShape shape, float[] x) {
    try (Operation operation = made;
        Tensor source = Tensor.of(x, shape.source());
        Tensor output = Tensor.allocate(TensorLayout.plain(shape.output()))) {
      operation.with(Argument.SOURCE, source).with(Argument.OUTPUT, output).run();
      return output.toArray();
    }
  }

  private static float[] gradient(
      OneDnnContext context,
      Pooling kind,
      PoolingShape shape,
      TensorLayout layout,
      float[] x,
      float[] dy) {
    try (Operation forward = kind.training(context, shape, layout);
        Operation gradient = kind.gradient(context, shape, layout);
        Tensor source = Tensor.of(x, shape.source());
        Tensor delta = Tensor.of(dy, shape.output());
        Tensor output = forward.allocate(Argument.OUTPUT);
        Tensor result = Tensor.allocate(TensorLayout.plain(shape.source()))) {
      forward.with(Argument.SOURCE, source).with(Argument.OUTPUT, output);
      gradient.with(Argument.OUTPUT_GRADIENT, delta).with(Argument.SOURCE_GRADIENT, result);
      if (kind == Pooling.MAX) {
        try (Tensor workspace = forward.allocate(Argument.WORKSPACE)) {
          forward.with(Argument.WORKSPACE, workspace).run();
          gradient.with(Argument.FORMER_WORKSPACE, workspace).run();
          return result.toArray();
        }
      }
      gradient.run();
      return result.toArray();
    }
  }

  @Test
  void blocksStayBlocks() {
    PoolingShape shape = new PoolingShape(1, 32, Axis.of(8, 2, 0), Axis.of(8, 2, 0));
    TensorLayout layout = TensorLayout.of(MemoryOrder.blocked(), shape.source());
    try (OneDnnContext context = new OneDnnContext();
        Operation operation = Pooling.MAX.inference(context, shape, layout)) {
      assertThat(operation.kernel().layout(Argument.OUTPUT))
          .isEqualTo(TensorLayout.of(MemoryOrder.blocked(), shape.output()));
    }
  }

  @Test
  void dilationIsRefused() {
    Axis dilated = new Axis(9, 2, 1, 0, 0, 2);
    assertThatThrownBy(() -> new PoolingShape(1, 1, dilated, dilated))
        .hasMessage("dilation must be 1, was 2 and 2");
  }

  /** By loops. */
  private static final class Expected {
    private final float[] outputs;
    private final double[] gradient;

    Expected(Pooling kind, PoolingShape s, float[] x, float[] dy) {
      outputs = new float[dy.length];
      gradient = new double[x.length];
      Axis r = s.rows();
      Axis c = s.columns();
      for (int i = 0; i < dy.length; i++) {
        int left = i % c.outputs() * c.stride() - c.before();
        int top = i / c.outputs() % r.outputs() * r.stride() - r.before();
        int map = i / c.outputs() / r.outputs() * r.size();
        List<Integer> inside = new ArrayList<>();
        for (int y = Math.max(0, top); y < Math.min(r.size(), top + r.kernel()); y++) {
          for (int z = Math.max(0, left); z < Math.min(c.size(), left + c.kernel()); z++) {
            inside.add((map + y) * c.size() + z);
          }
        }
        if (kind == Pooling.MAX) {
          int best = inside.stream().reduce((a, b) -> x[b] > x[a] ? b : a).orElseThrow();
          outputs[i] = x[best];
          gradient[best] += dy[i];
        } else {
          double by = kind == Pooling.AVERAGE ? inside.size() : (double) r.kernel() * c.kernel();
          outputs[i] = (float) (inside.stream().mapToDouble(k -> x[k]).sum() / by);
          double share = dy[i] / by;
          inside.forEach(k -> gradient[k] += share);
        }
      }
    }
  }
}
