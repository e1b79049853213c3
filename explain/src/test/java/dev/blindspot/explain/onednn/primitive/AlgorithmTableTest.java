package dev.blindspot.explain.onednn.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Operation;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlgorithmTableTest {
  private static final ConvolutionShape SHAPE = ConvolutionShape.square(5, 32, 32, 24, 3, 1);

  private OneDnnContext context;

  @BeforeEach
  void open() {
    assumeTrue(OneDnnSupport.current().winograd(), OneDnnSupport.current().reason());
    AlgorithmTable.clear();
    context = new OneDnnContext();
  }

  @AfterEach
  void close() {
    AlgorithmTable.clear();
    if (context != null) {
      context.close();
    }
  }

  @Test
  void aShapeIsMeasuredOnceForAllBatchesUpToTheNextPowerOfTwo() {
    Convolution.forward(context, SHAPE, true, Fusion.NONE).close();
    Convolution.forward(context, SHAPE.withBatch(7), true, Fusion.RELU).close();
    List<AlgorithmChoice> choices = AlgorithmTable.choices();
    assertThat(choices).hasSize(1);
    AlgorithmChoice choice = choices.get(0);
    assertThat(choice.shape()).isEqualTo(SHAPE.withBatch(4));
    assertThat(choice.direction()).isEqualTo(Direction.FORWARD);
    assertThat(choice.directMs()).isPositive();
    assertThat(choice.winogradMs()).isPositive();
    assertThat(choice)
        .asString()
        .startsWith("forward 4 x 32->32, 3x3 over 24x24: " + choice.implementation())
        .contains("direct ", "Winograd ");
  }

  @Test
  void whatOneDnnCannotDoByWinogradIsDirectWithoutMeasuring() {
    ConvolutionShape five = ConvolutionShape.square(1, 32, 32, 24, 5, 2);
    Convolution.sourceGradient(context, five).close();
    AlgorithmChoice choice = AlgorithmTable.choices().get(0);
    assertThat(choice.algorithm()).isEqualTo(Algorithm.DIRECT);
    assertThat(choice.winogradMs()).isNaN();
    assertThat(choice).asString().doesNotContain("ms");
  }

  @Test
  void presetChoicesAreUsedAndNotMeasured() {
    for (Algorithm algorithm : Algorithm.values()) {
      AlgorithmChoice preset =
          new AlgorithmChoice(
              Direction.WEIGHT_GRADIENT, SHAPE.withBatch(4), algorithm, "preset", 1, 2);
      AlgorithmTable.preset(List.of(preset));
      try (Operation operation = Convolution.weightGradient(context, SHAPE, false)) {
        assertThat(operation.kernel().implementation().contains("wino"))
            .isEqualTo(algorithm == Algorithm.WINOGRAD);
      }
      assertThat(AlgorithmTable.choices()).containsExactly(preset);
    }
  }
}
