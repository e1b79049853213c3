package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.AspectRatioSampling;
import dev.blindspot.augment.geometry.PixelLength;
import dev.blindspot.augment.geometry.Range;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.Compose;
import dev.blindspot.augment.method.CutOut;
import dev.blindspot.augment.method.GridMask;
import dev.blindspot.augment.method.HorizontalFlip;
import dev.blindspot.augment.method.InsideBoxes;
import dev.blindspot.augment.method.OutsideBoxes;
import dev.blindspot.augment.method.RandomApply;
import dev.blindspot.augment.method.RandomErasing;
import dev.blindspot.augment.mixing.MixUp;
import dev.blindspot.datasets.Shortcut;
import dev.blindspot.train.config.AugmentationConfig;
import dev.blindspot.train.config.AugmentationConfig.Chance;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.TrainingConfig.EarlyStopping;
import dev.blindspot.train.config.TrainingConfig.Optimiser;
import dev.blindspot.train.config.TrainingConfig.Schedule;
import dev.blindspot.train.config.WeightSource;
import dev.blindspot.train.config.WindowFill;
import dev.blindspot.train.error.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  private YamlFolder yaml = new YamlFolder(Path.of(""));
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void useTheFolder() {
    yaml = new YamlFolder(folder);
  }

  @Test
  void absentKeysTakeTheirDefaults() {
    RunConfig config = yaml.read(YamlFolder.MINIMAL);
    assertThat(config.seed()).isEqualTo(1);
    assertThat(config.data().source())
        .isEqualTo(new DataSource.Synthetic(600, 128, 1, Shortcut.NONE, 0.95));
    assertThat(config.data().resize()).isEqualTo(DataConfig.Resize.STRETCH);
    assertThat(config.model().width()).isEqualTo(1.0);
    assertThat(config.model().weights()).isEqualTo(new WeightSource.Random());
    assertThat(config.training().optimiser()).isEqualTo(new Optimiser.Adamw(0.001, 0.01));
    assertThat(config.training().earlyStopping()).isNull();
    assertThat(config.evaluation().fills()).containsExactly(new Fill.PatchUniform());
    assertThat(config.arms()).containsOnlyKeys("baseline");
  }

  @Test
  void choicesAreAWordOrAMappingWithOneKey() {
    RunConfig config =
        yaml.read(
            YamlFolder.MINIMAL
                + """
                training:
                  optimiser: {sgd: {learningRate: 1e-2}}
                  schedule: one-cycle
                  earlyStopping: {metric: validation-accuracy}
                explanation:
                  fill: {constant: {colour: [255, 128, 0.5]}}
                """);
    assertThat(config.training().optimiser()).isEqualTo(new Optimiser.Sgd(0.01, 0.9));
    assertThat(config.training().schedule()).isEqualTo(new Schedule.OneCycle(0.3));
    assertThat(config.training().earlyStopping())
        .isEqualTo(new EarlyStopping(EarlyStopping.Metric.VALIDATION_ACCURACY, 5));
    assertThat(config.explanation().fill())
        .isEqualTo(new WindowFill.Constant(new Rgb(255, 128, 0.5)));
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

  @Test
  void wordsHaveNoSecondMeaning() {
    RunConfig config =
        yaml.read(
            """
            name: no
            data:
              source:
                csv: {table: on, folder: 010, labels: [0, 1], classes: ['null', "~"]}
            arms: {off: , 1.5: }
            """);
    assertThat(config.name()).isEqualTo("no");
    assertThat(config.data().source())
        .isEqualTo(
            new DataSource.Csv(
                "on", "010", "image", "label", List.of("0", "1"), List.of("null", "~")));
    assertThat(config.arms().keySet()).containsExactly("off", "1.5");
  }

  @Test
  void aTablesLabelsAreTheNamesOfItsClassesUnlessOthersAreWritten() {
    String run = "name: x\narms: {a: }\ndata: {source: {csv: {table: t, folder: f%s}}}\n";
    assertThat(yaml.read(run.formatted(", classes: [cat, dog]")).data().source())
        .isEqualTo(
            new DataSource.Csv(
                "t", "f", "image", "label", List.of("cat", "dog"), List.of("cat", "dog")));
    assertThat(yaml.complaints(run.formatted("")))
        .containsExactly("run.yaml:3: data.source.csv.classes: is required");
  }

  @Test
  void whatAnArchitectureDoesNotHaveIsToldAtItsLine() {
    assertThat(
            yaml.complaints(
                """
                name: a
                data: {source: {folders: {root: photos}}}
                model:
                  architecture: resnet18
                  batchNorm: false
                arms: {a: {}}
                """))
        .containsExactly(
            "run.yaml:5: model.batchNorm: must be true or left out: only vgg16 exists without batch"
                + " normalisation");
    assertThat(
            yaml.complaints(
                """
                name: a
                data: {source: {folders: {root: photos}}}
                model:
                  architecture: mobilenetv2
                  frozenBlocks: 6
                arms: {a: {}}
                """))
        .containsExactly(
            "run.yaml:4: model.architecture: must be one of vgg16, resnet18, resnet50,"
                + " mobilenet-v2, was 'mobilenetv2'; did you mean 'mobilenet-v2'?",
            "run.yaml:5: model.frozenBlocks: must be 0 to 5, was 6");
  }

  @Test
  void batchNormalisationIsTheArchitecturesUnlessSaid() {
    String before = "name: a\ndata: {source: {folders: {root: photos}}}\narms: {a: {}}\nmodel: ";
    assertThat(yaml.read(before + "{}").model().batchNorm()).isFalse();
    assertThat(yaml.read(before + "{batchNorm: true}").model().batchNorm()).isTrue();
    var resNet = yaml.read(before + "{architecture: resnet50, frozenBlocks: 5}").model();
    assertThat(resNet.batchNorm()).isTrue();
    assertThat(resNet.architecture()).isEqualTo(Architecture.RESNET50);
    assertThat(
            yaml.read(before + "{architecture: mobilenet-v2, frozenBlocks: 9}")
                .model()
                .frozenBlocks())
        .isEqualTo(9);
  }

  @Test
  void tellsEveryMistakeAtItsLine() {
    assertThat(
            yaml.complaints(
                """
                name: a b
                sede: 1
                data:
                  split: {validation: 0.5, test: 0.6}
                  cacheMb: 3000000000
                model:
                  inputSize: 100
                  batchNorm: yes
                  weights: kerass
                training:
                  epochs: 1.5
                  batch_size: 8
                  earlyStopping:
                  optimiser: {adam: {}, sgd: {}}
                  schedule: [constant]
                augmentation:
                  cutout: {size: 16}
                  random-erasing: {area: [0.1], fill: {constant: {colour: [1, 2, 300]}}}
                  hide-and-seek: {gridsPx: [16, x]}
                arms: {}
                """))
        .containsExactly(
            "run.yaml:2: sede: is not a setting; did you mean 'seed'? (allowed: name, seed, seeds,"
                + " data, model, training, augmentation, arms, evaluation, explanation)",
            "run.yaml:3: data.source: is required",
            "run.yaml:4: data.split.validation: must leave something to train beside test: they"
                + " sum to 1.1",
            "run.yaml:5: data.cacheMb: must be an integer between -2147483648 and 2147483647,"
                + " was '3000000000'",
            "run.yaml:7: model.inputSize: must be a multiple of 16 between 32 and 1024, was 100",
            "run.yaml:8: model.batchNorm: must be one of true, false, was 'yes'",
            "run.yaml:9: model.weights: must be one of imagenet, keras, random, run, zip, was"
                + " 'kerass'; did you mean 'keras'?",
            "run.yaml:11: training.epochs: must be an integer, was '1.5'",
            "run.yaml:12: training.batch_size: is not a setting; did you mean 'batchSize'?"
                + " (allowed: epochs, batchSize, optimiser, schedule, l2, labelSmoothing,"
                + " classWeights, earlyStopping, timeBudgetMinutes, mixingOffLastEpochs,"
                + " ema, averaging)",
            "run.yaml:13: training.earlyStopping: is empty: write {} for the defaults, or null to"
                + " leave it out",
            "run.yaml:14: training.optimiser: must have exactly one of the keys adam, adamw, sgd,"
                + " has adam, sgd",
            "run.yaml:15: training.schedule: must be one of constant, one-cycle, warmup-cosine, was"
                + " a list",
            "run.yaml:17: augmentation.cutout.size: length must look like 56px or 25%, was '16'",
            "run.yaml:18: augmentation.random-erasing.area: must be a list of 2 numbers [min, max],"
                + " has 1",
            "run.yaml:18: augmentation.random-erasing.fill.constant.colour.blue: must be between"
                + " 0 and 255, was 300.0",
            "run.yaml:19: augmentation.hide-and-seek.gridsPx[1]: must be an integer, was 'x'");
  }

  @Test
  void tellsWhatAConstructorRefusesAtTheKeyOrAtTheMapping() {
    assertThat(
            yaml.complaints(
                YamlFolder.MINIMAL
                    + """
                    model:
                      inputSize: 100
                    explanation:
                      windowPx: 4
                    augmentation:
                      cutout:
                        count: 0
                    """))
        .containsExactly(
            "run.yaml:7: model.inputSize: must be a multiple of 16 between 32 and 1024, was 100",
            "run.yaml:8: explanation.stridePx: must be at most windowPx (4) to cover every pixel,"
                + " was 8",
            "run.yaml:12: augmentation.cutout.count: must be >= 1, was 0");
  }

  @Test
  void refusesWindowsThatAreLargerThanTheInput() {
    assertThat(
            yaml.complaints(
                YamlFolder.MINIMAL
                    + """
                    model: {inputSize: 32}
                    explanation: {furtherWindowsPx: [33]}
                    """))
        .singleElement()
        .asString()
        .contains("explanation")
        .endsWith("windowPx and furtherWindowsPx must be at most model.inputSize (32), was 33");
  }

  @Test
  void tellsWhereAMisplacedKeyBelongs() {
    assertThat(yaml.complaints(YamlFolder.MINIMAL, "epochs=3"))
        .containsExactly("--set epochs: epochs: is not a setting; did you mean 'training.epochs'?");
  }

  @Test
  void tellsAllThatAConstructorRefuses() {
    assertThat(
            yaml.complaints(YamlFolder.MINIMAL + "training: {epochs: 0, l2: -1, batchSize: 0}\n"))
        .containsExactly(
            "run.yaml:6: training.epochs: must be >= 1, was 0",
            "run.yaml:6: training.batchSize: must be >= 1, was 0",
            "run.yaml:6: training.l2: must be >= 0, was -1.0");
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

  @Test
  void refusesNestingWithoutEnd() {
    assertThat(yaml.complaints("name: " + "[".repeat(5000)))
        .singleElement()
        .asString()
        .startsWith("run.yaml:1: is not YAML: ");
  }

  @Test
  void tellsMistakesOfTheWholeRun() {
    assertThat(yaml.complaints("name: -x\ndata: {source: synthetic}\narms: {a: }\n"))
        .containsExactly("run.yaml:1: name: must be letters, digits, '.', '_' and '-', was '-x'");
    assertThat(yaml.complaints("name: x\ndata: {source: synthetic}\narms: {}\n"))
        .containsExactly("run.yaml:3: arms: must name at least one arm");
  }

  @Test
  void tellsWhatAWordLacks() {
    assertThat(yaml.complaints("name: x\ndata: {source: csv}\narms: {a: }\n"))
        .containsExactly(
            "run.yaml:2: data.source: needs settings: {csv: {table: ..., folder: ...,"
                + " classes: ...}}");
    assertThat(
            yaml.complaints(
                "name: x\ndata: {source: {csv: {table: t, classes: [a, b]}}}\narms: {a: }\n"))
        .containsExactly("run.yaml:2: data.source.csv.folder: is required");
    assertThat(yaml.complaints("name: x\ndata: {source: {}}\narms: {a: }\n"))
        .containsExactly(
            "run.yaml:2: data.source: must have exactly one of the keys csv, folders, synthetic,"
                + " has none");
  }

  @Test
  void numbersAreNeverRoundedOrWrapped() {
    String model = YamlFolder.MINIMAL + "model: {inputSize: 32, dropout: %s}\n";
    assertThat(yaml.complaints(model.formatted("1e999")))
        .containsExactly(
            "run.yaml:6: model.dropout: must be a number up to 1.7976931348623157E308, was"
                + " '1e999'");
    assertThat(yaml.complaints(model.formatted(".nan")))
        .containsExactly("run.yaml:6: model.dropout: must be a number, was '.nan'");
    assertThat(yaml.complaints(model.formatted("'0.5'")))
        .containsExactly("run.yaml:6: model.dropout: must be a number, was '0.5'");
    assertThat(yaml.complaints(YamlFolder.MINIMAL + "seed: 9223372036854775808\n"))
        .containsExactly(
            "run.yaml:6: seed: must be an integer between -9223372036854775808 and"
                + " 9223372036854775807, was '9223372036854775808'");
    assertThat(yaml.read(YamlFolder.MINIMAL + "seed: -9223372036854775808\n").seed())
        .isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void refusesWhatIsNotYaml() {
    assertThat(yaml.complaints("name: [a\nb: 1\n"))
        .containsExactly(
            "run.yaml:2: is not YAML: expected ',' or ']', but got : while parsing a flow"
                + " sequence");
    assertThat(yaml.complaints("name: a: b\n"))
        .containsExactly("run.yaml:1: is not YAML: mapping values are not allowed here");
    assertThat(yaml.complaints("\tname: a\n").get(0))
        .startsWith("run.yaml:1: is not YAML: found character '\\t(TAB)'");
  }

  @Test
  void refusesKeysThatAreGivenTwiceAliasesAndTags() {
    assertThat(yaml.complaints(YamlFolder.MINIMAL + "name: again\n"))
        .containsExactly("run.yaml:6: name: is given twice, first at run.yaml:1");
    assertThat(yaml.complaints("name: &n x\ndata: {source: *n}\narms: !map {a: }\n"))
        .contains(
            "run.yaml:2: data.source: aliases (*name) and tags (!name) are not supported",
            "run.yaml:3: arms: aliases (*name) and tags (!name) are not supported");
    assertThat(yaml.complaints(YamlFolder.MINIMAL + "---\nname: b\n"))
        .containsExactly(
            "run.yaml:7: a second document starts here; a configuration is one document");
  }

  @Test
  void refusesFilesThatAreNotThereOrNotText() throws Exception {
    Path missing = folder.resolve("missing.yaml");
    assertThatThrownBy(() -> ConfigReader.read(missing, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> ConfigReader.read(folder, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(folder + ": is a folder, not a file");
    Path latin =
        Files.write(folder.resolve("l.yaml"), "name: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ConfigReader.read(latin, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(latin + ": is not UTF-8 text");
  }

  @Test
  void anEmptyFileLacksEveryRequiredKey() {
    assertThat(yaml.complaints("# nothing\n"))
        .containsExactly(
            "run.yaml:1: name: is required",
            "run.yaml:1: data: is required",
            "run.yaml:1: arms: is required");
    assertThat(yaml.complaints("[1]\n").get(0))
        .startsWith("run.yaml:1: must be a mapping with the keys name, seed,");
  }

  @Test
  void partsOfAConfigurationComeFromAssignments() {
    ExplanationConfig explanation =
        ConfigReader.part(
            ExplanationConfig.class,
            List.of("windowPx=32", "fill=zero", "methods=[grad-cam, occlusion]", "scan.images=7"),
            folder);
    assertThat(explanation.windowPx()).isEqualTo(32);
    assertThat(explanation.fill()).isEqualTo(new WindowFill.Zero());
    assertThat(explanation.methods()).containsExactly(MapMethod.GRAD_CAM, MapMethod.OCCLUSION);
    assertThat(explanation.scan().images()).isEqualTo(7);
    assertThat(explanation.scan().level()).isEqualTo(0.05);
    assertThatThrownBy(
            () -> ConfigReader.part(DataSource.Synthetic.class, List.of("images=3"), folder))
        .isInstanceOf(UserError.class)
        .hasMessage("--set images: images: must be >= 8, was 3");
  }
}
