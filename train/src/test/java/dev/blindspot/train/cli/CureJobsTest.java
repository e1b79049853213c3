package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.TinyRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code run runs/NAME --cure}. */
class CureJobsTest {
  private final Path folder;
  private final User user;

  CureJobsTest(@TempDir Path folder) {
    this.folder = folder;
    this.user = new User(folder);
  }

  @AfterEach
  void restore() {
    TinyRun.restore();
  }

  @Test
  void aFinishedRunIsGivenAnArmWithoutTheSuspectsOfItsFirst() throws IOException {
    User.Said first =
        user.blindspot(
            "run",
            user.config(),
            "--set",
            "training.epochs=1",
            "--set",
            "explanation={images: 0, measured: 0, faithfulness: 0, randomisation: 0, scan: {images: 12}}",
            "--set",
            "evaluation.findingMaps=0",
            "--out",
            folder.resolve("runs"));
    assertThat(first.code()).as(first.err()).isZero();
    Path run = folder.resolve("runs/tiny");

    User.Said cured = user.blindspot("run", run, "--cure");
    assertThat(cured.code()).as(cured.err()).isZero();
    assertThat(cured.out()).contains("report: " + run.resolve("report.html"));
    assertThat(cured.err()).contains("reference for cured: shortcut scan");
    assertThat(cured.err()).doesNotContain("reference: epoch");
    assertThat(run.resolve("config.resolved.yaml")).content().contains("hideSuspectsOf: reference");
    assertThat(run.resolve("report.html")).content().contains("cured was not trained");

    User.Said again = user.blindspot("run", run, "--cure");
    assertThat(again.code()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("reference for cured: shortcut scan");
  }

  @Test
  void whatIsNotARunIsRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    User.Said said = user.blindspot("run", empty, "--cure");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("--cure needs the folder of a run", "config.resolved.yaml");
  }

  @Test
  void aRunThatWasRenamedIsRefused() throws IOException {
    Path renamed = Files.createDirectory(folder.resolve("renamed"));
    Files.copy(user.config(), renamed.resolve("config.resolved.yaml"));
    User.Said said = user.blindspot("run", renamed, "--cure");
    assertThat(said.code()).isEqualTo(2);
    assertThat(said.err()).contains("is called tiny: give its folder that name again");

    Path run = Files.createDirectory(folder.resolve("tiny"));
    Files.copy(user.config(), run.resolve("config.resolved.yaml"));
    User.Said deleted = user.blindspot("run", run, "--cure", "--force");
    assertThat(deleted.code()).isEqualTo(2);
    assertThat(deleted.err())
        .contains("--cure goes on with a finished run, and --force deletes it");
  }
}
