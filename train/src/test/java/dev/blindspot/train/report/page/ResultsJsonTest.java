package dev.blindspot.train.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.report.result.FixtureRun;
import dev.blindspot.train.report.result.HostileTexts;
import dev.blindspot.train.report.result.RunResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsJsonTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  Path folder;

  @Test
  void readsBackWhatItWrote() throws IOException {
    RunResult result = FixtureRun.sixArms();

    assertThat(ResultsJson.read(file(ResultsJson.write(result)))).isEqualTo(result);
  }

  @Test
  void readsBackWhatIsNotDefinedWithItsReasons() throws IOException {
    RunResult result = FixtureRun.oneClassOnly();

    RunResult read = ResultsJson.read(file(ResultsJson.write(result)));

    assertThat(read).isEqualTo(result);
    assertThat(read.reference().test().balancedAccuracy()).isNaN();
    assertThat(read.reference().test().undefined()).isNotEmpty();
  }

  @Test
  void readsNumbersOfAListThatAreNotDefined() throws IOException {
    RunResult read = ResultsJson.read(file(ResultsJson.write(FixtureRun.twoArms())));

    assertThat(read.findings().labels()).isNotNull();
    assertThat(read.findings().labels().thresholds()).containsExactly(0.91, Double.NaN);
  }

  @Test
  void readsAListThatAnEarlierToolDidNotKnowAsEmpty() throws IOException {
    ObjectNode tree =
        (ObjectNode) new ObjectMapper().readTree(ResultsJson.write(FixtureRun.twoArms()));
    tree.remove("notes");

    assertThat(ResultsJson.read(file(tree.toString())).notes()).isEmpty();
  }

  @Test
  void namesAPartThatIsMissing() throws IOException {
    ObjectNode tree =
        (ObjectNode) new ObjectMapper().readTree(ResultsJson.write(FixtureRun.twoArms()));
    ((ObjectNode) tree.at("/arms/1")).remove("robustness");
    Path file = file(tree.toString());

    assertThatThrownBy(() -> ResultsJson.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("arms[1].robustness is missing");
  }

  @Test
  void curvesOfTheFirstSeedAreNotTakenForThoseOfAll() throws IOException {
    ObjectNode tree =
        (ObjectNode) new ObjectMapper().readTree(ResultsJson.write(FixtureRun.sixArms()));
    ((ObjectNode) tree.at("/arms/2/seeds/trainings/1")).remove("robustness");
    Path file = file(tree.toString());

    assertThatThrownBy(() -> ResultsJson.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("robustness must be there for each of 3 trainings, was not")
        .hasMessageContaining("blindspot evaluate CONFIG --model ZIP");
  }

  @Test
  void meansOverSeedsAreMadeOfTheTrainings() throws IOException {
    RunResult result = FixtureRun.sixArms();
    String text = ResultsJson.write(result);
    ObjectNode tree = (ObjectNode) new ObjectMapper().readTree(text);
    ((ObjectNode) tree.at("/arms/2/seeds")).remove("accuracy");
    ((ObjectNode) tree.at("/arms/2/seeds/robustness")).put("calibration", 0);

    assertThat(ResultsJson.write(ResultsJson.read(file(tree.toString())))).isEqualTo(text);
  }

  @Test
  void aSingleTrainingIsToldOnce() throws IOException {
    JsonNode json = new ObjectMapper().readTree(ResultsJson.write(FixtureRun.twoArms()));

    assertThat(json.at("/arms/0/seeds/robustness").isNull()).isTrue();
    assertThat(json.at("/arms/0/seeds/trainings/0/robustness").isNull()).isTrue();
    assertThat(json.at("/comparisons/0/picturesInterval").isNull()).isTrue();
  }

  @Test
  void holdsTheSentencesOfThePage() throws IOException {
    RunResult result = FixtureRun.sixArms();

    JsonNode summary = new ObjectMapper().readTree(ResultsJson.write(result)).get("summary");

    assertThat(summary).extracting(JsonNode::asText).isEqualTo(Summary.of(result));
  }

  @Test
  void holdsThePromisedKeys() throws IOException {
    RunResult result = FixtureRun.twoArms();

    JsonNode json = new ObjectMapper().readTree(ResultsJson.write(result));

    assertThat(json.get("schema").asInt()).isEqualTo(3);
    assertThat(json.at("/arms/1/name").asText()).isEqualTo("robust");
    assertThat(json.at("/arms/1/test/accuracy").asDouble())
        .isEqualTo(result.arms().get(1).test().accuracy());
    assertThat(json.at("/arms/0/occlusion/auc").asDouble())
        .isEqualTo(result.arms().get(0).occlusion().auc());
  }

  @Test
  void writesUndefinedNumbersAsNull() throws IOException {
    String text = ResultsJson.write(FixtureRun.twoArms());

    // the fixture's first epoch has no validation
    JsonNode first = new ObjectMapper().readTree(text).at("/arms/0/history/0");
    assertThat(first.get("validationAccuracy").isNull()).isTrue();
    assertThat(text).doesNotContain("NaN");
  }

  @Test
  void readsAMissingNumberAsUndefined() throws IOException {
    String text =
        ResultsJson.write(FixtureRun.twoArms()).replaceAll("\"trainSeconds\" : [0-9.]+,", "");

    assertThat(ResultsJson.read(file(text)).arms().get(0).trainSeconds()).isNaN();
  }

  @Test
  void skipsKeysThatALaterToolAdded() throws IOException {
    RunResult result = FixtureRun.twoArms();
    String text = ResultsJson.write(result).replace("\"run\" :", "\"later\" : [1, 2], \"run\" :");

    assertThat(ResultsJson.read(file(text))).isEqualTo(result);
  }

  /** Their verdicts rest on a bootstrap that called far too much shown. */
  @Test
  void refusesResultsOfAnEarlierSchemaAndSaysHowToMeasureAgain() throws IOException {
    String text =
        ResultsJson.write(FixtureRun.twoArms()).replace("\"schema\" : 3", "\"schema\" : 2");
    Path file = file(text);

    assertThatThrownBy(() -> ResultsJson.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("results.json is not a result of schema 3")
        .hasMessageContaining("schema must be 3, was 2")
        .hasMessageContaining("Verdicts of an earlier Blindspot")
        .hasMessageContaining("blindspot run CONFIG --resume");
  }

  @Test
  void refusesWhatIsNoJson() throws IOException {
    Path file = file("not json");

    assertThatThrownBy(() -> ResultsJson.read(file)).isInstanceOf(UserError.class);
  }

  @Test
  void isHarmlessInsideAScriptElement() throws IOException {
    RunResult result = HostileTexts.everywhere(FixtureRun.twoArms(), "</script><!--&\u2028");

    String text = ResultsJson.writeForHtml(result);

    assertThat(text).doesNotContain("<", ">", "&", "\u2028");
    assertThat(new ObjectMapper().readTree(text).at("/arms/0/maps/0/cues/0/name").asText())
        .isEqualTo("watermark</script><!--&\u2028");
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("results.json"), text);
  }
}
