package dev.blindspot.explain.onednn.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.primitive.Fusion;
import dev.blindspot.explain.onednn.primitive.Pooling;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphExecutorTest {
  private static final Sliding THREE = Sliding.of(3, 1, 1);

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

  @Test
  void chainsAgreeWithDoublePrecision() {
    requireRight(chain(), 2, 12, 15);
  }

  /** As VGG: convolution, ReLU, pooling, average, dense. */
  private static NetworkGraph chain() {
    var graph = new NetworkGraph.Builder(3);
    int x = graph.add(convolve(0, 3, 32, 1, THREE, 1));
    x = graph.add(Node.relu(x));
    x = graph.add(new Node.Pool(x, Pooling.MAX, Sliding.of(2, 2, 0), Sliding.of(2, 2, 0)));
    x = graph.add(convolve(x, 32, 16, 1, THREE, 2));
    x = graph.add(Node.relu(x));
    x = graph.add(new Node.GlobalAverage(x));
    graph.add(new Node.Dense(x, random(3, 5 * 16), random(4, 5)));
    return graph.build();
  }

  @Test
  void residualBlocksAgreeWithDoublePrecision() {
    requireRight(residual(), 2, 9, 11);
  }

  /** As ResNet: a block with its input added, and one with a projection. */
  private static NetworkGraph residual() {
    var graph = new NetworkGraph.Builder(3);
    int x = graph.add(Node.relu(graph.add(convolve(0, 3, 16, 1, THREE, 1))));
    int y = graph.add(Node.relu(graph.add(convolve(x, 16, 16, 1, THREE, 2))));
    y = graph.add(convolve(y, 16, 16, 1, THREE, 3));
    x = graph.add(Node.relu(graph.add(new Node.Add(List.of(y, x)))));
    Sliding stride = Sliding.of(3, 2, 1);
    y = graph.add(Node.relu(graph.add(convolve(x, 16, 32, 1, stride, 4))));
    y = graph.add(convolve(y, 32, 32, 1, THREE, 5));
    int projected = graph.add(convolve(x, 16, 32, 1, Sliding.of(1, 2, 0), 6));
    graph.add(Node.relu(graph.add(new Node.Add(List.of(y, projected)))));
    return graph.build();
  }

  @Test
  void sumsAndReluJoinTheConvolutionBeforeThem() {
    List<Fusion> fusions =
        FusedGraph.of(residual()).steps().stream().map(FusedGraph.Step::fusion).toList();
    // x is read twice, so the first sum stays; the projection adds what y left
    assertThat(fusions)
        .containsExactly(
            Fusion.RELU,
            Fusion.RELU,
            Fusion.NONE,
            Fusion.NONE,
            Fusion.NONE,
            Fusion.RELU,
            Fusion.NONE,
            Fusion.SUM_RELU);
  }

  @Test
  void groupsBranchesAndStridesAgreeWithDoublePrecision() {
    var graph = new NetworkGraph.Builder(4);
    Sliding same = new Sliding(3, 2, 0, true, 1);
    int x = graph.add(convolve(0, 4, 32, 2, same, 1));
    int left = graph.add(convolve(x, 32, 32, 32, THREE, 2));
    int right = graph.add(new Node.Pool(x, Pooling.AVERAGE, THREE, THREE));
    int all = graph.add(new Node.Concatenate(List.of(left, right, x)));
    all = graph.add(new Node.ScaleShift(all, random(3, 96), random(4, 96)));
    all = graph.add(Node.relu(all));
    graph.add(convolve(all, 96, 7, 1, new Sliding(2, 1, 1, false, 2), 5));
    requireRight(graph.build(), 3, 10, 7);
  }

  /** Of many sizes, only the last ones hold memory: Winograd's weights differ from size to size. */
  @Test
  void sizesThatAreGoneHoldNoMemory() {
    try (GraphExecutor few = new GraphExecutor(context, chain());
        GraphExecutor many = new GraphExecutor(context, chain())) {
      for (int size = 8; size <= 40; size += 4) {
        forward(many, size);
        if (size >= 32) {
          forward(few, size);
        }
      }
      assertThat(many.bytes()).isEqualTo(few.bytes());
    }
  }

  private static void forward(GraphExecutor executor, int size) {
    executor.forward(
        FloatBuffer.wrap(random(1, 2 * 3 * size * size)), MemoryOrder.NHWC, 2, size, size);
  }

  /** Sums, joins and ReLUs of whatever was computed before: no buffer is used again too early. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void randomGraphsAgreeWithDoublePrecision(long seed) {
    Random random = new Random(seed);
    var graph = new NetworkGraph.Builder(16);
    List<Integer> maps = new ArrayList<>(List.of(0));
    for (int i = 0; i < 14; i++) {
      int a = maps.get(random.nextInt(maps.size()));
      int b = maps.get(random.nextInt(maps.size()));
      maps.add(
          switch (random.nextInt(6)) {
            case 0 -> graph.add(Node.relu(a));
            case 1 -> graph.add(new Node.Add(List.of(a, b)));
            case 2 -> graph.add(new Node.Pool(a, Pooling.MAX, THREE, THREE));
            case 3 ->
                graph.add(
                    convolve(graph.add(new Node.Concatenate(List.of(a, b))), 32, 16, 1, THREE, i));
            case 4 ->
                graph.add(new Node.Add(List.of(graph.add(convolve(a, 16, 16, 1, THREE, i)), b)));
            default -> graph.add(Node.relu(graph.add(convolve(a, 16, 16, 1, THREE, i))));
          });
    }
    requireRight(graph.build(), 2, 7, 6);
  }

  @Test
  void severalSizesAlternateAndShareTheirWeights() {
    NetworkGraph graph = chain();
    try (GraphExecutor executor = new GraphExecutor(context, graph)) {
      for (int round = 0; round < 2; round++) {
        for (int size = 8; size < 14; size++) {
          requireRight(executor, graph, 1 + size % 2, size, size + 1);
        }
      }
    }
  }

  @Test
  void closeGivesAllMemoryBack() {
    requireRight(residual(), 1, 8, 8);
    long before = Pointer.totalBytes();
    for (int i = 0; i < 5; i++) {
      requireRight(residual(), 1, 8, 8);
    }
    assertThat(Pointer.totalBytes()).isEqualTo(before);
  }

  @Test
  void graphsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new NetworkGraph.Builder(3).build())
        .hasMessage("a graph must be an input and at least one operation");
    assertThatThrownBy(() -> new NetworkGraph(List.of(new Node.Input(3), Node.relu(1))))
        .hasMessage("sources of node 1 must be earlier nodes, were [1]");
    assertThatThrownBy(() -> new Sliding(0, 1, 0, false, 1)).hasMessageContaining("kernel");
    try (GraphExecutor executor = new GraphExecutor(context, chain())) {
      assertThatThrownBy(
              () -> executor.forward(FloatBuffer.allocate(11), MemoryOrder.NCHW, 1, 2, 2))
          .hasMessage("values must be 12, were 11");
      assertThatThrownBy(() -> executor.forward(FloatBuffer.allocate(3), MemoryOrder.NCHW, 1, 1, 1))
          .hasMessage("size with padding must be >= 2 for this kernel, was 1");
    }
  }

  private static void requireRight(NetworkGraph graph, int batch, int height, int width) {
    try (GraphExecutor executor = new GraphExecutor(context, graph)) {
      requireRight(executor, graph, batch, height, width);
    }
  }

  private static void requireRight(
      GraphExecutor executor, NetworkGraph graph, int batch, int height, int width) {
    int channels = graph.channels();
    float[] images = random(99, batch * channels * height * width);
    var maps =
        new NaiveGraph.Maps(batch, channels, height, width)
            .fill((i, k, y, x) -> images[((i * channels + k) * height + y) * width + x]);
    double[] expected = NaiveGraph.run(graph, maps);
    requireClose(
        executor.forward(FloatBuffer.wrap(images), MemoryOrder.NCHW, batch, height, width),
        expected);
    float[] interleaved = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      int place = i / channels % (height * width);
      int image = i / channels / (height * width);
      interleaved[i] = images[(image * channels + i % channels) * height * width + place];
    }
    requireClose(
        executor.forward(FloatBuffer.wrap(interleaved), MemoryOrder.NHWC, batch, height, width),
        expected);
  }

  private static void requireClose(float[] actual, double[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    double difference = 0;
    double size = 0;
    for (int i = 0; i < actual.length; i++) {
      difference += Math.pow(actual[i] - expected[i], 2);
      size += expected[i] * expected[i];
    }
    assertThat(Math.sqrt(difference / size)).isLessThan(1e-5);
  }

  /** Weights of a size that keeps numbers near 1. */
  private static Node.Convolve convolve(
      int source, int channels, int filters, int groups, Sliding sliding, long seed) {
    int taps = channels / groups * sliding.kernel() * sliding.kernel();
    float[] weights = random(seed, filters * taps);
    for (int i = 0; i < weights.length; i++) {
      weights[i] *= (float) Math.sqrt(2.0 / taps);
    }
    return new Node.Convolve(source, weights, random(-seed, filters), groups, sliding, sliding);
  }

  private static float[] random(long seed, int length) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
