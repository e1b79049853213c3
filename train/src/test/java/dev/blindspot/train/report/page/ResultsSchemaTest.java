package dev.blindspot.train.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.config.reader.SchemaCheck;
import dev.blindspot.train.report.result.FixtureRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResultsSchemaTest {
  private static final RecordDocs DOCS = new RecordDocs(Path.of("src/main/java"));

  /** Otherwise copy target/report/results.schema.json to the resources. */
  @Test
  void theShippedSchemaIsMadeOfTheRecords() throws IOException {
    String made = ResultsSchema.toJson(DOCS);
    Path copy = Path.of("target/report/results.schema.json");
    Files.createDirectories(copy.getParent());
    Files.writeString(copy, made);

    assertThat(shipped()).isEqualTo(made);
  }

  @Test
  void resultsFollowTheSchema() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    SchemaCheck check = new SchemaCheck(mapper.readTree(shipped()));

    assertThat(check.complaints(mapper.readTree(ResultsJson.write(FixtureRun.sixArms()))))
        .isEmpty();
  }

  @Test
  void theSchemaNoticesWhatIsMissing() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    SchemaCheck check = new SchemaCheck(mapper.readTree(shipped()));
    JsonNode result = mapper.readTree(ResultsJson.write(FixtureRun.twoArms()));
    ((ObjectNode) result.at("/arms/0/occlusion")).remove("auc");

    assertThat(check.complaints(result))
        .singleElement()
        .asString()
        .contains("occlusion: required property 'auc' not found");
  }

  @Test
  void everyKeyIsDescribed() throws IOException {
    JsonNode schema = new ObjectMapper().readTree(shipped());

    assertThat(schema.at("/properties/arms/description").asText()).isNotBlank();
    assertThat(schema.at("/$defs/OcclusionCurve/properties/auc/description").asText())
        .contains("trapezoid rule");
    assertThat(schema.findValuesAsText("description")).doesNotContain("");
  }

  private static String shipped() throws IOException {
    try (InputStream in = ResultsJson.class.getResourceAsStream("results.schema.json")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
