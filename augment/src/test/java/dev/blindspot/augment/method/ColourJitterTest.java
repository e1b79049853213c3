package dev.blindspot.augment.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.edit.ColourChange;
import dev.blindspot.augment.edit.ColourChange.Kind;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColourJitterTest {
  private static List<List<ColourChange>> drawn(ColourJitter method) {
    return IntStream.range(0, 6000)
        .mapToObj(i -> method.draw(8, 8, Sampling.random(i)))
        .map(edits -> edits.stream().map(ColourChange.class::cast).toList())
        .toList();
  }

  @Test
  void amountsFillTheirRanges() {
    for (List<ColourChange> changes : drawn(new ColourJitter(0.4, 2, 0.1, 0.05))) {
      for (ColourChange change : changes) {
        switch (change.kind()) {
          case BRIGHTNESS -> assertThat(change.amount()).isBetween(0.6, 1.4);
          case CONTRAST -> assertThat(change.amount()).isBetween(0.0, 3.0);
          case SATURATION -> assertThat(change.amount()).isBetween(0.9, 1.1);
          case HUE -> assertThat(change.amount()).isBetween(-0.05, 0.05);
        }
      }
    }
  }

  /** 24 orders of four changes, 250 each expected. */
  @Test
  void everyOrderIsAsLikely() {
    Map<List<Kind>, Long> orders =
        drawn(new ColourJitter(0.1, 0.1, 0.1, 0.1)).stream()
            .map(changes -> changes.stream().map(ColourChange::kind).toList())
            .collect(Collectors.groupingBy(kinds -> kinds, Collectors.counting()));
    assertThat(orders).hasSize(24);
    assertThat(orders.values()).allSatisfy(count -> assertThat(count).isBetween(170L, 330L));
  }

  @Test
  void whatIsSetToZeroStays() {
    assertThat(drawn(ColourJitter.defaults()))
        .allSatisfy(
            changes ->
                assertThat(changes)
                    .extracting(ColourChange::kind)
                    .containsExactlyInAnyOrder(Kind.BRIGHTNESS, Kind.CONTRAST, Kind.SATURATION));
    assertThat(drawn(new ColourJitter(0, 0, 0, 0))).allMatch(List::isEmpty);
  }
}
