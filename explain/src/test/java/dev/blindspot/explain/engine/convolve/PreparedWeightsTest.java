package dev.blindspot.explain.engine.convolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.primitive.Convolution;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.primitive.Fusion;
import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import org.junit.jupiter.api.Test;

class PreparedWeightsTest {
  @Test
  void keepsWhatIsUsedAndGivesUpTheOldestBeyondTheBound() {
    assumeTrue(PrimitiveConvolution.isAvailable());
    float[] values = new float[16 * 16];
    try (Operation operation =
        Convolution.inference(
            OneDnnContext.shared(),
            ConvolutionShape.square(1, 16, 16, 8, 1, 0),
            true,
            Fusion.NONE)) {
      long bytes = operation.kernel().layout(Argument.WEIGHTS).bytes();
      try (PreparedWeights weights = new PreparedWeights(2 * bytes)) {
        Tensor first = weights.get(0, values, operation);
        weights.get(1, values, operation);
        assertThat(weights.get(0, values, operation)).isSameAs(first);
        weights.get(2, values, operation);
        assertThat(weights.bytes()).isEqualTo(2 * bytes);
        assertThat(weights.get(0, values, operation)).isSameAs(first);
        weights.get(3, values, operation);
        weights.get(2, values, operation);
        assertThat(weights.get(0, values, operation)).isNotSameAs(first);
      }
    }
  }
}
