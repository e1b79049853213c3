package dev.blindspot.explain.engine.convolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Slide;
import dev.blindspot.explain.onednn.primitive.Convolution;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.primitive.Fusion;
import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class PreparedWeightsTest {
  private static final Slide SLIDE = new Slide(1, 1, 0, false);

  @Test
  void keepsWhatIsUsedAndGivesUpTheOldestBeyondTheBound() {
    assumeTrue(PrimitiveConvolution.isAvailable());
    Op.Convolution stage =
        new Op.Convolution(
            Nd4j.rand(DataType.FLOAT, 16, 16, 1, 1),
            Nd4j.rand(DataType.FLOAT, 16),
            SLIDE,
            SLIDE,
            false);
    try (Operation operation =
        Convolution.inference(
            OneDnnContext.shared(),
            ConvolutionShape.square(1, 16, 16, 8, 1, 0),
            true,
            Fusion.NONE)) {
      long bytes = operation.kernel().layout(Argument.WEIGHTS).bytes();
      try (PreparedWeights weights = new PreparedWeights(2 * bytes)) {
        Tensor first = weights.get(0, stage, operation);
        weights.get(1, stage, operation);
        assertThat(weights.get(0, stage, operation)).isSameAs(first);
        weights.get(2, stage, operation);
        assertThat(weights.bytes()).isEqualTo(2 * bytes);
        assertThat(weights.get(0, stage, operation)).isSameAs(first);
        weights.get(3, stage, operation);
        weights.get(2, stage, operation);
        assertThat(weights.get(0, stage, operation)).isNotSameAs(first);
      }
    }
  }
}
