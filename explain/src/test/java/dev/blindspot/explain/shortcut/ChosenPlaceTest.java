package dev.blindspot.explain.shortcut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A rectangle of 24 x 8 pixels in images of 96 x 64; the classes' scores are 0.9 and 0.1. */
class ChosenPlaceTest {
  private static final Window CHOSEN = new Window(3, 2, 24, 8);
  private static final List<Region> OBJECT = List.of(new Region(40, 20, 30, 30));

  private static ChosenPlace place(boolean objectsKnown) {
    return ChosenPlace.of(CHOSEN, 64, 96, objectsKnown, 0.1, 1);
  }

  /** An image that is taken for the other class while one of the windows is hidden; -1: never. */
  private static ScannedImage image(
      ChosenPlace place, int decisive, @Nullable List<Region> objects) {
    float[][] hidden = new float[place.windows().size()][];
    for (int i = 0; i < hidden.length; i++) {
      hidden[i] = i == decisive ? new float[] {0.4f, 0.6f} : new float[] {0.9f, 0.1f};
    }
    return ScannedImage.of("p", new float[] {0.9f, 0.1f}, place.windows(), hidden, 0, objects);
  }

  @Test
  void aPlaceThatDecidesInEveryImageHasTheSmallestP() {
    for (boolean known : List.of(true, false)) {
      ChosenPlace place = place(known);
      List<ScannedImage> images = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        images.add(image(place, 0, known ? OBJECT : null));
      }
      PositionStats found = place.test(images);
      assertThat(found.images()).isEqualTo(10);
      assertThat(found.hits()).isEqualTo(10);
      assertThat(found.rate()).isEqualTo(1);
      assertThat(found.expected()).isZero();
      assertThat(found.meanDrop()).isBetween(0.4999, 0.5001);
      assertThat(found.p()).isEqualTo(1 / 1024.0); // one of all sign changes of ten images
    }
  }

  @Test
  void hitsNearerToTheMiddleAreWhatTheObjectExplains() {
    ChosenPlace place = place(false);
    List<ScannedImage> images = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      images.add(image(place, i % 2, null)); // here as often as on the way to the middle
    }
    PositionStats found = place.test(images);
    assertThat(found.rate()).isEqualTo(0.5);
    assertThat(found.expected()).isEqualTo(0.5);
    assertThat(found.p()).isGreaterThan(0.4);
  }

  @Test
  void imagesWhoseObjectIsUnderTheRectangleSayNothing() {
    ChosenPlace place = place(true);
    List<Region> touching = List.of(new Region(20, 5, 30, 30));
    PositionStats found = place.test(List.of(image(place, 0, touching), image(place, -1, OBJECT)));
    assertThat(found.images()).isEqualTo(1);
    assertThat(found.hits()).isZero();
  }

  @Test
  void otherPlacesHaveTheSameSizeAndNoPixelInCommonWithTheChosenOne() {
    for (boolean known : List.of(true, false)) {
      List<Window> windows = place(known).windows();
      assertThat(windows).hasSizeGreaterThan(1).hasSizeLessThanOrEqualTo(64).startsWith(CHOSEN);
      assertThat(windows.subList(1, windows.size()))
          .allSatisfy(
              other -> {
                assertThat(other.overlaps(CHOSEN)).isFalse();
                assertThat(other.isInside(64, 96)).isTrue();
                assertThat(other.width()).isEqualTo(24);
                assertThat(other.height()).isEqualTo(8);
              });
    }
  }

  @Test
  void aPlaceInTheMiddleCannotBeToldFromTheObject() {
    ChosenPlace place = ChosenPlace.of(new Window(36, 28, 24, 8), 64, 96, false, 0.1, 1);
    PositionStats found = place.test(List.of(image(place, 0, null)));
    assertThat(found.images()).isZero();
    assertThat(found.rate()).isNaN();
    assertThat(found.p()).isEqualTo(1);
  }

  /** In 200 sets whose hits fall anywhere, p is at most 0.05 about ten times. */
  @Test
  void holdsItsLevel() {
    ChosenPlace place = place(true);
    Random random = new Random(5);
    int wrong = 0;
    for (int set = 0; set < 200; set++) {
      List<ScannedImage> images = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        images.add(
            image(
                place, random.nextInt(place.windows().size()), List.of(new Region(95, 63, 1, 1))));
      }
      wrong += place.test(images).p() <= 0.05 ? 1 : 0;
    }
    assertThat(wrong).isLessThanOrEqualTo(18); // the 99.5 % point
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> ChosenPlace.of(new Window(80, 0, 24, 8), 64, 96, true, 0.1, 1))
        .hasMessageContaining("inside the image of 96 x 64");
    ChosenPlace place = place(false);
    ScannedImage other = image(place(true), 0, null);
    assertThatThrownBy(() -> place.test(List.of(other))).hasMessageContaining("2 positions");
  }
}
