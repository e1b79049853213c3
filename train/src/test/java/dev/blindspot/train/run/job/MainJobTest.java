package dev.blindspot.train.run.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedDrawings.class)
class MainJobTest {
  /** For tests that look at something else: maps take most of a run's time. */
  private static final String NO_MAPS =
      "explanation={images: 0, measured: 0, faithfulness: 0, randomisation: 0, scan: {images: 0}}";

  private static final String NO_FINDING_MAPS = "evaluation.findingMaps=0";

  /** One image under every arm. */
  private static final String ONE_MAP =
      "explanation={images: 1, measured: 1, faithfulness: 0, randomisation: 0, scan: {images: 0}}";

  /** Everything that is made of maps, of as few as it takes. */
  private static final String[] FEW_MAPS = {
    "explanation.images=1", "explanation.measured=2", "evaluation.findingMaps=2"
  };

  @TempDir private Path folder;
  private Path out;
  private Path run;

  @BeforeEach
  void nameFolders() {
    out = folder.resolve("runs");
    run = out.resolve("tiny");
  }

  @Test
  void aFinishedRunIsResumedByMakingWhatFollowsTrainingAgain() throws IOException {
    run(IfExists.REFUSE, Progress.NONE, FEW_MAPS);
    Results first = Results.of(run, "reference", "erasing");
    Files.delete(run.resolve("report.html"));
    Files.delete(run.resolve("results.json"));
    List<String> started = Collections.synchronizedList(new ArrayList<>());
    run(
        IfExists.RESUME,
        (name, total) -> {
          started.add(name);
          return (done, message) -> {};
        },
        FEW_MAPS);
    assertThat(started)
        .noneMatch(name -> name.contains("epoch"))
        .anyMatch(name -> name.contains(": test"));
    assertThat(Results.of(run, "reference", "erasing")).isEqualTo(first);
    assertThat(run.resolve("report.html"))
        .content()
        .contains("id=\"shortcuts\"", "id=\"maps\"", "reference takes ", "deletion");
    assertThat(run.resolve("explain/measures.csv")).content().contains(",erasing,CAM,ROAD,");
    assertThat(run.resolve("explain/shortcuts.csv")).isNotEmptyFile();
  }

  @Test
  void aTrainedRunIsMeasuredLater() throws IOException {
    LoadedConfig config = TinyRun.load(folder, ONE_MAP, NO_FINDING_MAPS);
    assertThat(new MainJob(config, Progress.NONE).train(out, IfExists.REFUSE)).isEqualTo(run);
    assertThat(run.resolve("report.html")).doesNotExist();
    Path page = run(IfExists.RESUME, Progress.NONE, ONE_MAP, NO_FINDING_MAPS);
    assertThat(page).isNotEmptyFile().isEqualTo(run.resolve("report.html"));
  }

  @Test
  void everyArmIsTrainedWithEverySeed() throws IOException {
    String[] sets = {
      "seeds=[3, 4]",
      ONE_MAP,
      NO_FINDING_MAPS,
      "training.epochs=1",
      "evaluation.positions=[random, most-important]",
      "evaluation.corruptions=[fog]",
      "evaluation.severities=[2]"
    };
    run(IfExists.REFUSE, Progress.NONE, sets);
    JsonNode results = results();

    assertThat(results.at("/seeds").toString()).isEqualTo("[3,4]");
    for (int arm = 0; arm < 2; arm++) {
      JsonNode trainings = results.at("/arms/" + arm + "/seeds/trainings");
      assertThat(trainings).hasSize(2);
      for (JsonNode training : trainings) {
        assertThat(run.resolve(training.get("modelFile").asText())).isNotEmptyFile();
      }
      assertThat(trainings.get(1).get("modelFile").asText()).endsWith("/seed-4/model.zip");
      double mean =
          (trainings.get(0).at("/test/accuracy").asDouble()
                  + trainings.get(1).at("/test/accuracy").asDouble())
              / 2;
      assertThat(results.at("/arms/" + arm + "/seeds/accuracy/mean").asDouble())
          .isCloseTo(mean, within(1e-12));
      assertThat(results.at("/arms/" + arm + "/test")).isEqualTo(trainings.get(0).get("test"));
      assertThat(results.at("/arms/" + arm + "/robustness/occlusion")).hasSize(2);
      assertThat(trainings.get(0).get("robustness").get("occlusion"))
          .isEqualTo(results.at("/arms/" + arm + "/robustness/occlusion"));
      // guided by each network's own map
      String guided = "/robustness/occlusion/1/points/1/accuracy";
      SeedSummary spread =
          SeedSummary.of(
              trainings.get(0).at(guided).asDouble(), trainings.get(1).at(guided).asDouble());
      assertThat(results.at("/arms/" + arm + "/seeds" + guided + "/mean").asDouble())
          .isCloseTo(spread.mean(), within(1e-12));
      assertThat(results.at("/arms/" + arm + "/seeds" + guided + "/standardDeviation").asDouble())
          .isCloseTo(spread.standardDeviation(), within(1e-12));
    }
    // the reference's corruption errors are 1 for every seed, each being compared with itself
    for (JsonNode training : results.at("/arms/0/seeds/trainings")) {
      assertThat(training.at("/robustness/corruptions/meanCorruptionError").asDouble())
          .isEqualTo(1);
    }
    assertThat(results.get("notes").toString())
        .contains("means over these trainings", "those of seed 3");
    assertThat(results.at("/comparisons")).hasSize(5).allMatch(c -> c.get("seeds").asInt() == 2);
    assertThat(results.at("/arms/0/robustness/corruptions/meanCorruptionError").asDouble())
        .isEqualTo(1);
    // another seed is another network
    assertThat(results.at("/arms/0/seeds/trainings/0/test"))
        .isNotEqualTo(results.at("/arms/0/seeds/trainings/1/test"));
  }

  @Test
  void theFirstOfSeveralSeedsIsTheRunOfThatSeedAlone() throws IOException {
    String[] sets = {"training.epochs=1", NO_MAPS, NO_FINDING_MAPS, "seeds=[3, 9]"};
    run(IfExists.REFUSE, Progress.NONE, Arrays.copyOf(sets, 3));
    JsonNode alone = results();
    run(IfExists.REPLACE, Progress.NONE, sets);

    assertThat(results().at("/arms/1/test")).isEqualTo(alone.at("/arms/1/test"));
    assertThat(results().at("/arms/1/occlusion")).isEqualTo(alone.at("/arms/1/occlusion"));
  }

  @Test
  void whatTrainingShowedIsNotMeasuredUnlessThatIsAskedFor() throws IOException {
    String[] sets = {
      "arms.erasing.augmentation.random-erasing.fill=pixel-uniform",
      "evaluation.corruptions=[shot-noise]",
      "evaluation.severities=[1]",
      "training.epochs=1",
      NO_MAPS,
      NO_FINDING_MAPS
    };
    assertThatThrownBy(() -> new MainJob(TinyRun.load(folder, sets), Progress.NONE).dryRun())
        .isInstanceOf(UserError.class)
        .hasMessageContaining("arm 'erasing' is trained with patches of noise")
        .hasMessageContaining("evaluation.seenInTraining=allow");

    String[] allowed = Arrays.copyOf(sets, sets.length + 1);
    allowed[sets.length] = "evaluation.seenInTraining=allow";
    new MainJob(TinyRun.load(folder, allowed), Progress.NONE).run(out, IfExists.REFUSE);
    assertThat(results().get("notes").toString()).contains("partly memory");
  }

  private JsonNode results() throws IOException {
    return JsonMapper.builder().build().readTree(Files.readString(run.resolve("results.json")));
  }

  @Test
  void changedImagesAreNotMixedWithThoseOfBefore() throws IOException {
    new MainJob(TinyRun.load(folder), Progress.NONE).train(out, IfExists.REFUSE);
    Path split = run.resolve("split.csv");
    List<String> lines = new ArrayList<>(Files.readAllLines(split));
    lines.remove(1);
    Files.write(split, lines);
    assertThatThrownBy(() -> run(IfExists.RESUME, Progress.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("The data has changed since the run began")
        .hasMessageContaining("is new");
  }

  @Test
  void mistakesComeToLightBeforeAnyTraining() {
    assertRefused(
        "evaluation={fills: [mean]}",
        "is trained with the fill 'mean' too",
        "augmentation={cutout: {fill: mean}}");
    assertRefused("explanation.fill=patch-uniform", "explanation.fill");
    assertRefused("data.split={validation: 0, test: 0}", "data.split");
    assertRefused(
        "data.split={validation: 0, test: 0.5}",
        "'erasing'",
        "arms.erasing.training.earlyStopping={}");
    assertRefused("model.weights={zip: {file: missing.zip}}", "missing.zip");
    assertThat(run.resolve("arms")).doesNotExist();
  }

  @Test
  void aDryRunFindsTheSameMistakesAndLeavesNothing() throws IOException {
    LoadedConfig wrong = TinyRun.load(folder, "model.weights={zip: {file: missing.zip}}");
    assertThatThrownBy(() -> new MainJob(wrong, Progress.NONE).dryRun())
        .isInstanceOf(UserError.class);
    List<String> plan = new MainJob(TinyRun.load(folder), Progress.NONE).dryRun().lines();
    assertThat(plan)
        .contains(
            "run tiny, seed 3",
            "train      20 images",
            "validation 8 images",
            "test       12 images")
        .anyMatch(line -> line.startsWith("arm erasing: 2 epochs, 6 steps of 8 images; "));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(folder.resolve("tiny.yaml"));
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsTheUsersToMend() throws IOException {
    new MainJob(TinyRun.load(folder, ONE_MAP, NO_FINDING_MAPS), Progress.NONE)
        .train(out, IfExists.REFUSE);
    Files.createDirectories(run.resolve("explain"));
    Files.delete(run.resolve("explain"));
    Files.writeString(run.resolve("explain"), "in the way");
    assertThatThrownBy(() -> run(IfExists.RESUME, Progress.NONE, ONE_MAP, NO_FINDING_MAPS))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(run.toString())
        .hasMessageContaining("--resume");
    Files.delete(run.resolve("explain"));
    assertThat(run(IfExists.RESUME, Progress.NONE, ONE_MAP, NO_FINDING_MAPS)).isNotEmptyFile();
  }

  @Test
  void withoutATestSplitValidationIsMeasuredAndTheReportSaysSo() throws IOException {
    run(
        IfExists.REFUSE,
        Progress.NONE,
        "data.split={validation: 0.3, test: 0}",
        NO_MAPS,
        NO_FINDING_MAPS);
    assertThat(run.resolve("results.json")).content().contains("There is no test split");
    assertThat(run.resolve("explain")).doesNotExist();
  }

  @Test
  void withoutValidationImagesARunIsComplete() throws IOException {
    Path page =
        run(
            IfExists.REFUSE,
            Progress.NONE,
            "data.split={validation: 0, test: 0.4}",
            "training.epochs=1",
            ONE_MAP,
            "evaluation.findingMaps=1");
    assertThat(page).isNotEmptyFile();
  }

  private void assertRefused(String setting, String message, String... more) {
    List<String> sets = new ArrayList<>(List.of(setting));
    sets.addAll(List.of(more));
    assertThatThrownBy(() -> run(IfExists.REFUSE, Progress.NONE, sets.toArray(String[]::new)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message);
  }

  private Path run(IfExists existing, Progress progress, String... sets) {
    return new MainJob(TinyRun.load(folder, sets), progress).run(out, existing);
  }
}
