package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.TinyRun;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no run. */
class ToolJobsTest {
  private final User user;

  ToolJobsTest(@TempDir Path folder) {
    user = new User(folder);
  }

  @AfterEach
  void restore() {
    TinyRun.restore();
  }

  @Test
  void previewShowsWhatTrainingSees() throws IOException {
    Path sheet = user.folder().resolve("preview/sheet.png");
    User.Said said =
        user.blindspot(
            "preview", user.config(), "--arm", "erasing", "--images", "3", "--out", sheet);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(ImageIO.read(sheet.toFile()).getHeight()).isGreaterThan(100);
  }

  @Test
  void methodsAreShownOnADrawnVehicle() throws IOException {
    Path sheet = user.folder().resolve("methods/sheet.png");
    User.Said said = user.blindspot("methods", "--out", sheet);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(ImageIO.read(sheet.toFile()).getHeight()).isGreaterThan(7 * 160);
  }

  @Test
  void dataIsCheckedAndDrawnAndADrawnSetIsUsedAsATable() {
    User.Said check = user.blindspot("data", "check", user.config());
    assertThat(check.code()).isZero();
    assertThat(check.out()).contains("40 usable images of [other, emergency]", "0 bad rows");
    Path drawn = user.folder().resolve("drawn");
    User.Said synth =
        user.blindspot("data", "synth", "--out", drawn, "--set", "images=8", "--set", "size=32");
    assertThat(synth.code()).as(synth.err()).isZero();
    assertThat(synth.out()).contains("drew 8 images");
    User.Said used =
        user.blindspot(
            "data",
            "check",
            user.config(),
            "--set",
            "data.source={csv: {table: drawn/labels.csv, folder: drawn,"
                + " classes: [other, emergency]}}");
    assertThat(used.code()).as(used.err()).isZero();
    assertThat(used.out()).contains("8 usable images of [other, emergency]");
  }

  @Test
  void doctorTellsOfTheMachine() {
    User.Said said = user.blindspot("doctor");
    assertThat(said.code()).isZero();
    assertThat(said.out()).containsIgnoringCase("onednn").contains("Java", "GPU");
  }
}
