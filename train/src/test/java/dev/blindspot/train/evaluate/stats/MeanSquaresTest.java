package dev.blindspot.train.evaluate.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanSquaresTest {
  @Test
  void areThoseComputedByHand() {
    // row means 2 and 4, column means 2, 3, 4, mean 3; the rest is -1, 0, 1 and 1, 0, -1
    MeanSquares squares = MeanSquares.of(new double[][] {{0, 2, 4}, {4, 4, 4}});

    assertThat(squares.mean()).isCloseTo(3, within(1e-12));
    assertThat(squares.seedSquare()).isCloseTo(3 * (1 + 1), within(1e-12));
    assertThat(squares.imageSquare()).isCloseTo(2 * (1 + 0 + 1) / 2.0, within(1e-12));
    assertThat(squares.cellSquare()).isCloseTo(4 / 2.0, within(1e-12));
  }

  @Test
  void theStepIsTheLeastGap() {
    assertThat(MeanSquares.of(new double[][] {{0, 2, 4}, {4, 3.5, 4}}).step()).isEqualTo(0.5);
    assertThat(MeanSquares.of(new double[][] {{0.1 + 0.2, 0.3}}).step()).as("rounding").isZero();
  }

  @Test
  void ofOneSeedTheImagesSquareIsTheirVariance() {
    MeanSquares squares = MeanSquares.of(new double[][] {{1, 2, 6}});

    assertThat(squares.imageSquare()).isCloseTo(7, within(1e-12));
    assertThat(squares.seedSquare()).isNaN();
    assertThat(squares.cellSquare()).isNaN();
  }

  @Test
  void refusesWhatIsNoTable() {
    assertThatThrownBy(() -> MeanSquares.of(new double[0][]))
        .hasMessage("table must have a seed and an image, had none");
    assertThatThrownBy(() -> MeanSquares.of(new double[][] {{1, 2}, {1}}))
        .hasMessage("table must have 2 images per seed, had 1");
    assertThatThrownBy(() -> MeanSquares.of(new double[][] {{1, Double.NaN}}))
        .hasMessage("table must be finite, had NaN");
    assertThatThrownBy(() -> new MeanSquares(2, 6, 0, -1, 1, 1))
        .hasMessage("seedSquare must be >= 0, was -1.0");
    assertThatThrownBy(() -> new MeanSquares(1, 6, 0, 1, 1, Double.NaN))
        .hasMessage("seedSquare must be NaN, was 1.0");
  }

  @Test
  void componentsAreWhatTheSquaresEstimate() {
    VarianceComponents components =
        VarianceComponents.of(new MeanSquares(4, 100, 0, 2 + 100 * 0.5, 2 + 4 * 3, 2));

    assertThat(components.seed()).isCloseTo(0.5, within(1e-12));
    assertThat(components.image()).isCloseTo(3, within(1e-12));
    assertThat(components.cell()).isEqualTo(2);
    assertThat(VarianceComponents.of(new MeanSquares(4, 100, 0, 1, 1, 2)))
        .isEqualTo(new VarianceComponents(0, 0, 2));
    assertThat(VarianceComponents.of(MeanSquares.of(new double[][] {{1, 2, 6}})).knowsSeeds())
        .isFalse();
  }
}
