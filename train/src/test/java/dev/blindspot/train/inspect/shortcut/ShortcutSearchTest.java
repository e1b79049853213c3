package dev.blindspot.train.inspect.shortcut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.FullInference;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.SheetFormat;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.inspect.KnownMaps;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.inspect.shortcut.ClassScan.FoundSuspect;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch.Extent;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch.Scanned;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** A classifier that looks at the upper left square alone; half of the images are bright there. */
class ShortcutSearchTest {
  private static final ExplanationConfig SETTINGS =
      ConfigReader.part(ExplanationConfig.class, List.of("fill=zero"), Path.of(""));

  @Test
  void findsTheSquareNamesItAndConfirmsIt() {
    List<Scanned> scans = scan(true);
    assertThat(scans).hasSize(2);
    ClassScan other = scans.get(0).scan();
    assertThat(other.label()).isEqualTo("other");
    assertThat(other.suspects()).isEmpty();
    assertThat(other.sentence())
        .isEqualTo(
            "arm takes 16 images for \u201cother\u201d: no place decides far more often than the object explains.");
    ClassScan emergency = scans.get(1).scan();
    assertThat(emergency.images()).isEqualTo(24);
    assertThat(emergency.level()).isEqualTo(0.025);
    assertThat(emergency.boxesKnown()).isTrue();
    assertThat(emergency.suspects()).hasSize(1);
    FoundSuspect suspect = emergency.suspects().get(0);
    assertThat(new Region(suspect.x(), suspect.y(), suspect.width(), suspect.height()))
        .isEqualTo(new Region(0, 0, 8, 8));
    assertThat(suspect.rate()).isEqualTo(1);
    assertThat(suspect.cue()).isEqualTo("watermark");
    assertThat(suspect.pasted()).isNotNull();
    assertThat(suspect.pasted().recipients()).isEqualTo(16);
    assertThat(suspect.pasted().turned()).isEqualTo(16);
    assertThat(suspect.pasted().turnedByControl()).isZero();
    assertThat(suspect.pasted().confirms()).isTrue();
    assertThat(emergency.sentence())
        .contains("hiding the place at the upper left (the watermark) decides in 24 of 24 images")
        .endsWith(
            "Pasted into 16 other images it turns 16 of them (0 with the same place of an ordinary one).");
  }

  @Test
  void findsItToldNothing() {
    ClassScan emergency = scan(false).get(1).scan();
    assertThat(emergency.boxesKnown()).isFalse();
    assertThat(emergency.suspects()).hasSize(1);
    assertThat(emergency.suspects().get(0).place()).isEqualTo("upper left");
    assertThat(emergency.suspects().get(0).cue()).isNull();
  }

  @Test
  void drawsTheScanAndWritesEveryPlace(@TempDir Path folder) throws IOException {
    List<Scanned> scans = scan(true);
    ScanSheets sheets = new ScanSheets(subjects(true), SheetFormat.PNG);
    assertThat(sheets.writePlaces(scans, folder.resolve("new/places.png"))).isTrue();
    assertThat(sheets.writeExamples(scans, folder.resolve("examples.png"))).isTrue();
    assertThat(ImageIO.read(folder.resolve("new/places.png").toFile()).getHeight())
        .isGreaterThan(500);
    assertThat(sheets.writeExamples(scans.subList(0, 1), folder.resolve("none.png"))).isFalse();
    assertThat(folder.resolve("none.png")).doesNotExist();
    ScanTable.write(scans, folder.resolve("shortcuts.csv"));
    List<String> lines = Files.readAllLines(folder.resolve("shortcuts.csv"));
    assertThat(lines).hasSize(1 + 2 * 49);
    assertThat(lines.get(1 + 49)).startsWith("arm,emergency,0,0,8,8,24,24,1.0,").endsWith(",true");
  }

  /** Classes that no image is taken for share nothing; arms do. */
  @Test
  void theReportsLevelIsSharedByArmsAndScannedClasses() {
    List<String> classes = new ArrayList<>(List.of("other", "emergency"));
    for (int i = 2; i < 200; i++) {
      classes.add("never " + i);
    }
    Scorer scorer =
        batch ->
            Nd4j.concat(
                1, KnownMaps.LOOKS_AT_THE_SQUARE.score(batch), Nd4j.zeros(batch.size(0), 198));
    List<Scanned> scans = scan(true, classes, scorer, 6);
    assertThat(scans).as("of many classes, those that images are taken for").hasSize(2);
    assertThat(scans.get(1).scan().level()).isEqualTo(0.05 / 6 / 2);
    assertThat(scans.get(1).scan().suspects()).hasSize(1);
    assertThat(Objects.requireNonNull(scans.get(1).scan().suspects().get(0).pasted()).turned())
        .isEqualTo(16);
  }

  /** All of 49 places are held at once: 24 of 24 would have 86.2 % alone. */
  @Test
  void theIntervalOfTheChosenPlaceKnowsThatItWasChosen() {
    FoundSuspect suspect = scan(true).get(1).scan().suspects().get(0);
    assertThat(suspect.rateInterval().low()).isBetween(0.65, 0.72);
    assertThat(suspect.rateInterval().high()).isEqualTo(1);
  }

  private static List<Scanned> scan(boolean told) {
    return scan(told, List.of("other", "emergency"), KnownMaps.LOOKS_AT_THE_SQUARE, 1);
  }

  private static List<Scanned> scan(boolean told, List<String> classes, Scorer scorer, int arms) {
    return new ShortcutSearch(
            subjects(told), classes, SETTINGS, new Rgb(9, 9, 9), arms, 1, Extent.WINDOWS)
        .scan("arm", scorer, new FullInference(scorer, 32), Progress.NONE);
  }

  private static List<Subject> subjects(boolean told) {
    List<Subject> subjects = new ArrayList<>();
    List<CueBox> boxes =
        told
            ? List.of(
                CueBox.object("vehicle", 12, 12, 12, 12), CueBox.shortcut("watermark", 0, 0, 8, 4))
            : List.of();
    for (int i = 0; i < 40; i++) {
      subjects.add(new Subject("p" + i, image(i < 24, i), i < 24 ? 1 : 0, boxes));
    }
    return subjects;
  }

  private static DecodedImage image(boolean bright, long seed) {
    int side = KnownMaps.SIZE;
    byte[] bgr = new byte[3 * side * side];
    new Random(seed).nextBytes(bgr);
    for (int i = 0; i < bgr.length; i++) {
      boolean inside = i / 3 / side < KnownMaps.SQUARE && i / 3 % side < KnownMaps.SQUARE;
      bgr[i] = inside ? (byte) (bright ? 255 : 0) : bgr[i];
    }
    return new DecodedImage(side, side, bgr);
  }
}
