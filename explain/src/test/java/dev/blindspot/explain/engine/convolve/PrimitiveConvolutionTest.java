package dev.blindspot.explain.engine.convolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.engine.chain.Chain;
import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Rect;
import dev.blindspot.explain.engine.chain.Shape2d;
import dev.blindspot.explain.engine.chain.Slide;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class PrimitiveConvolutionTest {
  private static final int THREE = 0;
  private static final int POINT = 1;
  private static final Shape2d MAP = new Shape2d(14, 30, 32);

  private final Chain chain = new Chain(List.of(stage(3), stage(1)), 16);
  private final PrimitiveConvolution convolution = new PrimitiveConvolution(chain);

  @BeforeEach
  void oneDnnIsThere() {
    assumeTrue(PrimitiveConvolution.isAvailable());
  }

  @AfterEach
  void close() {
    convolution.close();
    chain.close();
  }

  private static Op.Convolution stage(int kernel) {
    Slide slide = new Slide(kernel, 1, 0, true);
    return new Op.Convolution(
        Nd4j.rand(DataType.FLOAT, 32, kernel == 3 ? 16 : 32, kernel, kernel),
        Nd4j.rand(DataType.FLOAT, 32),
        slide,
        slide,
        true);
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
