package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.AspectRatioSampling;
import dev.blindspot.augment.geometry.PixelLength;
import dev.blindspot.augment.geometry.Range;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.InsideBoxes;
import dev.blindspot.augment.method.OutsideBoxes;
import dev.blindspot.augment.method.RandomApply;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.mixing.MixUp;
import dev.blindspot.train.config.AugmentationConfig;
import dev.blindspot.train.config.AugmentationConfig.Chance;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AugmentationSettingsTest {
  private final YamlFolder yaml;

  AugmentationSettingsTest(@TempDir Path folder) {
    this.yaml = new YamlFolder(folder);
  }

  @Test
  void augmentationsTakeAbsentSettingsFromThePaper() {
    AugmentationConfig augmentation =
        yaml.read(
                YamlFolder.MINIMAL
                    + """
                    augmentation:
                      horizontal-flip: {}
                      cutout: {size: 25%}
                      random-erasing:
                        area: [0.1, 0.2]
                        aspect: {min: 0.5, max: 2}
                        aspectLaw: log-uniform
                      mixup: {probability: 0.25, alpha: 1}
                    """)
            .augmentation();
    RandomErasing paper = RandomErasing.paper();
    assertThat(augmentation.horizontalFlip()).isEqualTo(new Chance<>(0.5, new HorizontalFlip()));
    assertThat(augmentation.cutOut())
        .isEqualTo(new Chance<>(1, new CutOut(1, PixelLength.ofPercent(25), new Fill.Mean())));
    assertThat(augmentation.randomErasing())
        .isEqualTo(
            new Chance<>(
                0.5,
                new RandomErasing(
                    paper.count(),
                    new Range(0.1, 0.2),
                    new Range(0.5, 2),
                    AspectRatioSampling.LOG_UNIFORM,
                    paper.tries(),
                    paper.fill())));
    assertThat(augmentation.mixUp())
        .isEqualTo(new Chance<>(0.25, new MixUp(1, MixUp.paper().pairing())));
    assertThat(augmentation.shift()).isNull();
  }

  @Test
  void probabilitiesRampAndBoxesSayWhere() {
    AugmentationConfig augmentation =
        yaml.read(
                YamlFolder.MINIMAL
                    + """
                    augmentation:
                      boxes: [vehicle]
                      grid-mask: {probability: 0.8, rampEpochs: 30}
                      random-erasing: {where: inside-boxes}
                      cutout: {where: outside-boxes}
                      mixup: {rampEpochs: 5}
                    """)
            .augmentation();
    assertThat(augmentation.boxes()).containsExactly("vehicle");
    assertThat(augmentation.isAbout("vehicle")).isTrue();
    assertThat(augmentation.isAbout("watermark")).isFalse();
    assertThat(augmentation.needsBoxes()).isTrue();
    assertThat(augmentation.images())
        .isEqualTo(
            new Compose(
                List.of(
                    new RandomApply(1, new OutsideBoxes(CutOut.paper())),
                    new RandomApply(0.5, new InsideBoxes(RandomErasing.paper())),
                    new RandomApply(
                        new dev.blindspot.augment.method.Schedule.Ramp(0, 0.8, 30),
                        GridMask.paper()))));
    assertThat(augmentation.batches().get(0).schedule())
        .isEqualTo(new dev.blindspot.augment.method.Schedule.Ramp(0, 1, 5));
    assertThat(ConfigReader.part(AugmentationConfig.class, List.of(), Path.of("")).needsBoxes())
        .isFalse();
  }

  @Test
  void placesAndRampsAreChecked() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () -> yaml.read(YamlFolder.MINIMAL + "augmentation: {mixup: {where: anywhere}}\n"))
        .withMessageContaining("where");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () -> yaml.read(YamlFolder.MINIMAL + "augmentation: {cutout: {rampEpochs: -1}}\n"))
        .withMessageContaining("augmentation.cutout.rampEpochs: must be >= 0, was -1");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () -> yaml.read(YamlFolder.MINIMAL + "augmentation: {cutout: {where: inside}}\n"))
        .withMessageContaining("must be one of anywhere, inside-boxes, outside-boxes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Chance<>(1, 0, AugmentationConfig.Where.INSIDE_BOXES, MixUp.paper()))
        .withMessage("where must be anywhere: this method hides nothing");
  }

  /** The library refuses one value at a time, and says which by the exception, not by its text. */
  @Test
  void tellsAllThatAnAugmentationRefusesAtItsKeys() {
    assertThat(
            yaml.complaints(
                YamlFolder.MINIMAL
                    + """
                    augmentation:
                      grid-mask:
                        probability: 2
                        periodPx: [5, 1]
                        keepRatio: 1.5
                      random-erasing:
                        tries: 0
                        area: [0.5, 1.5]
                    """))
        .containsExactly(
            "run.yaml:8: augmentation.grid-mask.probability: must be between 0 and 1, was 2.0",
            "run.yaml:9: augmentation.grid-mask.periodPx.min: must be at most max (1.0), was 5.0",
            "run.yaml:10: augmentation.grid-mask.keepRatio: must be in (0, 1), was 1.5",
            "run.yaml:12: augmentation.random-erasing.tries: must be >= 1, was 0",
            "run.yaml:13: augmentation.random-erasing.area: must be within (0, 1], was"
                + " Range[min=0.5, max=1.5]");
  }
}
