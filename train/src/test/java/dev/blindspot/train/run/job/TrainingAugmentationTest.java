package dev.blindspot.train.run.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.explore.image.ArmAugmentation.Augmented;
import dev.blindspot.train.fit.batch.ArmTraining;
import dev.blindspot.train.run.cure.Cures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedDrawings.class)
class TrainingAugmentationTest {
  private static final int SHOWN = 4;
  private static final Pattern TOLD =
      Pattern.compile("([01][.]\\d\\d) of (\\S+) (mixed|pasted.*) [(]lambda ([01][.]\\d\\d)[)]");

  private final Path folder;

  TrainingAugmentationTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private ArmTraining arm(String... sets) {
    return TinyRun.arm(TinyRun.load(folder, sets), "reference", folder);
  }

  /** The first four images are asked about, the others are those of training. */
  private static TrainingAugmentation of(ArmTraining arm) {
    List<ManifestRow> rows = arm.train();
    return new TrainingAugmentation(
        "reference",
        arm.arm(),
        rows.subList(0, SHOWN),
        rows.subList(SHOWN, rows.size()),
        arm.images(),
        arm.datasetMean(),
        2);
  }

  private static byte[] pixels(ArmTraining arm, String id) {
    List<ManifestRow> rows = arm.train();
    List<ManifestRow> found =
        rows.subList(SHOWN, rows.size()).stream().filter(row -> row.id().equals(id)).toList();
    assertThat(found).as("a training image is " + id).hasSize(1);
    return arm.images().get(found.get(0)).bgr();
  }

  private static List<MatchResult> told(Augmented seen) {
    return TOLD.matcher(seen.drawn()).results().toList();
  }

  @Test
  void mixUpIsTheWeightedSumWithTheTrainingImageThatIsNamed() {
    ArmTraining arm = arm("augmentation={horizontal-flip: null, mixup: {alpha: 5}}");
    byte[] own = arm.images().get(arm.train().get(2)).bgr();
    int mixed = 0;
    for (int draw = 0; draw < 6; draw++) {
      Augmented seen = of(arm).draw(2, draw);
      for (MatchResult told : told(seen)) {
        mixed++;
        byte[] other = pixels(arm, told.group(2));
        double lambda = Double.parseDouble(told.group(4));
        assertThat(Double.parseDouble(told.group(1))).isCloseTo(1 - lambda, within(0.011));
        for (int i = 0; i < own.length; i++) {
          double sum = lambda * (own[i] & 0xff) + (1 - lambda) * (other[i] & 0xff);
          assertThat((double) (seen.image().bgr()[i] & 0xff))
              .isCloseTo(sum, within(1.8)); // rounded
        }
      }
    }
    assertThat(mixed).isGreaterThan(3); // in one batch of eight it is its own partner
  }

  @Test
  void cutMixHasOnePartOfTheTrainingImageThatIsNamed() {
    ArmTraining arm = arm("augmentation={horizontal-flip: null, cutmix: {}}");
    byte[] own = arm.images().get(arm.train().get(1)).bgr();
    int pasted = 0;
    for (int draw = 0; draw < 6; draw++) {
      Augmented seen = of(arm).draw(1, draw);
      for (MatchResult told : told(seen)) {
        pasted++;
        byte[] other = pixels(arm, told.group(2));
        byte[] made = seen.image().bgr();
        long changed = IntStream.range(0, own.length).filter(i -> made[i] != own[i]).count();
        long alike = IntStream.range(0, own.length).filter(i -> own[i] == other[i]).count();
        double part = Double.parseDouble(told.group(1)) * own.length;
        assertThat((double) changed).isBetween(part - alike - 20, part + 20);
        for (int i = 0; i < own.length; i++) {
          assertThat(made[i]).isIn(own[i], other[i]);
        }
      }
    }
    assertThat(pasted).isGreaterThan(3);
  }

  @Test
  void equalDrawsAreEqualAndOthersAreNot() {
    ArmTraining arm = arm("augmentation={random-erasing: {probability: 1}, mixup: {alpha: 5}}");
    Augmented once = of(arm).draw(0, 7);
    Augmented again = of(arm).draw(0, 7);
    assertThat(again.image().bgr()).isEqualTo(once.image().bgr());
    assertThat(again.drawn()).isEqualTo(once.drawn()).contains("patch");
    assertThat(of(arm).draw(0, 8).image().bgr()).isNotEqualTo(once.image().bgr());
    assertThat(of(arm).draw(3, 7).drawn()).isNotEqualTo(once.drawn());
  }

  /** Of two epochs the first, or none, has mixed batches. */
  @Test
  void whatMixesIsShownAsInTheLastEpochThatMixes() {
    String mixing = "augmentation={horizontal-flip: null, mixup: {alpha: 5}}";
    TrainingAugmentation first = of(arm(mixing, "training.mixingOffLastEpochs=1"));
    assertThat(IntStream.range(0, 4).mapToObj(draw -> first.draw(0, draw).drawn()))
        .anyMatch(told -> told.contains("lambda"));
    TrainingAugmentation never = of(arm(mixing, "training.mixingOffLastEpochs=2"));
    assertThat(IntStream.range(0, 4).mapToObj(draw -> never.draw(0, draw).drawn()))
        .containsOnly("");
  }

  @Test
  void anArmThatHidTheSuspectsOfAScanHidesTheSame() throws Exception {
    ArmConfig cured =
        TinyRun.load(folder, "arms={reference: {}, cured: {hideSuspectsOf: reference}}")
            .config()
            .arms()
            .get("cured");
    assertThat(cured).isNotNull();
    assertThat(Cures.asTrained(cured, folder)).isEqualTo(cured); // nothing was scanned yet
    Files.writeString(
        folder.resolve("suspects.json"),
        """
        {"scanned": 9, "places": [{"label": "emergency", "where": "upper left", "x": 0, "y": 0,
          "width": 0.5, "height": 0.25, "hits": 9, "images": 9, "confirmed": true,
          "cue": "watermark", "donors": []}]}
        """);
    ArmTraining arm = arm("augmentation.horizontal-flip=null");
    List<ManifestRow> rows = arm.train();
    TrainingAugmentation hiding =
        new TrainingAugmentation(
            "cured",
            Cures.asTrained(cured, folder),
            rows.subList(0, SHOWN),
            rows.subList(SHOWN, rows.size()),
            arm.images(),
            arm.datasetMean(),
            2);
    assertThat(hiding.drawsAnything()).isTrue();
    assertThat(hiding.draw(0, 0).drawn()).contains("patch");
  }
}
