package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.blindspot.train.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run, and what it refuses. */
class RunJobsTest {
  private final User user;

  RunJobsTest(@TempDir Path folder) {
    user = new User(folder);
  }

  @AfterEach
  void restore() {
    TinyRun.restore();
  }

  @Test
  void aRunLeavesItsReportNumbersModelsAndImages() throws IOException {
    assertThat(FinishedRun.said().out())
        .contains("report: " + FinishedRun.folder().resolve("report.html"));
    assertThat(FinishedRun.said().err())
        .contains("reference: epoch 1/2", "erasing: epoch 2/2", "maps");
    for (String file :
        List.of(
            "report.html",
            "results.json",
            "results.csv",
            "config.resolved.yaml",
            "split.csv",
            "preview.png",
            "arms/reference/model.zip",
            "arms/reference/history.csv",
            "arms/erasing/model.zip",
            "arms/erasing/history.csv",
            "explain/occlusion.csv",
            "explain/overview-occlusion.png",
            "explain/overview-cam.png")) {
      assertThat(FinishedRun.folder().resolve(file)).isNotEmptyFile();
    }
    assertThat(FinishedRun.folder().resolve("arms/erasing/checkpoints")).isNotEmptyDirectory();
    assertThat(User.files(FinishedRun.folder().resolve("explain"), "\\d\\d-.*\\.png")).hasSize(2);
    // 32 px, windows of 16 every 8: 3 x 3 positions; 4 images, 2 arms
    assertThat(FinishedRun.folder().resolve("explain/occlusion.csv"))
        .content()
        .hasLineCount(1 + 4 * 2 * 9);
  }

  @Test
  void theResultsHaveWhatOthersReadThemFor() throws IOException {
    JsonNode arms = User.json(FinishedRun.folder().resolve("results.json")).get("arms");
    assertThat(arms.get(0).get("name").asText()).isEqualTo("reference");
    assertThat(arms.get(1).get("name").asText()).isEqualTo("erasing");
    for (JsonNode arm : arms) {
      assertThat(arm.get("test").get("accuracy").asDouble(-1)).isBetween(0.0, 1.0);
      assertThat(arm.get("occlusion").get("auc").asDouble(-1)).isBetween(0.0, 1.0);
      assertThat(arm.get("history")).hasSize(2);
    }
  }

  @Test
  void aSecondRunIsRefusedAndResumeDoesNotTrainAgain() {
    User.assertMistake(
        user.blindspot("run", user.config(), "--out", FinishedRun.runs()),
        "there are results in",
        "--resume");
    User.Said resumed =
        user.blindspot("run", user.config(), "--out", FinishedRun.runs(), "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).doesNotContain("epoch");
  }

  @Test
  void trainRunAndForce() {
    Path out = user.folder().resolve("forced");
    String[] once = {"--set", "training.epochs=1", "--set", "explanation.images=0"};
    User.Said trained = user.blindspot(User.with(once, "train", user.config(), "--out", out));
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out()).contains("trained: " + out.resolve("tiny"));
    assertThat(out.resolve("tiny/report.html")).doesNotExist();
    User.Said other = user.blindspot("run", user.config(), "--out", out, "--resume");
    User.assertMistake(other, "another configuration");
    User.Said forced =
        user.blindspot(User.with(once, "run", user.config(), "--out", out, "--force"));
    assertThat(forced.code()).as(forced.err()).isZero();
    assertThat(forced.err()).contains("reference: epoch 1/1");
    assertThat(out.resolve("tiny/report.html")).exists();
  }

  @Test
  void aDryRunPrintsThePlanAndPrintConfigTheConfiguration() throws IOException {
    Path out = user.folder().resolve("dry");
    User.Said plan = user.blindspot("run", user.config(), "--out", out, "--dry-run");
    assertThat(plan.code()).isZero();
    assertThat(plan.out()).contains("run tiny, seed 3", "arm erasing: 2 epochs");
    User.Said printed = user.blindspot("run", user.config(), "--out", out, "--print-config");
    assertThat(printed.out().strip())
        .isEqualTo(Files.readString(FinishedRun.folder().resolve("config.resolved.yaml")).strip());
    assertThat(out).doesNotExist();
  }

  @Test
  void aTruncatedPhotographIsRefusedOrSkippedAndReported() throws IOException {
    for (String name : List.of("cars", "police")) {
      user.photos("classes/" + name, 8);
    }
    Path bad = user.folder().resolve("classes/police/photo3.jpg");
    User.truncate(bad);
    String[] source = {
      "--set", "data={source: {folders: {root: classes}}, split: {nearDuplicateBits: -1}}",
      "--set", "training.epochs=1",
      "--set", "explanation={images: 0, measured: 0}"
    };
    Path out = user.folder().resolve("classes-run");
    User.Said refused = user.blindspot(User.with(source, "run", user.config(), "--out", out));
    User.assertMistake(refused, "police/photo3.jpg", "truncated", "data.onBadImage: skip");
    // nothing was trained, so that another configuration may have the folder
    User.Said skipped =
        user.blindspot(
            User.with(source, "run", user.config(), "--out", out, "--set", "data.onBadImage=skip"));
    assertThat(skipped.code()).as(skipped.err()).isZero();
    assertThat(out.resolve("tiny/report.html"))
        .content()
        .contains("photo3.jpg")
        .contains("truncated");
    assertThat(User.json(out.resolve("tiny/results.json")).at("/data/rejected/0/id").asText())
        .isEqualTo("police/photo3.jpg");
  }

  @Test
  void lossesThatAreNoNumbersAreTheUsersMistake() {
    Path out = user.folder().resolve("wild");
    User.Said said =
        user.blindspot(
            "run",
            user.config(),
            "--out",
            out,
            "--set",
            "training.optimiser={adam: {learningRate: 1000000}}",
            "--set",
            "model.batchNorm=false",
            "--set",
            "training.schedule=constant");
    User.assertMistake(said, "arm 'reference', epoch ", "became NaN", "learningRate");
    assertThat(out.resolve("tiny/arms/reference/model.zip")).doesNotExist();
  }
}
