package dev.blindspot.explain.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NoisyLinearImputerTest {
  private static final NoisyLinearImputer EXACT = new NoisyLinearImputer(0);

  @Test
  void aSingleHiddenPixelIsTheWeightedMeanOfItsNeighbours() {
    float[] image = {1, 2, 3, 4, 100, 6, 7, 8, 9};
    float[] filled = EXACT.fill(image, 1, 3, 3, hidden(4), new Random(1));
    double expected = (2 + 4 + 6 + 8) / 6.0 + (1 + 3 + 7 + 9) / 12.0;
    assertThat(filled[4]).isCloseTo((float) expected, within(1e-4f));
    assertThat(filled[0]).isEqualTo(1);
    float[] corner = EXACT.fill(image, 1, 3, 3, hidden(0), new Random(1));
    double scaled = (2 / 6.0 + 4 / 6.0 + 100 / 12.0) / (5 / 12.0);
    assertThat(corner[0]).isCloseTo((float) scaled, within(1e-3f));
  }

  /** Two hidden neighbours: a = (6 + b)/6... solved by hand for a row of four. */
  @Test
  void hiddenNeighboursAreSolvedForTogether() {
    // a row 0 a b 30: a = (0 + b)/2, b = (a + 30)/2, so a = 10, b = 20
    float[] filled = EXACT.fill(new float[] {0, 99, 99, 30}, 1, 1, 4, hidden(1, 2), new Random(1));
    assertThat(filled[1]).isCloseTo(10f, within(1e-2f));
    assertThat(filled[2]).isCloseTo(20f, within(1e-2f));
  }

  @Test
  void aRampWithMostOfItHiddenComesBackAndEveryEquationHolds() {
    int side = 24;
    float[] image = new float[2 * side * side];
    for (int i = 0; i < image.length; i++) {
      image[i] = 5 * (i % side) + (i >= side * side ? 7 * (i / side % side) : 0);
    }
    BitSet hidden = new BitSet();
    hidden.set(0, side * side);
    for (int i = 0; i < side; i++) { // the frame stays
      hidden.clear(i);
      hidden.clear(side * (side - 1) + i);
      hidden.clear(side * i);
      hidden.clear(side * i + side - 1);
    }
    float[] filled = EXACT.fill(image, 2, side, side, hidden, new Random(1));
    for (int i = 0; i < image.length; i++) { // a plane solves the equations
      assertThat(filled[i]).isCloseTo(image[i], within(0.1f));
    }
  }

  @Test
  void noiseHasTheSizeThatWasAskedFor() {
    BitSet hidden = new BitSet();
    hidden.set(1, 2500);
    float[] filled =
        new NoisyLinearImputer(2).fill(new float[2500], 1, 50, 50, hidden, new Random(1));
    double squares = 0;
    for (float value : filled) {
      squares += value * value;
    }
    assertThat(Math.sqrt(squares / 2500)).isCloseTo(2, within(0.1));
    assertThat(filled[0]).isZero();
  }

  @Test
  void refusesAImageOfWhichNothingIsSeen() {
    assertThatThrownBy(() -> EXACT.fill(new float[1], 1, 1, 1, hidden(0), new Random(1)))
        .hasMessage("hidden must leave a place to be seen");
    assertThatThrownBy(() -> new NoisyLinearImputer(-1))
        .hasMessage("noise must be a number >= 0, was -1.0");
  }

  private static BitSet hidden(int... places) {
    BitSet hidden = new BitSet();
    for (int place : places) {
      hidden.set(place);
    }
    return hidden;
  }
}
