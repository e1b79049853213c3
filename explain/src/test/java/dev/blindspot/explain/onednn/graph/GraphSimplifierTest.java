package dev.blindspot.explain.onednn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.primitive.Nonlinearity;
import dev.blindspot.explain.onednn.primitive.Pooling;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A simpler graph computes the same, by its definition and by oneDNN's primitives. */
class GraphSimplifierTest {
  private static final Sliding THREE = Sliding.of(3, 1, 1);

  private final NetworkGraph.Builder graph = new NetworkGraph.Builder(3);

  @Test
  void normalisationGoesIntoTheConvolutionThatOnlyItReads() {
    int x = graph.add(convolve(0, 3, 4, THREE));
    int alone = graph.add(convolve(x, 4, 4, THREE));
    int normed = graph.add(new Node.ScaleShift(alone, random(4), random(4)));
    graph.add(
        new Node.Add(List.of(graph.add(new Node.ScaleShift(x, random(4), random(4))), normed)));
    NetworkGraph simple = requireSame(graph.build());
    assertThat(simple.nodes().stream().filter(Node.ScaleShift.class::isInstance)).hasSize(1);
  }

  /** The zeros are normalised too, so that they are no padding any more. */
  @Test
  void zerosThatAreNormalisedStay() {
    int padded = graph.add(new Node.ZeroPad(0, 1, 1, 1, 1));
    int normed = graph.add(new Node.ScaleShift(padded, random(3), random(3)));
    graph.add(convolve(normed, 3, 4, THREE));
    requireSame(graph.build());
  }

  @ParameterizedTest
  @EnumSource
  void zerosBecomeThePaddingOfConvolutions(Sliding.End end) {
    int x = graph.add(new Node.ZeroPad(0, 2, 0, 1, 3));
    graph.add(convolve(x, 3, 4, new Sliding(3, 2, 0, 0, 1, end)));
    NetworkGraph simple = requireSame(graph.build());
    assertThat(simple.nodes()).hasSize(end == Sliding.End.FLOOR ? 2 : 3);
  }

  @ParameterizedTest
  @EnumSource
  void zerosBecomeThePaddingOfPoolingWhereTheyCountAsZeros(Pooling kind) {
    int x = graph.add(convolve(0, 3, 4, THREE));
    int positive = graph.add(Node.relu(x));
    int padded = graph.add(new Node.ZeroPad(positive, 1, 1, 1, 0));
    graph.add(new Node.Pool(padded, kind, Sliding.of(3, 2, 0), Sliding.of(3, 2, 0)));
    assertThat(requireSame(graph.build()).nodes()).hasSize(4);
  }

  @Test
  void zerosBesideNegativeNumbersTakePartInAMaximum() {
    int x = graph.add(convolve(0, 3, 4, THREE));
    int negative = graph.add(new Node.Activate(x, Nonlinearity.clip(-9, -1)));
    int padded = graph.add(new Node.ZeroPad(negative, 1, 1, 1, 1));
    graph.add(new Node.Pool(padded, Pooling.MAX, Sliding.of(2, 1, 0), Sliding.of(2, 1, 0)));
    requireSame(graph.build());
  }

  @Test
  void functionsProductsAndUnevenPaddingAreComputedAsDefined() {
    Sliding uneven = new Sliding(3, 2, 2, 1, 1, Sliding.End.CEIL);
    int x = graph.add(convolve(0, 3, 16, uneven));
    int all = x;
    for (Nonlinearity function :
        List.of(
            Nonlinearity.RELU6,
            Nonlinearity.SIGMOID,
            Nonlinearity.TANH,
            Nonlinearity.SWISH,
            Nonlinearity.HARD_SWISH,
            Nonlinearity.leakyRelu(0.2f),
            Nonlinearity.elu(0.7f))) {
      int fused = graph.add(new Node.Activate(graph.add(convolve(x, 16, 16, THREE)), function));
      int alone = graph.add(new Node.Activate(x, function));
      all = graph.add(new Node.Add(List.of(all, graph.add(new Node.Multiply(fused, alone)))));
    }
    graph.add(new Node.Multiply(all, graph.add(new Node.GlobalAverage(all))));
    requireSame(graph.build());
  }

  /** Java's form of a function, for rectangles, is oneDNN's. */
  @ParameterizedTest
  @EnumSource
  void functionsInJavaAreThoseOfTheDefinition(Nonlinearity.Kind kind) {
    Nonlinearity function = new Nonlinearity(kind, 0.5f, 2);
    float[] values = {-7, -1.5f, -0.1f, 0, 0.3f, 1, 2.5f, 8};
    float[] applied = values.clone();
    function.apply(applied);
    for (int i = 0; i < values.length; i++) {
      double expected = NaiveGraph.value(function, values[i]);
      assertThat((double) applied[i]).isCloseTo(expected, within(1e-6));
    }
  }

  private static NetworkGraph requireSame(NetworkGraph graph) {
    NetworkGraph simple = GraphSimplifier.simplified(graph);
    float[] images = random(2 * 3 * 9 * 8);
    var maps =
        new NaiveGraph.Maps(2, 3, 9, 8).fill((i, k, y, x) -> images[((i * 3 + k) * 9 + y) * 8 + x]);
    double[] expected = NaiveGraph.run(graph, maps);
    assertThat(NaiveGraph.run(simple, maps)).containsExactly(expected, within(1e-5));
    assumeTrue(OneDnnSupport.current().available());
    try (GraphExecutor executor = new GraphExecutor(OneDnnContext.shared(), simple)) {
      float[] actual = executor.forward(FloatBuffer.wrap(images), MemoryOrder.NCHW, 2, 9, 8);
      for (int i = 0; i < actual.length; i++) {
        assertThat((double) actual[i])
            .isCloseTo(expected[i], within(1e-5 * (10 + Math.abs(expected[i]))));
      }
    }
    return simple;
  }

  private static Node.Convolve convolve(int source, int channels, int filters, Sliding sliding) {
    float[] weights = random(filters * channels * sliding.kernel() * sliding.kernel());
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= 0.2f;
    }
    return new Node.Convolve(source, weights, random(filters), 1, sliding, sliding);
  }

  private static float[] random(int length) {
    Random random = new Random(length);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
