package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.blindspot.augment.geometry.Range;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.AblationConfig.Objective;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.AugmentationConfig;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AblationReaderTest {
  private static final String RUN =
      """
      name: small
      data: {source: synthetic}
      augmentation: {horizontal-flip: {}}
      arms:
        plain:
        robust: {augmentation: {cutout: {}}, training: {epochs: 3}}
      """;

  private static final String ABLATION =
      """
      name: tried
      base: run.yaml
      search: {random: {settings: 4}}
      space:
        augmentation.random-erasing: {choice: [null, {}]}
        augmentation.random-erasing.area: {uniform: [0.02, 0.4]}
      """;

  @TempDir private Path folder;
  private YamlFolder files;

  @BeforeEach
  void writeRun() {
    files = new YamlFolder(folder);
    files.write("run.yaml", RUN);
  }

  private LoadedAblation read(String yaml, String... sets) {
    return AblationReader.read(files.write("ablation.yaml", yaml), List.of(sets));
  }

  private List<String> complaints(String yaml) {
    UserError error = catchThrowableOfType(UserError.class, () -> read(yaml));
    return String.valueOf(error.getMessage()).replace(folder + "/", "").lines().toList();
  }

  private static ArmConfig arm(LoadedConfig trial) {
    return Objects.requireNonNull(trial.config().arms().get(LoadedAblation.ARM));
  }

  static List<Path> shipped() {
    return ShippedConfigs.ablations();
  }

  @Test
  void whatTheVariedRunSaysIsKnown() {
    LoadedAblation robust = read(ABLATION + "arm: robust\n");

    assertThat(robust.runHas("augmentation.cutout")).isTrue();
    assertThat(robust.runHas("augmentation.horizontal-flip")).isTrue();
    assertThat(robust.runHas("augmentation.random-erasing")).isFalse();
    assertThat(robust.runHas("augmentation.cutout.fill")).isFalse();
    assertThat(read(ABLATION).runHas("augmentation.cutout")).isFalse();
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void readsShippedAblations(Path file) {
    LoadedAblation loaded = AblationReader.read(file, List.of());
    assertThat(file.getFileName()).hasToString(loaded.config().name() + ".yaml");
  }

  @Test
  void defaultsAreDeclared() {
    AblationConfig config = read(ABLATION).config();
    assertThat(config.seeds()).containsExactly(1L);
    assertThat(config.objective()).isEqualTo(Objective.OCCLUSION_AUC);
    assertThat(config.pruning()).isEqualTo(new AblationConfig.Pruning(2, 5));
    assertThat(read(ABLATION, "pruning=null", "final=null").config().pruning()).isNull();
  }

  @Test
  void aTrialIsTheRunWithOneArmAndItsValues() {
    LoadedConfig trial =
        read(ABLATION + "arm: robust\n")
            .trial(Map.of("augmentation.random-erasing", "{probability: 0.25}"), 7);
    assertThat(trial.config().seed()).isEqualTo(7);
    assertThat(trial.config().arms()).containsOnlyKeys(LoadedAblation.ARM);
    AugmentationConfig augmentation = arm(trial).augmentation();
    assertThat(augmentation.cutOut()).isNotNull();
    assertThat(augmentation.horizontalFlip()).isNotNull();
    assertThat(augmentation.randomErasing()).extracting("probability").isEqualTo(0.25);
    assertThat(arm(trial).training().epochs()).isEqualTo(3);
    Path again = files.write("again.yaml", trial.resolvedYaml());
    assertThat(ConfigReader.read(again, List.of()).config()).isEqualTo(trial.config());
  }

  @Test
  void whatAllTrialsShareIsSetAndNullTakesAway() {
    LoadedConfig trial =
        read(ABLATION + "set: {augmentation.horizontal-flip: null, training.epochs: 9}\n")
            .trial(Map.of(), 1);
    assertThat(arm(trial).augmentation().horizontalFlip()).isNull();
    assertThat(arm(trial).training().epochs()).isEqualTo(9);
  }

  @Test
  void oneNumberForAnIntervalMeansBothItsEnds() {
    LoadedConfig trial = read(ABLATION).trial(Map.of("augmentation.random-erasing.area", "0.1"), 1);
    var erasing = Objects.requireNonNull(arm(trial).augmentation().randomErasing());
    assertThat(erasing.method().area()).isEqualTo(new Range(0.1, 0.1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "augmentation.mixup | null | augmentation.mixup.alpha | false",
        "augmentation.mixup | {} | augmentation.mixup.alpha | true",
        "training.optimiser | sgd | training.optimiser.sgd.momentum | true",
        "training.optimiser | adam | training.optimiser.sgd.momentum | false",
        "training.optimiser | {sgd: {momentum: 0.5}} | training.optimiser.sgd.momentum | true",
      })
  void aKeyTakesPartWhereTheValueAboveHasIt(
      String above, String value, String key, boolean takesPart) {
    assertThat(read(ABLATION).isActive(above, value, key)).isEqualTo(takesPart);
  }

  @Test
  void mistakesAreToldAtTheirLine() {
    assertThat(complaints(ABLATION.replace("random-erasing.area", "random-erasng.area")))
        .singleElement()
        .asString()
        .startsWith("ablation.yaml:6: augmentation.random-erasng: is not a setting")
        .contains("did you mean 'random-erasing'?");
    assertThat(complaints(ABLATION.replace("0.4]", "1.4]")))
        .singleElement()
        .asString()
        .startsWith("ablation.yaml:6: augmentation.random-erasing.area: ");
    assertThat(complaints(ABLATION.replace("uniform", "unifrom")))
        .singleElement()
        .asString()
        .startsWith("ablation.yaml:6: space.augmentation.random-erasing.area: must be one of")
        .endsWith("was 'unifrom'; did you mean 'uniform'?");
    assertThat(complaints(ABLATION.replace("[0.02, 0.4]", "[0.4, 0.02]")))
        .containsExactly(
            "ablation.yaml:6: space.augmentation.random-erasing.area.uniform.max: must be above min (0.4), was 0.02");
    assertThat(complaints(ABLATION.replace("base: run.yaml", "base: run.yaml\narm: robst")))
        .containsExactly(
            "ablation.yaml:3: arm: is not an arm of run.yaml: 'robst'; did you mean 'robust'? (allowed: plain, robust)");
  }

  @Test
  void aFillThatTheEvaluationUsesIsRefusedAtItsLine() {
    String trained = ABLATION.replace("[null, {}]", "[null, {fill: pixel-uniform}, {fill: zero}]");
    assertThat(complaints(trained + "set: {evaluation.fills: [zero]}\n"))
        .singleElement()
        .asString()
        .startsWith(
            "ablation.yaml:5: augmentation.random-erasing: would train with the fill 'zero', which the evaluation measures with too")
        .contains("evaluation.seenInTraining: allow");
    LoadedAblation allowed =
        read(trained + "set: {evaluation.fills: [zero], evaluation.seenInTraining: allow}\n");
    assertThat(allowed.examples()).hasSize(1 + 3 + 2);
  }

  @Test
  void theWorstPlaceIsAnObjectiveWhereItIsMeasured() {
    String ranked = ABLATION + "objective: worst-place\n";

    assertThat(complaints(ranked))
        .first()
        .asString()
        .isEqualTo(
            "ablation.yaml:2: base: would not measure the objective worst-place: set evaluation.worstPlace.images (under set:) to the number of images that it is measured on, such as 64");
    assertThat(read(ranked + "set: {evaluation.worstPlace.images: 8}\n").config().objective())
        .isEqualTo(Objective.WORST_PLACE);
  }

  @Test
  void aKeyMustComeAfterTheOneThatDecidesOverIt() {
    assertThat(
            complaints(
                """
                name: tried
                base: run.yaml
                search: {random: {settings: 4}}
                space:
                  augmentation.mixup.alpha: {uniform: [0.1, 1]}
                  augmentation.mixup: {choice: [null, {}]}
                """))
        .containsExactly(
            "ablation.yaml:5: augmentation.mixup.alpha: must come after 'augmentation.mixup', which decides over it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seed: {integer: [1, 4]} | seed: cannot be set here",
        "name: {choice: [a, b]} | name: cannot be set here",
        "training.epochs: {choice: [3]} | must be two or more different ones",
        "training.epochs: {uniform: [0.5, 3]} | must be an integer",
      })
  void refusesSpacesThatMakeNoSense(String space, String complaint) {
    String yaml =
        "name: tried\nbase: run.yaml\nsearch: {random: {settings: 4}}\nspace:\n  " + space + "\n";
    assertThat(complaints(yaml)).anyMatch(line -> line.contains(complaint));
  }

  @Test
  void partsBelongToTheirSearches() {
    String parts = "name: a\nbase: run.yaml\nsearch: leave-one-out\n";
    assertThat(complaints(parts))
        .containsExactly("ablation.yaml:3: search: needs 'parts', which names nothing");
    assertThat(complaints(ABLATION + "parts: {cutout: {augmentation.cutout: {}}}\n"))
        .containsExactly("ablation.yaml:7: parts: is not used by this search: take it away");
  }

  @Test
  void theSchemaInGitIsUpToDate() throws Exception {
    assertThat(
            java.nio.file.Files.readString(ShippedConfigs.FOLDER.resolve("schema-ablation.json")))
        .as("run: ./blindspot schema --ablation > configs/schema-ablation.json")
        .isEqualTo(ConfigSchema.ofAblations());
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void theSchemaAcceptsShippedAblations(Path file) throws Exception {
    SchemaCheck check =
        new SchemaCheck(
            new com.fasterxml.jackson.databind.ObjectMapper().readTree(ConfigSchema.ofAblations()));
    var yaml =
        new com.fasterxml.jackson.databind.ObjectMapper(
            new com.fasterxml.jackson.dataformat.yaml.YAMLFactory());
    assertThat(check.complaints(yaml.readTree(java.nio.file.Files.readString(file)))).isEmpty();
  }
}
