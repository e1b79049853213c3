package dev.blindspot.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.datasets.annotation.CueBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SyntheticVehiclesTest {
  private static final int SIZE = 64;
  private static final Set<String> EMERGENCY_CUES = Set.of("light-bar", "lettering", "cross");
  private static final Set<String> ORDINARY_CUES = Set.of("roof-sign", "logo");

  private static SyntheticVehicles vehicles(Shortcut shortcut) {
    return new SyntheticVehicles(SIZE, 7, shortcut, 0.9);
  }

  private static SyntheticSpec plan(int index) {
    return new SyntheticSpec(index, SyntheticSpec.balancedLabel(index), true);
  }

  private static List<SyntheticImage> drawn(Shortcut shortcut, int count) {
    SyntheticVehicles vehicles = vehicles(shortcut);
    return IntStream.range(0, count).parallel().mapToObj(i -> vehicles.draw(plan(i))).toList();
  }

  @Test
  void aImageDependsOnSeedAndIndexOnly() {
    SyntheticImage alone = vehicles(Shortcut.NONE).draw(plan(5));
    SyntheticVehicles other = vehicles(Shortcut.NONE);
    other.draw(plan(4));
    assertThat(other.draw(plan(5)).bgr()).isEqualTo(alone.bgr());
    assertThat(other.draw(plan(7)).bgr()).isNotEqualTo(alone.bgr());
    SyntheticVehicles reseeded = new SyntheticVehicles(SIZE, 8, Shortcut.NONE, 0.9);
    assertThat(reseeded.draw(plan(5)).bgr()).isNotEqualTo(alone.bgr());
  }

  @Test
  void boxesLieInTheImageAndCuesOnTheVehicle() {
    for (SyntheticImage drawn : drawn(Shortcut.NONE, 200)) {
      CueBox vehicle = drawn.boxes().get(0);
      assertThat(vehicle.name()).isEqualTo("vehicle");
      assertThat(vehicle.width() * vehicle.height()).isBetween(SIZE * SIZE / 12, SIZE * SIZE);
      for (CueBox box : drawn.boxes()) {
        assertThat(box.x()).isNotNegative();
        assertThat(box.y()).isNotNegative();
        assertThat(box.x() + box.width()).isLessThanOrEqualTo(SIZE);
        assertThat(box.y() + box.height()).isLessThanOrEqualTo(SIZE);
        assertThat(shareInside(box, vehicle)).as("%s of %s", box, vehicle).isGreaterThan(0.8);
      }
    }
  }

  private static double shareInside(CueBox inner, CueBox outer) {
    int width = overlap(inner.x(), inner.width(), outer.x(), outer.width());
    int height = overlap(inner.y(), inner.height(), outer.y(), outer.height());
    return (double) width * height / (inner.width() * inner.height());
  }

  private static int overlap(int a, int aLength, int b, int bLength) {
    return Math.max(0, Math.min(a + aLength, b + bLength) - Math.max(a, b));
  }

  @Test
  void emergencyVehiclesHaveTheirCuesAndOrdinaryOnesOnlyDistractors() {
    List<SyntheticImage> images = drawn(Shortcut.NONE, 200);
    for (int i = 0; i < images.size(); i++) {
      List<String> names = images.get(i).boxes().stream().map(CueBox::name).toList();
      if (plan(i).emergency()) {
        assertThat(names)
            .containsAnyElementsOf(EMERGENCY_CUES)
            .doesNotContainAnyElementsOf(ORDINARY_CUES);
      } else {
        assertThat(names).doesNotContainAnyElementsOf(EMERGENCY_CUES);
      }
    }
    List<String> all = images.stream().flatMap(p -> p.boxes().stream()).map(CueBox::name).toList();
    assertThat(all)
        .contains("light-bar", "lettering", "cross", "stripe", "roof-sign", "logo", "roof-rack")
        .doesNotContain("watermark", "sky");
  }

  @Test
  void theCueFollowsTheRateInTrainingAndChanceOtherwise() {
    SyntheticVehicles vehicles = vehicles(Shortcut.WATERMARK);
    assertThat(agreement(vehicles, true)).isCloseTo(0.9, within(0.027)); // four standard deviations
    assertThat(agreement(vehicles, false)).isCloseTo(0.5, within(0.045));
    assertThat(vehicles(Shortcut.NONE).cuePresent(plan(1))).isFalse();
  }

  private static double agreement(SyntheticVehicles vehicles, boolean training) {
    return IntStream.range(0, 2000)
            .mapToObj(i -> new SyntheticSpec(i, SyntheticSpec.balancedLabel(i), training))
            .filter(p -> vehicles.cuePresent(p) == p.emergency())
            .count()
        / 2000.0;
  }

  @Test
  void theWatermarkChangesItsBoxAndNothingElse() {
    SyntheticVehicles marked = vehicles(Shortcut.WATERMARK);
    SyntheticVehicles clean = vehicles(Shortcut.NONE);
    int present = 0;
    for (int i = 0; i < 40; i++) {
      SyntheticImage with = marked.draw(plan(i));
      SyntheticImage without = clean.draw(plan(i));
      if (!marked.cuePresent(plan(i))) {
        assertThat(with.bgr()).isEqualTo(without.bgr());
        assertThat(with.boxes()).isEqualTo(without.boxes());
        continue;
      }
      present++;
      CueBox box = with.boxes().get(with.boxes().size() - 1);
      assertThat(box.name()).isEqualTo("watermark");
      assertThat(box.outsideObject()).isTrue();
      assertThat((double) box.width() / SIZE).isBetween(0.55, 0.6);
      assertThat((double) box.height() / SIZE).isBetween(0.06, 0.08);
      assertThat(meanDifference(with, without, box, true)).isGreaterThan(8);
      assertThat(meanDifference(with, without, box, false)).isZero();
    }
    assertThat(present).isBetween(10, 30);
  }

  private static double meanDifference(
      SyntheticImage a, SyntheticImage b, CueBox box, boolean inside) {
    return IntStream.range(0, a.bgr().length)
        .filter(i -> inside == contains(box, i / 3 % SIZE, i / 3 / SIZE))
        .map(i -> Math.abs((a.bgr()[i] & 0xFF) - (b.bgr()[i] & 0xFF)))
        .average()
        .orElseThrow();
  }

  private static boolean contains(CueBox box, int x, int y) {
    return x >= box.x() && x < box.x() + box.width() && y >= box.y() && y < box.y() + box.height();
  }

  @Test
  void theBackgroundCueIsAGreySkyAgainstABlueOne() {
    SyntheticVehicles vehicles = vehicles(Shortcut.BACKGROUND);
    List<Double> grey = new ArrayList<>();
    List<Double> blue = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      SyntheticSpec plan = new SyntheticSpec(i, 1, false);
      SyntheticImage drawn = vehicles.draw(plan);
      for (CueBox box : drawn.boxes()) {
        // a sound classifier ignores the weather, whichever class it goes along with
        assertThat(box.outsideObject()).isEqualTo(box.name().equals("sky"));
        if (box.name().equals("sky")) {
          (vehicles.cuePresent(plan) ? grey : blue).add(blueness(drawn, box));
        }
      }
    }
    assertThat(grey).hasSizeGreaterThan(15);
    assertThat(blue).hasSizeGreaterThan(15);
    assertThat(mean(blue)).isGreaterThan(mean(grey) + 20);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  /** How far blue exceeds red in a box, on average. */
  private static double blueness(SyntheticImage drawn, CueBox box) {
    return IntStream.range(0, SIZE * SIZE)
        .filter(i -> contains(box, i % SIZE, i / SIZE))
        .map(i -> (drawn.bgr()[3 * i] & 0xFF) - (drawn.bgr()[3 * i + 2] & 0xFF))
        .average()
        .orElseThrow();
  }

  @Test
  void meanColourAloneDoesNotTellTheClasses() {
    List<SyntheticImage> images = drawn(Shortcut.NONE, 400);
    for (int channel = 0; channel < 3; channel++) {
      int c = channel;
      assertThat(bestThreshold(images, d -> channelMean(d, c)))
          .as("channel %d", c)
          .isLessThan(0.65);
    }
    assertThat(bestThreshold(images, d -> channelMean(d, 2) - channelMean(d, 0))).isLessThan(0.7);
  }

  private static double channelMean(SyntheticImage drawn, int channel) {
    return IntStream.range(0, SIZE * SIZE)
        .map(i -> drawn.bgr()[3 * i + channel] & 0xFF)
        .average()
        .orElseThrow();
  }

  /** Accuracy of the best rule "emergency above (or below) a threshold". */
  private static double bestThreshold(
      List<SyntheticImage> images, ToDoubleFunction<SyntheticImage> feature) {
    double[] values = images.stream().mapToDouble(feature).toArray();
    double best = 0;
    for (double threshold : values) {
      long right =
          IntStream.range(0, values.length)
              .filter(i -> plan(i).emergency() == values[i] > threshold)
              .count();
      best = Math.max(best, (double) Math.max(right, values.length - right) / values.length);
    }
    return best;
  }

  @Test
  void balancedLabelsAlternate() {
    assertThat(IntStream.range(0, 100).map(SyntheticSpec::balancedLabel).sum()).isEqualTo(50);
  }

  @Test
  void plansRefuseOtherLabelsAndNegativePlaces() {
    assertThatThrownBy(() -> new SyntheticSpec(0, 2, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("label must be 0 or 1, was 2");
    assertThatThrownBy(() -> new SyntheticSpec(-1, 0, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("index must be >= 0, was -1");
  }

  @Test
  void everyAllowedSizeCanBeDrawn() {
    for (int size : new int[] {32, 33, 161, 500, 1024}) {
      SyntheticImage drawn =
          new SyntheticVehicles(size, 1, Shortcut.WATERMARK, 1).draw(new SyntheticSpec(3, 1, true));
      assertThat(drawn.bgr()).hasSize(3 * size * size);
      assertThat(drawn.boxes()).extracting(CueBox::name).contains("vehicle", "watermark");
    }
  }
}
