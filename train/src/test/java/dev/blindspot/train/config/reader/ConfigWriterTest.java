package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.datasets.Shortcut;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.Problems;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConfigWriterTest {
  @TempDir private Path folder = Path.of("");

  static List<Path> shipped() {
    return ShippedConfigs.all();
  }

  @Test
  void configurationsAreShipped() {
    assertThat(shipped())
        .extracting(file -> file.getFileName().toString())
        .contains(
            "quickstart.yaml",
            "emergency-cpu.yaml",
            "emergency-robustness.yaml",
            "emergency-vgg16.yaml");
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedConfigurationIsReadAndPrintedAndReadAgain(Path file) throws Exception {
    assertThat(Files.readString(file)).startsWith("# yaml-language-server: $schema=schema.json\n");
    RunConfig config = ConfigReader.read(file, List.of()).config();
    assertThat(readAgain(ConfigWriter.toYaml(config))).isEqualTo(config);
  }

  @Test
  void printsEveryValue() {
    String printed =
        ConfigWriter.toYaml(
            new YamlFolder(folder).read(YamlFolder.MINIMAL + "model: {width: 0.25}\n"));
    assertThat(printed)
        .startsWith(
            """
            name: small
            seed: 1
            seeds: []
            data:
              source:
                synthetic:
                  images: 600
            """)
        .contains("  width: 0.25\n", "  weights: random\n", "  earlyStopping: null\n")
        .contains("  fractions:\n  - 0\n  - 0.1\n", "      mixup: null\n");
  }

  @Test
  void placesAndRampsOfAugmentationsSurvive() throws Exception {
    RunConfig config =
        new YamlFolder(folder)
            .read(
                YamlFolder.MINIMAL
                    + """
                    augmentation:
                      boxes: [vehicle, light-bar]
                      cutout: {where: outside-boxes, probability: 0.3, rampEpochs: 7}
                      grid-mask: {where: inside-boxes}
                      cutmix: {rampEpochs: 2}
                    """);
    assertThat(readAgain(ConfigWriter.toYaml(config))).isEqualTo(config);
    assertThat(ConfigWriter.lines(config.augmentation()))
        .anyMatch(line -> line.contains("rampEpochs 7, where outside-boxes"));
  }

  @Property(tries = 200)
  void anyTextSurvives(@ForAll @NotEmpty String text) {
    String printable = text.replaceAll("[^\\x20-\\x7E\\xA0-\\uD7FF]", "") + "'#:";
    DataSource source =
        new DataSource.Csv(
            "t.csv",
            "f",
            printable,
            text.isBlank() ? "~" : "0" + printable,
            List.of("0", "null"),
            List.of("a", "1.0"));
    RunConfig config = withSource(source);
    assertThat(bindAgain(ConfigWriter.toYaml(config))).isEqualTo(config);
  }

  @Property(tries = 200)
  void anyNumberSurvives(@ForAll double number, @ForAll long seed) {
    double learningRate = Math.abs(number) > 0 ? Math.abs(number) : 1;
    TrainingConfig.Optimiser optimiser = new TrainingConfig.Optimiser.Adam(learningRate);
    RunConfig base = withSource(new DataSource.Synthetic(8, 32, seed, Shortcut.NONE, 0));
    TrainingConfig t = base.training();
    TrainingConfig training =
        new TrainingConfig(
            t.epochs(),
            t.batchSize(),
            optimiser,
            t.schedule(),
            t.l2(),
            t.labelSmoothing(),
            t.classWeights(),
            t.earlyStopping(),
            t.timeBudgetMinutes(),
            t.mixingOffLastEpochs(),
            t.ema(),
            t.averaging());
    RunConfig config =
        new RunConfig(
            base.name(),
            seed,
            base.seeds(),
            base.data(),
            base.model(),
            training,
            base.augmentation(),
            Map.of("a", new ArmConfig(base.augmentation(), training)),
            base.evaluation(),
            base.explanation());
    assertThat(bindAgain(ConfigWriter.toYaml(config))).isEqualTo(config);
  }

  private static RunConfig withSource(DataSource source) {
    RunConfig base = bindAgain(YamlFolder.MINIMAL);
    DataConfig data = base.data();
    return new RunConfig(
        base.name(),
        base.seed(),
        base.seeds(),
        new DataConfig(
            source,
            data.split(),
            data.resize(),
            data.onBadImage(),
            data.maxPixels(),
            data.cacheMb(),
            Links.INSIDE),
        base.model(),
        base.training(),
        base.augmentation(),
        base.arms(),
        base.evaluation(),
        base.explanation());
  }

  private RunConfig readAgain(String printed) {
    return new YamlFolder(folder).read(printed);
  }

  private static RunConfig bindAgain(String printed) {
    Problems problems = new Problems();
    Path here = Path.of("").toAbsolutePath();
    YamlNode tree = YamlTree.parse(printed, Origin.start("printed", here), problems);
    Object config =
        ConfigModel.RUN.bind(ConfigLayers.inherit(tree), new ConfigPath("", here, problems));
    problems.throwIfAny();
    return (RunConfig) java.util.Objects.requireNonNull(config);
  }
}
