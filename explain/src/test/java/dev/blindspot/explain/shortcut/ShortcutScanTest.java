package dev.blindspot.explain.shortcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Images of 96 x 96 with an object of 40 x 40 around the middle, which moves from image to image;
 * hiding a window matters if it hides enough of a spot on the object.
 */
class ShortcutScanTest {
  private static final WindowGrid GRID = new WindowGrid(96, 96, 24, 12);
  private static final Region CORNER = new Region(2, 2, 20, 10);
  private static final ShortcutScan SCAN = ShortcutScan.usual(0.05, 1);

  @Test
  void findsAPlantedCornerWithoutKnowingWhereTheObjectIs() {
    ScanResult result = SCAN.scan(GRID, images(96, 0.5, false, 1));
    assertThat(result.explained()).isEqualTo(NullModel.BY_PLACES_NEARER_TO_THE_MIDDLE);
    assertThat(result.suspects()).hasSize(1);
    Suspect suspect = result.suspects().get(0);
    assertThat(suspect.window()).isEqualTo(new Region(0, 0, 24, 24));
    assertThat(suspect.place().rate()).isBetween(0.3, 0.7);
    assertThat(suspect.place().expected()).isLessThan(0.2);
    assertThat(suspect.place().mirroredRate()).isLessThan(0.1);
    assertThat(suspect.place().p()).isLessThanOrEqualTo(0.01);
    assertThat(suspect.examples()).hasSize(suspect.place().hits());
  }

  @Test
  void findsItWhereBoxesAreKnown() {
    ScanResult result = SCAN.scan(GRID, images(48, 0.5, true, 2));
    assertThat(result.explained()).isEqualTo(NullModel.BY_OTHER_PLACES_BESIDE_THE_OBJECT);
    assertThat(result.suspects()).hasSize(1);
    assertThat(result.suspects().get(0).window()).isEqualTo(new Region(0, 0, 24, 24));
  }

  @Test
  void findsANetworkThatLooksAtNothingButTheCorner() {
    List<ScannedImage> images = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      images.add(image("p" + i, List.of(CORNER), null));
    }
    ScanResult result = SCAN.scan(GRID, images);
    assertThat(result.suspects()).hasSize(1);
    assertThat(result.suspects().get(0).place().rate()).isEqualTo(1);
    assertThat(result.suspects().get(0).place().statistic()).isCloseTo(Math.sqrt(20), within(1e-9));
    assertThat(result.meanDrop().at(0, 0)).isEqualTo(0.5f);
    assertThat(result.meanDrop().at(90, 90)).isZero();
    assertThat(result.excess().at(0, 0)).isEqualTo(1f);
  }

  @Test
  void doesNotSuspectTheObject() {
    assertThat(SCAN.scan(GRID, images(200, 0, false, 3)).suspects()).isEmpty();
    assertThat(SCAN.scan(GRID, images(200, 0, true, 3)).suspects()).isEmpty();
  }

  @Test
  void aRareCueIsNotToldFromChance() {
    assertThat(SCAN.scan(GRID, images(48, 0.04, false, 4)).suspects()).isEmpty();
  }

  /** The test holds its level: in 200 sets without a shortcut, about one in twenty may be wrong. */
  @Test
  void holdsItsLevelWhenHitsFallAnywhere() {
    ShortcutScan bare = new ShortcutScan(0.1, 1, 0, 1, 0.05, 400, 7);
    Random random = new Random(11);
    int wrong = 0;
    for (int set = 0; set < 200; set++) {
      List<ScannedImage> images = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        Region spot = new Region(random.nextInt(92), random.nextInt(92), 4, 4);
        images.add(image("p", List.of(spot), List.of(new Region(95, 95, 1, 1))));
      }
      wrong += bare.scan(GRID, images).suspects().isEmpty() ? 0 : 1;
    }
    assertThat(wrong).isLessThanOrEqualTo(18); // 10 expected, 18 is the 99.5 % point
  }

  /** One of a thousand classes of six arms: as many sign changes are drawn as that needs. */
  @Test
  void findsItAtTheLevelThatManyClassesLeave() {
    for (double level : new double[] {0.05 / 101, 0.05 / 6000}) {
      ScanResult result = ShortcutScan.usual(level, 1).scan(GRID, images(96, 0.8, false, 1));
      assertThat(result.suspects()).hasSize(1);
      assertThat(result.suspects().get(0).window()).isEqualTo(new Region(0, 0, 24, 24));
      assertThat(result.suspects().get(0).place().p()).isLessThanOrEqualTo(level);
    }
  }

  @Test
  void saysHowManyImagesALevelNeeds() {
    assertThat(ShortcutScan.fewestImages(0.05)).isEqualTo(10);
    assertThat(ShortcutScan.fewestImages(1 / 4096.0)).isEqualTo(12);
    assertThat(ShortcutScan.fewestImages(1 / 4097.0)).isEqualTo(13);
    ScanResult result = ShortcutScan.usual(1 / 4097.0, 1).scan(GRID, images(12, 1, false, 5));
    assertThat(result.reason()).isEqualTo("12 images are too few, 13 are needed");
    assertThat(result.suspects()).isEmpty();
  }

  /** As few as the level needs do suffice: all of their sign changes are gone through. */
  @Test
  void theFewestImagesCanMakeASuspect() {
    List<ScannedImage> images = new ArrayList<>();
    for (int i = 0; i < 13; i++) {
      images.add(image("p" + i, List.of(CORNER), null));
    }
    ScanResult result = ShortcutScan.usual(1 / 8192.0, 1).scan(GRID, images);
    assertThat(result.suspects()).hasSize(1);
    assertThat(result.suspects().get(0).place().p()).isEqualTo(1 / 8192.0);
  }

  /** 27 scans share the level, as those of nine classes of three arms do. */
  @Test
  void holdsTheLevelOfAReportOverItsScans() {
    int scans = 27;
    ShortcutScan bare = new ShortcutScan(0.1, 1, 0, 1, 0.05 / scans, 400, 7);
    Random random = new Random(17);
    int wrong = 0;
    for (int report = 0; report < 60; report++) {
      boolean any = false;
      for (int scan = 0; scan < scans; scan++) {
        List<ScannedImage> images = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
          Region spot = new Region(random.nextInt(92), random.nextInt(92), 4, 4);
          images.add(image("p", List.of(spot), List.of(new Region(95, 95, 1, 1))));
        }
        any |= !bare.scan(GRID, images).suspects().isEmpty();
      }
      wrong += any ? 1 : 0;
    }
    assertThat(wrong).isLessThanOrEqualTo(8); // 3 expected, 8 is the 99.6 % point
  }

  @Test
  void countsChangedAnswersAsHitsAndLeavesPlacesOnTheObjectOut() {
    WindowGrid grid = new WindowGrid(4, 4, 2, 2);
    List<ScannedImage> images = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      BitSet changed = new BitSet();
      changed.set(0);
      BitSet onObject = new BitSet();
      onObject.set(0, i < 4);
      images.add(new ScannedImage("p" + i, 0.6, new double[] {0.05, 0, 0, 0}, changed, onObject));
    }
    PositionStats place = SCAN.scan(grid, images).places().get(0);
    assertThat(place.images()).isEqualTo(8);
    assertThat(place.hits()).isEqualTo(8);
    assertThat(place.rate()).isEqualTo(1);
    assertThat(place.expected()).isZero();
    assertThat(place.meanDrop()).isCloseTo(0.05, within(1e-12));
  }

  @Test
  void pValuesAreThoseOfAllSignChangesByHand() {
    // one place, five images that all differ by 1: only one of 32 sign changes reaches it
    double[] ones = {1, 1, 1, 1, 1};
    BitSet counted = new BitSet();
    counted.set(0, 5);
    double[] p =
        new SignFlipPermutation(40_000, 3).p(List.of(new NullModel.Contrast(ones, counted)));
    assertThat(p[0]).isEqualTo(1 / 32.0);
    double[] some =
        new SignFlipPermutation(31, 3).p(List.of(new NullModel.Contrast(ones, counted)));
    assertThat(some[0]).isBetween(1 / 32.0, 6 / 32.0);
    double[] half = {1, -1, 1, -1, 0};
    assertThat(SignFlipPermutation.statistic(half)).isZero();
    assertThat(SignFlipPermutation.statistic(new double[] {3, 4, 0}))
        .isCloseTo(7 / 5.0, within(1e-12));
  }

  @Test
  void theWayToTheMiddleHasNoPixelInCommonWithThePlace() {
    List<Integer> way = NullModel.towardsTheMiddle(0, GRID);
    assertThat(way).isNotEmpty();
    assertThat(way)
        .allSatisfy(
            s -> {
              Window window = GRID.window(s);
              assertThat(window.overlaps(GRID.window(0))).isFalse();
              assertThat(window.x()).isEqualTo(window.y()); // the diagonal
              assertThat(window.x()).isBetween(24, 36);
            });
    int middle = 3 * GRID.columns() + 3;
    assertThat(NullModel.towardsTheMiddle(middle, GRID)).isEmpty();
  }

  @Test
  void saysWhenThereAreTooFewImages() {
    ScanResult result = SCAN.scan(GRID, images(9, 1, false, 5));
    assertThat(result.suspects()).isEmpty();
    assertThat(result.reason()).isEqualTo("9 images are too few, 10 are needed");
    assertThat(SCAN.scan(GRID, images(1, 1, false, 5)).reason())
        .isEqualTo("1 image is too few, 10 are needed");
    assertThatThrownBy(result::meanDrop).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new ShortcutScan(0, 1, 0, 1, 0.05, 100, 1))
        .hasMessage("hitDrop must be in (0, 1], was 0.0");
    assertThatThrownBy(() -> new ShortcutScan(0.1, 1, 0, 1, 0.05, 99, 1))
        .hasMessage("permutations must be >= 100, was 99");
    ScannedImage other = new ScannedImage("x", 1, new double[3], new BitSet(), null);
    assertThatThrownBy(() -> SCAN.scan(GRID, List.of(other)))
        .hasMessage("images must have 49 positions, 'x' has 3");
  }

  private static List<ScannedImage> images(int count, double planted, boolean known, long seed) {
    Random random = new Random(seed);
    List<ScannedImage> images = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int x = (int) Math.round(Math.max(0, Math.min(56, 28 + 10 * random.nextGaussian())));
      int y = (int) Math.round(Math.max(0, Math.min(56, 28 + 10 * random.nextGaussian())));
      List<Region> causes = new ArrayList<>();
      causes.add(new Region(x + random.nextInt(32), y + random.nextInt(32), 8, 8));
      if (random.nextDouble() < planted) {
        causes.add(CORNER);
      }
      images.add(image("p" + i, causes, known ? List.of(new Region(x, y, 40, 40)) : null));
    }
    return images;
  }

  /** Hiding more than half of a cause costs 0.5. */
  private static ScannedImage image(
      String id, List<Region> causes, @Nullable List<Region> objects) {
    double[] drops = new double[GRID.size()];
    BitSet onObject = new BitSet();
    for (int s = 0; s < drops.length; s++) {
      Window w = GRID.window(s);
      for (Region cause : causes) {
        drops[s] = hidden(cause, w) > cause.area() / 2 ? 0.5 : drops[s];
      }
      onObject.set(s, objects != null && objects.stream().anyMatch(o -> hidden(o, w) > 0));
    }
    return new ScannedImage(id, 0.9, drops, new BitSet(), objects == null ? null : onObject);
  }

  private static int hidden(Region region, Window w) {
    int across =
        Math.min(region.x() + region.width(), w.x() + w.width()) - Math.max(region.x(), w.x());
    int down =
        Math.min(region.y() + region.height(), w.y() + w.height()) - Math.max(region.y(), w.y());
    return Math.max(0, across) * Math.max(0, down);
  }
}
