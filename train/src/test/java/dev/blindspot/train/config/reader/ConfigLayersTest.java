package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.TrainingConfig.Optimiser;
import dev.blindspot.train.config.WeightSource;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigLayersTest {
  private YamlFolder yaml = new YamlFolder(Path.of(""));
  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void useTheFolder() {
    yaml = new YamlFolder(folder);
  }

  @Test
  void aFileOverridesSingleKeysOfTheFilesThatItExtends() {
    yaml.write("base.yaml", YamlFolder.MINIMAL + "training: {epochs: 3, batchSize: 8}\n");
    yaml.write("more.yaml", "training: {batchSize: 9}\nseed: 2\n");
    RunConfig config =
        yaml.read("extends: [base.yaml, more.yaml]\nname: child\ntraining: {l2: 0.5}\n");
    assertThat(config.name()).isEqualTo("child");
    assertThat(config.seed()).isEqualTo(2);
    assertThat(config.training().epochs()).isEqualTo(3);
    assertThat(config.training().batchSize()).isEqualTo(9);
    assertThat(config.training().l2()).isEqualTo(0.5);
  }

  @Test
  void optionsOfAChoiceReplaceEachOtherAndTheSameOptionIsMerged() {
    yaml.write(
        "base.yaml",
        YamlFolder.MINIMAL + "training: {optimiser: {sgd: {learningRate: 0.5, momentum: 0.1}}}\n");
    assertThat(
            yaml.read("extends: base.yaml\ntraining: {optimiser: {sgd: {learningRate: 0.25}}}\n")
                .training()
                .optimiser())
        .isEqualTo(new Optimiser.Sgd(0.25, 0.1));
    assertThat(
            yaml.read("extends: base.yaml\ntraining: {optimiser: {adam: {}}}\n")
                .training()
                .optimiser())
        .isEqualTo(new Optimiser.Adam(0.001));
    assertThat(
            yaml.read("extends: base.yaml\n", "training.optimiser.adamw.weightDecay=0.5")
                .training()
                .optimiser())
        .isEqualTo(new Optimiser.Adamw(0.001, 0.5));
  }

  @Test
  void nullTakesAwayAndAnEmptyValueLeavesAlone() {
    yaml.write(
        "base.yaml",
        """
        name: base
        data: {source: synthetic}
        training: {epochs: 3}
        augmentation: {shift: {}}
        arms: {a: {training: {epochs: 4}}, b: }
        """);
    RunConfig config =
        yaml.read("extends: base.yaml\ntraining:\naugmentation: null\narms: {a: , b: null, c: }\n");
    assertThat(config.training().epochs()).isEqualTo(3);
    assertThat(config.augmentation().shift()).isNull();
    assertThat(config.arms().keySet()).containsExactly("a", "c");
    assertThat(arm(config, "a").training().epochs()).isEqualTo(4);
  }

  @Test
  void chainsOfFilesHaveAnEnd() {
    for (int i = 0; i < 3000; i++) {
      yaml.write(i + ".yaml", "extends: " + (i + 1) + ".yaml\n");
    }
    yaml.write("3000.yaml", YamlFolder.MINIMAL);
    assertThat(yaml.complaints("extends: 0.yaml\n"))
        .containsExactly("98.yaml:1: extends: is one file too many: at most 100 are read");
  }

  /** Each of 30 files extends the next one twice: two to the power of 30 files to read. */
  @Test
  void filesThatAreReadManyTimesOverHaveAnEnd() {
    for (int i = 0; i < 30; i++) {
      yaml.write(i + ".yaml", "extends: [%1$d.yaml, %1$d.yaml]\n".formatted(i + 1));
    }
    yaml.write("30.yaml", YamlFolder.MINIMAL);
    assertThat(yaml.complaints("extends: 0.yaml\n"))
        .singleElement()
        .asString()
        .contains("yaml:1: extends: is one file too many");
  }

  @Test
  void onlyConfigurationsAreExtended() {
    yaml.write("text.txt", "Dear reader, this is a letter.\n");
    assertThat(yaml.complaints("extends: text.txt\n"))
        .containsExactly(
            "run.yaml:1: extends: 'text.txt' is not a configuration: it is not a mapping");
    assertThat(yaml.complaints("extends: \"a\\0b.yaml\"\n"))
        .singleElement()
        .asString()
        .startsWith("run.yaml:1: extends: is not a path: ");
  }

  @Test
  void whatWouldFillAnyMemoryIsRefusedWithItsPlace() {
    assertThat(
            yaml.complaints(
                YamlFolder.MINIMAL.replace(
                    "source: synthetic", "source: {synthetic: {images: 2147483647}}")))
        .singleElement()
        .asString()
        .contains("data.source.synthetic.images: must be <= 1000000, was 2147483647");
  }

  @Test
  void assignmentsAreBounded() {
    String[] sets = new String[20_000];
    Arrays.setAll(sets, i -> "training.epochs=" + (i + 1));
    assertThat(yaml.complaints(YamlFolder.MINIMAL, sets))
        .containsExactly(
            "--set: is given 20000 times, at most 1000 are read; write the settings into a file");
    assertThat(yaml.complaints(YamlFolder.MINIMAL, "a.".repeat(5000) + "b=1"))
        .singleElement()
        .asString()
        .hasSizeLessThan(200)
        .contains("must be key.path=value");
  }

  @Test
  void mistakesAreToldInTheFileThatMakesThem() {
    yaml.write("sub/base.yaml", YamlFolder.MINIMAL + "training: {epochs: 0}\nmodle: {}\n");
    assertThat(yaml.complaints("extends: sub/base.yaml\nseed: x\n"))
        .containsExactly(
            "run.yaml:2: seed: must be an integer, was 'x'",
            "sub/base.yaml:6: training.epochs: must be >= 1, was 0",
            "sub/base.yaml:7: modle: is not a setting; did you mean 'model'? (allowed: name, seed,"
                + " seeds, data, model, training, augmentation, arms, evaluation, explanation)");
  }

  @Test
  void pathsOfAnotherFolderAreRewritten() {
    yaml.write(
        "sub/base.yaml",
        """
        data: {source: {csv: {table: t.csv, folder: '${blindspot.data}/x', classes: [a, b]}}}
        model: {weights: {keras: {file: /w.h5}}}
        """);
    RunConfig config = yaml.read("extends: sub/base.yaml\nname: x\narms: {a: }\n");
    DataSource.Csv csv = (DataSource.Csv) config.data().source();
    assertThat(csv.table()).isEqualTo("sub/t.csv");
    assertThat(csv.folder()).isEqualTo("${blindspot.data}/x");
    assertThat(config.model().weights()).isEqualTo(new WeightSource.Keras("/w.h5"));
  }

  @Test
  void circlesAndMissingFilesAreRefused() {
    yaml.write("a.yaml", "extends: b.yaml\n");
    yaml.write("b.yaml", "extends: a.yaml\n");
    assertThat(yaml.complaints(folder.resolve("a.yaml")))
        .containsExactly(
            "b.yaml:1: extends: must not lead back to itself: a.yaml -> b.yaml -> a.yaml");
    assertThat(yaml.complaints("seed: 1\nextends: c.yaml\n"))
        .containsExactly("run.yaml:2: extends: there is no file 'c.yaml'");
    assertThat(yaml.complaints("extends: {a: b}\n"))
        .containsExactly("run.yaml:1: extends: must be a path or a list of paths, was a mapping");
  }

  @Test
  void setsAreYamlAndTheLastOneWins() {
    RunConfig config =
        yaml.read(
            YamlFolder.MINIMAL,
            "seed=3",
            "seed=4",
            "evaluation.fractions=[0, 0.25]",
            "augmentation.cutout={count: 2, fill: zero}",
            "name=ab");
    assertThat(config.seed()).isEqualTo(4);
    assertThat(config.evaluation().fractions()).containsExactly(0.0, 0.25);
    assertThat(Objects.requireNonNull(config.augmentation().cutOut()).method().fill())
        .isEqualTo(new Fill.Zero());
    assertThat(config.name()).isEqualTo("ab");
  }

  @Test
  void mistakesInSetsAreToldThere() {
    assertThat(yaml.complaints(YamlFolder.MINIMAL, "training.epochs=0", "model.widht=1", "seed="))
        .containsExactly(
            "--set model.widht: model.widht: is not a setting; did you mean 'width'? (allowed:"
                + " architecture, inputSize, width, batchNorm, frozenBlocks, featureCacheMb,"
                + " dropout, weights)",
            "--set seed: seed: needs a value; null takes a setting away",
            "--set training.epochs: training.epochs: must be >= 1, was 0");
    assertThat(yaml.complaints(YamlFolder.MINIMAL, "training"))
        .containsExactly("--set training: must be key.path=value");
    assertThat(yaml.complaints(YamlFolder.MINIMAL, "data..x=1"))
        .containsExactly("--set data..x=1: must be key.path=value");
    assertThat(yaml.complaints(YamlFolder.MINIMAL, "seed=[1"))
        .hasSize(1)
        .first()
        .asString()
        .startsWith("--set seed: is not YAML: ");
  }

  @Test
  void armsInheritAndOverrideSingleKeys() {
    RunConfig config =
        yaml.read(
            """
            name: arms
            data: {source: synthetic}
            training: {epochs: 3, batchSize: 8}
            augmentation: {horizontal-flip: {}, cutout: {count: 2, size: 8px}}
            arms:
              plain:
              other:
                training: {epochs: 5}
                augmentation: {horizontal-flip: null, cutout: {size: 4px}, mixup: {}}
            """);
    assertThat(arm(config, "plain").training()).isEqualTo(config.training());
    assertThat(arm(config, "plain").augmentation()).isEqualTo(config.augmentation());
    ArmConfig other = arm(config, "other");
    assertThat(other.training().epochs()).isEqualTo(5);
    assertThat(other.training().batchSize()).isEqualTo(8);
    assertThat(other.augmentation().horizontalFlip()).isNull();
    assertThat(Objects.requireNonNull(other.augmentation().cutOut()).method().count()).isEqualTo(2);
    assertThat(Objects.requireNonNull(other.augmentation().cutOut()).method().size())
        .hasToString("4px");
    assertThat(other.augmentation().mixUp()).isNotNull();
  }

  @Test
  void aSetCanSwitchOffForOneArmWhatTheRunSwitchesOn() {
    RunConfig config =
        yaml.read(
            YamlFolder.MINIMAL + "augmentation: {shift: {}}\n",
            "arms.baseline.augmentation.shift=null",
            "arms.other={}");
    assertThat(arm(config, "baseline").augmentation().shift()).isNull();
    assertThat(arm(config, "other").augmentation().shift()).isNotNull();
  }

  @Test
  void aMistakeThatArmsInheritIsToldOnce() {
    assertThat(
            yaml.complaints(
                """
                name: arms
                data: {source: synthetic}
                training: {epochs: 0, batchsize: 8}
                arms: {a: , b: {training: {epochs: 2, l2: -1}}}
                """))
        .satisfiesExactly(
            first ->
                assertThat(first).startsWith("run.yaml:3: training.batchsize: is not a setting"),
            second ->
                assertThat(second).isEqualTo("run.yaml:3: training.epochs: must be >= 1, was 0"),
            third ->
                assertThat(third)
                    .isEqualTo("run.yaml:4: arms.b.training.l2: must be >= 0, was -1.0"));
  }

  private static ArmConfig arm(RunConfig config, String name) {
    return Objects.requireNonNull(config.arms().get(name));
  }

  @Test
  void theResolvedConfigurationCanBeStoredAnywhere() {
    Path file =
        yaml.write(
            "run.yaml", "name: x\ndata: {source: {folders: {root: ../images}}}\narms: {a: }\n");
    LoadedConfig loaded = ConfigReader.read(file, List.of("seed=5"));
    RunConfig again = yaml.read(loaded.resolvedYaml());
    assertThat(loaded.folder()).isEqualTo(folder);
    assertThat(again.seed()).isEqualTo(5);
    assertThat(again.data().source())
        .isEqualTo(new DataSource.Folders(folder.resolveSibling("images").toString(), null, null));
  }
}
