package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.model.Vgg16File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shipped configuration from its first weights to its report; only images, pixels and epochs
 * are fewer, and the weights, of which the layout is Keras's, are not ImageNet's.
 */
class EmergencyVgg16Test {
  private static final String DATA = "blindspot.data";

  private final User user;
  private final @org.jspecify.annotations.Nullable String before = System.getProperty(DATA);

  EmergencyVgg16Test(@TempDir Path folder) {
    user = new User(folder);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(DATA);
    } else {
      System.setProperty(DATA, before);
    }
  }

  @Test
  void runsEndToEndFromKerassLayout() throws IOException {
    Path data = user.folder().resolve("data");
    assertThat(
            user.blindspot(
                    "data",
                    "synth",
                    "--out",
                    data.resolve("train"),
                    "--set",
                    "images=40",
                    "--set",
                    "size=48")
                .code())
        .isZero();
    table(data);
    System.setProperty(DATA, data.toString());
    Path weights = Vgg16File.write(user.folder().resolve("vgg16.h5"));
    Path runs = user.folder().resolve("runs");
    User.Said said =
        user.blindspot(
            "run",
            Path.of("../configs/emergency-vgg16.yaml"),
            "--out",
            runs,
            "--set",
            "model.weights={keras: {file: '" + weights + "'}}",
            "--set",
            "model.inputSize=32",
            "--set",
            "training.epochs=1",
            "--set",
            "evaluation.corruptions=[jpeg]",
            "--set",
            "evaluation.severities=[3]",
            "--set",
            "explanation={images: 2, measured: 4, windowPx: 16, stridePx: 8, faithfulness: 1,"
                + " randomisation: 0}");
    assertThat(said.code()).as(said.err()).isZero();
    Path run = runs.resolve("emergency-vgg16");
    assertThat(run.resolve("report.html")).isNotEmptyFile();
    for (String arm : List.of("baseline", "random-erasing", "hide-and-seek")) {
      assertThat(run.resolve("arms").resolve(arm).resolve("model.zip")).isNotEmptyFile();
    }
    assertThat(said.err()).doesNotContain("Exception");
  }

  /** As the competition's table: a name and 0 or 1. */
  private static void table(Path data) throws IOException {
    StringBuilder table = new StringBuilder("image_names,emergency_or_not\n");
    for (String line : Files.readAllLines(data.resolve("train/labels.csv")).subList(1, 41)) {
      String[] cells = line.split(",", -1);
      table.append(cells[0]).append(',').append(cells[1].equals("emergency") ? 1 : 0).append('\n');
    }
    Files.writeString(data.resolve("train.csv"), table);
  }
}
