package dev.blindspot.explain.engine.convolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.onednn.graph.NetworkGraph;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.graph.ParameterStore;
import dev.blindspot.explain.onednn.graph.Sliding;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrimitiveConvolutionTest {
  private static final int THREE = 0;
  private static final int POINT = 1;
  private static final Shape2d MAP = new Shape2d(14, 30, 32);

  private final PrimitiveConvolution convolution =
      new PrimitiveConvolution(trunk(), new ParameterStore(0));

  @BeforeEach
  void oneDnnIsThere() {
    assumeTrue(PrimitiveConvolution.isAvailable());
  }

  @AfterEach
  void close() {
    convolution.close();
  }

  private static Trunk trunk() {
    NetworkGraph.Builder graph = new NetworkGraph.Builder(16);
    int x = graph.add(convolve(0, 16, 3));
    graph.add(convolve(x, 32, 1));
    return Trunk.of(graph.build());
  }

  private static Node.Convolve convolve(int source, int channels, int kernel) {
    Sliding same = new Sliding(kernel, 1, 0, true, 1);
    return new Node.Convolve(
        source, new float[32 * channels * kernel * kernel], new float[32], 1, same, same);
  }

  @Test
  void rectanglesGrowToTilesWithinTheMap() {
    assumeTrue(OneDnnSupport.current().winograd());
    assertThat(grown(THREE, Rect.of(1, 5, 10, 11))).isEqualTo(Rect.of(1, 5, 12, 12));
    assertThat(grown(THREE, Rect.of(5, 23, 9, 7))).isEqualTo(Rect.of(2, 22, 12, 8));
    assertThat(grown(THREE, Rect.of(0, 0, 13, 8))).isEqualTo(Rect.of(0, 0, 14, 8));
  }

  @Test
  void whatFillsNoTilesStaysAsItIs() {
    assertThat(grown(THREE, Rect.of(3, 3, 5, 5))).isEqualTo(Rect.of(3, 3, 5, 5));
    assertThat(grown(POINT, Rect.of(3, 3, 10, 10))).isEqualTo(Rect.of(3, 3, 10, 10));
  }

  @Test
  void callsAreMultiplesOfEightAndWhatIsLeft() {
    assertThat(convolution.calls(5, 1000)).containsExactly(5);
    assertThat(convolution.calls(33, 1000)).containsExactly(32, 1);
    assertThat(convolution.calls(61, 1000)).containsExactly(32, 24, 5);
    assertThat(convolution.calls(3, ArrayConvolution.CALL_FLOATS + 1)).containsExactly(1, 1, 1);
  }

  @Test
  void largeWeightsAreTransformedForCallsOfManyTilesOnly() {
    assertThat(PrimitiveConvolution.isRare(ConvolutionShape.square(11, 512, 512, 14, 3, 0)))
        .isFalse();
    assertThat(PrimitiveConvolution.isRare(ConvolutionShape.square(10, 512, 512, 14, 3, 0)))
        .isTrue();
    assertThat(PrimitiveConvolution.isRare(ConvolutionShape.square(1, 256, 256, 14, 3, 0)))
        .isFalse();
  }

  @Test
  void channelsThatFillNoBlocksStayLast() {
    assertThat(convolution.block(3)).isEqualTo(3);
    assertThat(convolution.block(64)).isEqualTo(MemoryOrder.blocked().block());
  }

  private Rect grown(int k, Rect outputs) {
    return convolution.grown(k, outputs, MAP);
  }
}
