package dev.blindspot.train.run.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Arms that hide in training what the scan of another arm found. */
@ExtendWith(SharedDrawings.class)
class CureTest {
  private static final String[] SETS = {
    "arms.cured.hideSuspectsOf=reference",
    "training.epochs=1",
    "evaluation.findingMaps=0",
    "explanation={images: 0, measured: 0, faithfulness: 0, randomisation: 0, scan: {images: 12}}"
  };

  /** What a scan might have found, as a run leaves it. */
  private static final String FOUND =
      """
      {"scanned": 12, "places": [{"label": "emergency", "where": "upper left",
        "x": 0, "y": 0, "width": 0.5, "height": 0.25, "hits": 9, "images": 10, "confirmed": true,
        "cue": "watermark", "donors": ["%s"]},
        {"label": "emergency", "where": "lower right",
        "x": 0.5, "y": 0.5, "width": 0.5, "height": 0.5, "hits": 7, "images": 10, "confirmed": false,
        "cue": null, "donors": []}]}
      """;

  @TempDir private Path folder;
  private Path out;
  private Path run;

  @BeforeEach
  void nameFolders() {
    out = folder.resolve("runs");
    run = out.resolve("tiny");
  }

  private JsonNode results() throws IOException {
    return JsonMapper.builder().build().readTree(Files.readString(run.resolve("results.json")));
  }

  private List<String> run(IfExists existing, String... sets) {
    List<String> started = Collections.synchronizedList(new ArrayList<>());
    Progress progress =
        (name, total) -> {
          started.add(name);
          return (done, message) -> {};
        };
    new MainJob(TinyRun.load(folder, sets), progress).run(out, existing);
    return started;
  }

  @Test
  void withoutASuspectTheArmIsLeftOutAndThePageSaysSo() throws IOException {
    List<String> started = run(IfExists.REFUSE, SETS);
    assertThat(started)
        .anyMatch(name -> name.equals("reference for cured: shortcut scan"))
        .noneMatch(name -> name.startsWith("cured"));
    assertThat(results().get("arms")).hasSize(2);
    JsonNode cure = results().at("/shortcuts/cures/0");
    assertThat(cure.get("trained").asBoolean()).isFalse();
    assertThat(cure.get("scanned").asInt()).isEqualTo(12);
    assertThat(run.resolve("report.html"))
        .content()
        .contains("suspects no place, so that there was nothing to hide and cured was not trained");
    assertThat(run.resolve("arms/cured/model.zip")).doesNotExist();
  }

  @Test
  void aRunThatWasStoppedAfterTheScanHidesWhatItFound() throws IOException {
    new MainJob(TinyRun.load(folder, SETS), Progress.NONE).train(out, IfExists.REFUSE);
    Path suspects = run.resolve("arms/cured/suspects.json");
    assertThat(suspects).content().contains("\"places\" : [ ]");
    Files.writeString(suspects, FOUND.formatted(trainingImage(1)));

    List<String> started = run(IfExists.RESUME, SETS);
    assertThat(started)
        .anyMatch(name -> name.startsWith("cured: epoch"))
        .noneMatch(name -> name.startsWith("reference: epoch") || name.contains("for cured"));
    JsonNode cured = results().at("/arms/2");
    assertThat(cured.get("name").asText()).isEqualTo("cured");
    assertThat(cured.get("augmentation").toString())
        .contains("place-erasing probability 1", "places [", "0.25", "horizontal-flip");
    assertThat(cured.get("augmentation").toString().split("height", -1)).hasSize(2); // one place
    JsonNode training = results().at("/shortcuts/cures/0/trainings/0");
    assertThat(training.get("area").asDouble()).isEqualTo(0.125);
    int images = results().at("/arms/0/test/images").asInt();
    for (String side : List.of("before", "after")) {
      JsonNode effect = training.get(side);
      assertThat(effect.get("images").asInt()).isEqualTo(images);
      assertThat(effect.get("recipients").asInt()).isBetween(1, images - 1);
      assertThat(effect.get("rightPasted").asInt()).isBetween(0, effect.get("recipients").asInt());
    }
    // what is counted here is counted by the evaluation too
    double accuracy = results().at("/arms/2/test/accuracy").asDouble();
    assertThat(training.at("/after/right").asInt()).isEqualTo((int) Math.round(accuracy * images));
    assertThat(run.resolve("report.html"))
        .content()
        .contains(
            "id=\"cure\"",
            "Does the place still decide?",
            "brings the class along",
            "left as it is");
  }

  @Test
  void accuracyIsSplitByWhatTheShortcutDoes() throws IOException {
    run(IfExists.REFUSE, SETS);
    JsonNode cue = results().at("/shortcuts/cues/0");
    assertThat(cue.get("cue").asText()).isEqualTo("watermark");
    assertThat(cue.get("label").asText()).isEqualTo("emergency");
    for (int arm = 0; arm < 2; arm++) {
      JsonNode parts = cue.get("arms").get(arm).get("parts");
      assertThat(parts).hasSize(3);
      int images = 0;
      int right = 0;
      for (JsonNode part : parts) {
        images += part.get("images").asInt();
        right += part.get("right").get(0).asInt();
      }
      JsonNode test = results().at("/arms/" + arm + "/test");
      assertThat(images).isEqualTo(test.get("images").asInt());
      assertThat(right).isEqualTo((int) Math.round(test.get("accuracy").asDouble() * images));
    }
    assertThat(run.resolve("report.html")).content().contains("Where the watermark misleads (");
  }

  @Test
  void aFinishedRunIsGivenTheArmLater() throws IOException {
    String[] before = java.util.Arrays.copyOfRange(SETS, 1, SETS.length);
    run(IfExists.REFUSE, before);
    assertThat(results().get("shortcuts").get("cures")).isEmpty();
    assertThatThrownBy(() -> run(IfExists.RESUME, SETS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("another configuration");

    List<String> started = run(IfExists.EXTEND, SETS);
    assertThat(started)
        .contains("reference for cured: shortcut scan")
        .noneMatch(name -> name.contains("epoch"));
    assertThat(results().get("shortcuts").get("cures")).hasSize(1);
    assertThatThrownBy(() -> run(IfExists.EXTEND, "training.epochs=3"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("another configuration");
  }

  @Test
  void damagedSuspectsAreNamed() throws IOException {
    new MainJob(TinyRun.load(folder, SETS), Progress.NONE).train(out, IfExists.REFUSE);
    Files.writeString(run.resolve("arms/cured/suspects.json"), "{\"scanned\": 12");
    assertThatThrownBy(() -> run(IfExists.RESUME, SETS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("suspects.json is damaged")
        .hasMessageContaining("--resume");
  }

  private String trainingImage(int label) throws IOException {
    return Files.readAllLines(run.resolve("split.csv")).stream()
        .filter(line -> line.contains(",train,") || line.contains(",train"))
        .filter(line -> line.split(",", -1)[2].equals(String.valueOf(label)))
        .map(line -> line.split(",", -1)[0])
        .findFirst()
        .orElseThrow();
  }
}
