package dev.blindspot.train.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.evaluate.stats.BoundedMean;
import dev.blindspot.train.inspect.MapSummary.CueShare;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MapMeasuresTest {
  private static final CueBox SQUARE = CueBox.shortcut("watermark", 0, 0, 8, 8);
  private static final CueBox HALF_BESIDE = CueBox.shortcut("watermark", 4, 0, 8, 8);
  private static final CueBox ELSEWHERE = CueBox.object("vehicle", 8, 8, 16, 16);

  @Test
  void aMapThatLooksAtTheWatermarkAloneHasAllItsMassThere() {
    List<Subject> subjects =
        Stream.of("a", "b", "c", "d").map(id -> KnownMaps.white(id, 1, SQUARE, ELSEWHERE)).toList();
    MapSummary occlusion = measure(subjects, subjects.stream().map(KnownMaps::of).toList()).get(0);
    assertThat(occlusion.method()).isEqualTo("occlusion");
    CueShare watermark = cue(occlusion, "watermark");
    assertThat(watermark.shortcut()).isTrue();
    assertThat(watermark.massShare()).isCloseTo(1, within(1e-6));
    assertThat(watermark.areaShare()).isEqualTo(64.0 / 1024);
    assertThat(watermark.ratio()).isCloseTo(16, within(1e-4));
    assertThat(watermark.isLookedAt()).isTrue();
    CueShare vehicle = cue(occlusion, "vehicle");
    assertThat(vehicle.shortcut()).isFalse();
    assertThat(vehicle.massShare()).isCloseTo(0, within(1e-6));
    assertThat(vehicle.isLookedAt()).isFalse();
  }

  @Test
  void sharesAreMeansOverTheImagesThatHaveTheCue() {
    Subject all = KnownMaps.white("all", 1, SQUARE);
    Subject half = KnownMaps.white("half", 1, HALF_BESIDE);
    Subject none = KnownMaps.white("none", 1);
    List<Subject> subjects = List.of(all, half, none);
    CueShare share =
        cue(measure(subjects, subjects.stream().map(KnownMaps::of).toList()).get(0), "watermark");
    assertThat(share.images()).isEqualTo(2);
    assertThat(share.massShare()).isCloseTo(0.75, within(1e-6));
    assertThat(share.interval().low()).as("two images tell little").isBetween(0.05, 0.25);
    assertThat(share.interval().high()).isBetween(0.95, 1.0);
  }

  /** One image could be the only one: the bootstrap took it for all there are. */
  @Test
  void oneImageAloneShowsNoLooking() {
    Subject subject = KnownMaps.white("a", 1, SQUARE, ELSEWHERE);
    MapSummary occlusion = measure(List.of(subject), List.of(KnownMaps.of(subject))).get(0);

    assertThat(cue(occlusion, "watermark").massShare()).isCloseTo(1, within(1e-6));
    assertThat(cue(occlusion, "watermark").isLookedAt()).isFalse();
  }

  @Test
  void aShortcutIsMeasuredOnImagesOfTheClassItSpeaksForOtherCuesOnAll() {
    List<Subject> subjects =
        List.of(
            KnownMaps.white("other", 0, SQUARE, ELSEWHERE),
            KnownMaps.white("emergency", 1, SQUARE, ELSEWHERE));
    MapSummary cam = measure(subjects, subjects.stream().map(KnownMaps::of).toList()).get(1);
    assertThat(cam.method()).isEqualTo("CAM");
    assertThat(cue(cam, "watermark").images()).isEqualTo(1);
    assertThat(cue(cam, "vehicle").images()).isEqualTo(2);
    assertThat(cue(cam, "watermark").massShare()).isGreaterThan(0.4);
  }

  @Test
  void flatMapsAreCountedAndLeftOut() {
    Subject seen = KnownMaps.white("seen", 1, SQUARE);
    Subject blank = KnownMaps.white("blank", 1, SQUARE);
    MapSummary occlusion =
        measure(List.of(seen, blank), List.of(KnownMaps.of(seen), KnownMaps.flat(blank))).get(0);
    assertThat(occlusion.images()).isEqualTo(2);
    assertThat(occlusion.flat()).isEqualTo(1);
    assertThat(cue(occlusion, "watermark").images()).isEqualTo(1);
    // the mass is spread evenly over 1/16 of the image: half of it takes 1/32
    assertThat(occlusion.focus().get(0).value()).isCloseTo(1 / 32.0, within(1e-6));
  }

  @Test
  void withoutImagesNothingIsDefinedAndNothingFails() {
    for (MapSummary summary : measure(List.of(), List.of())) {
      assertThat(summary.images()).isZero();
      assertThat(summary.cues()).isEmpty();
      assertThat(summary.focus()).allMatch(focus -> Double.isNaN(focus.value()));
    }
  }

  private static List<MapSummary> measure(List<Subject> subjects, List<ArmMaps> maps) {
    Inspection inspection = new Inspection(subjects, Map.of("arm", maps), Map.of());
    return new MapMeasures(inspection, BoundedMean.ofShares(1000, 1)).of("arm");
  }

  private static CueShare cue(MapSummary summary, String name) {
    return summary.cues().stream().filter(cue -> cue.name().equals(name)).findFirst().orElseThrow();
  }
}
