package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSchemaTest {
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
              .build());

  private final SchemaCheck check;

  ConfigSchemaTest() throws Exception {
    check = new SchemaCheck(new ObjectMapper().readTree(ConfigSchema.toJson()));
  }

  static List<Path> shipped() {
    return ShippedConfigs.all();
  }

  @Test
  void theFileInGitIsUpToDate() throws Exception {
    assertThat(Files.readString(ShippedConfigs.FOLDER.resolve("schema.json")))
        .as("run: ./blindspot schema > configs/schema.json")
        .isEqualTo(ConfigSchema.toJson());
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void acceptsShippedConfigurationsAsWrittenAndAsPrinted(Path file) throws Exception {
    assertThat(check.complaints(YAML.readTree(Files.readString(file)))).isEmpty();
    String printed = ConfigReader.read(file, List.of()).resolvedYaml();
    assertThat(check.complaints(YAML.readTree(printed))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extends: base.yaml",
        "{extends: [a.yaml, b.yaml], seed: 2}",
        "{name: a, data: {source: synthetic}, arms: {b: ~}}",
        "{name: a, data: {source: synthetic}, arms: {b: {augmentation: {cutout: null}}}}",
        "{extends: a, augmentation: {random-erasing: {area: [0.1, 0.2], aspect: {min: 1, max: 2}}}}",
        "{extends: a, explanation: {fill: {constant: {colour: [1, 2, 3]}}}}",
        "{extends: a, model: {weights: {keras: {file: x.h5}}}}",
      })
  void acceptsWhatTheReaderAccepts(String yaml) throws Exception {
    assertThat(check.complaints(YAML.readTree(yaml))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{name: a}",
        "{extends: a, seeed: 1}",
        "{extends: a, seed: x}",
        "{extends: a, seed: 1.5}",
        "{extends: a, training: {optimiser: {adam: {}, sgd: {}}}}",
        "{extends: a, training: {schedule: cycle}}",
        "{extends: a, data: {source: csv}}",
        "{extends: a, data: {resize: Stretch}}",
        "{extends: a, model: {batchNorm: yes}}",
        "{extends: a, augmentation: {random-erasing: {area: [0.1]}}}",
        "{extends: a, augmentation: {cutout: {sizes: 3px}}}",
        "{extends: a, arms: {b: {model: {}}}}",
      })
  void refusesWhatTheReaderRefuses(String yaml) throws Exception {
    assertThat(check.complaints(YAML.readTree(yaml))).isNotEmpty();
  }

  @Test
  void describesSettingsWithTheirDefaults() throws Exception {
    JsonNode epochs =
        check.root().get("$defs").get("TrainingConfig").get("properties").get("epochs");
    assertThat(epochs)
        .hasToString(
            "{\"description\":\"Passes over the training images.\",\"default\":10,\"type\":\"integer\"}");
  }
}
