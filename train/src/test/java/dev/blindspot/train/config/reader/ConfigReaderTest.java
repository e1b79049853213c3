package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.datasets.Shortcut;
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
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigReaderTest {
  private final YamlFolder yaml;

  ConfigReaderTest(@TempDir Path folder) {
    this.yaml = new YamlFolder(folder);
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
  void partsOfAConfigurationComeFromAssignments() {
    ExplanationConfig explanation =
        ConfigReader.part(
            ExplanationConfig.class,
            List.of("windowPx=32", "fill=zero", "methods=[grad-cam, occlusion]", "scan.images=7"),
            yaml.folder());
    assertThat(explanation.windowPx()).isEqualTo(32);
    assertThat(explanation.fill()).isEqualTo(new WindowFill.Zero());
    assertThat(explanation.methods()).containsExactly(MapMethod.GRAD_CAM, MapMethod.OCCLUSION);
    assertThat(explanation.scan().images()).isEqualTo(7);
    assertThat(explanation.scan().level()).isEqualTo(0.05);
    assertThatThrownBy(
            () -> ConfigReader.part(DataSource.Synthetic.class, List.of("images=3"), yaml.folder()))
        .isInstanceOf(UserError.class)
        .hasMessage("--set images: images: must be >= 8, was 3");
  }
}
