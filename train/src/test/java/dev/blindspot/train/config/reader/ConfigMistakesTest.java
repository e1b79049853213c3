package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake is told at once, at its line, with what is allowed there. */
class ConfigMistakesTest {
  private final YamlFolder yaml;

  ConfigMistakesTest(@TempDir Path folder) {
    this.yaml = new YamlFolder(folder);
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
  void tellsAllThatAConstructorRefuses() {
    assertThat(
            yaml.complaints(YamlFolder.MINIMAL + "training: {epochs: 0, l2: -1, batchSize: 0}\n"))
        .containsExactly(
            "run.yaml:6: training.epochs: must be >= 1, was 0",
            "run.yaml:6: training.batchSize: must be >= 1, was 0",
            "run.yaml:6: training.l2: must be >= 0, was -1.0");
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
  void anEmptyFileLacksEveryRequiredKey() {
    assertThat(yaml.complaints("# nothing\n"))
        .containsExactly(
            "run.yaml:1: name: is required",
            "run.yaml:1: data: is required",
            "run.yaml:1: arms: is required");
    assertThat(yaml.complaints("[1]\n").get(0))
        .startsWith("run.yaml:1: must be a mapping with the keys name, seed,");
  }
}
