package dev.blindspot.augment.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HideAndSeek;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.method.Shift;
import dev.blindspot.augment.mixing.MixUp;
import dev.blindspot.augment.mixing.Pairing;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InvalidValueExceptionTest {
  private static final RandomErasing PAPER = RandomErasing.paper();

  @Test
  void recordsNameTheComponentThatTheyRefuse() {
    assertRefused(() -> new Shift(2), "maxFraction", "must be between 0 and 1, was 2.0");
    assertRefused(() -> new Range(2, 1), "min", "must be at most max (1.0), was 2.0");
    assertRefused(() -> new Rgb(0, 256, 0), "green", "must be between 0 and 255, was 256.0");
    assertRefused(
        () -> new HideAndSeek(List.of(), 0.5, new Fill.Mean()),
        "gridsPx",
        "must name at least one cell size");
    assertRefused(
        () -> new GridMask(new Range(9, 9), 1, new Range(0, 0), new Fill.Mean()),
        "keepRatio",
        "must be in (0, 1), was 1.0");
    assertRefused(
        () -> new MixUp(0, Pairing.PER_BATCH), "alpha", "must be > 0 and finite, was 0.0");
    assertRefused(
        () ->
            new RandomErasing(
                0, PAPER.area(), PAPER.aspect(), PAPER.aspectLaw(), PAPER.tries(), PAPER.fill()),
        "count",
        "must be >= 1, was 0");
  }

  private static void assertRefused(ThrowingCallable made, String component, String rule) {
    assertThatExceptionOfType(InvalidValueException.class)
        .isThrownBy(made)
        .withMessage(component + " " + rule)
        .satisfies(
            refusal -> {
              assertThat(refusal.component()).isEqualTo(component);
              assertThat(refusal.rule()).isEqualTo(rule);
            });
  }
}
