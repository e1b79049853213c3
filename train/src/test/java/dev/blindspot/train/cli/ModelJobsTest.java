package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.TinyRun;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with the models of a run. */
class ModelJobsTest {
  private final User user;

  ModelJobsTest(@TempDir Path folder) {
    user = new User(folder);
  }

  @AfterEach
  void restore() {
    TinyRun.restore();
  }

  @Test
  void predictWritesOneLinePerImage() throws IOException {
    Path photos = user.photos("photos", 3);
    Path table = user.folder().resolve("predictions.csv");
    User.Said said =
        user.blindspot(
            "predict", "--model", FinishedRun.model("erasing"), "--images", photos, "--out", table);
    assertThat(said.code()).as(said.err()).isZero();
    List<String> lines = Files.readAllLines(table);
    assertThat(lines.get(0)).isEqualTo("image,class,p_other,p_emergency");
    assertThat(lines).hasSize(4);
    for (String line : lines.subList(1, 4)) {
      String[] cells = line.split(",", -1);
      double other = Double.parseDouble(cells[2]);
      double emergency = Double.parseDouble(cells[3]);
      assertThat(cells[0]).matches("photo\\d\\.jpg");
      assertThat(cells[1]).isEqualTo(emergency > other ? "emergency" : "other");
      assertThat(other + emergency).isCloseTo(1, within(2e-6));
    }
  }

  @Test
  void predictWritesTheTwoColumnsOfACompetition() throws IOException {
    Path photos = user.photos("competition", 3);
    Path full = user.folder().resolve("full.csv");
    Path table = user.folder().resolve("submission.csv");
    Path model = FinishedRun.model("erasing");
    user.blindspot("predict", "--model", model, "--images", photos, "--out", full);
    User.Said said =
        user.blindspot(
            "predict",
            "--model",
            model,
            "--images",
            photos,
            "--out",
            table,
            "--columns",
            "image_names,emergency_or_not");
    assertThat(said.code()).as(said.err()).isZero();
    List<String> expected = new ArrayList<>(List.of("image_names,emergency_or_not"));
    for (String line : Files.readAllLines(full).subList(1, 4)) {
      String[] cells = line.split(",", -1);
      expected.add(cells[0] + (cells[1].equals("emergency") ? ",1" : ",0"));
    }
    assertThat(Files.readAllLines(table)).isEqualTo(expected);
  }

  @Test
  void imagesThatCannotBeUsedAreLeftOutOfPredictions() throws IOException {
    Path photos = user.photos("damaged", 2);
    User.truncate(photos.resolve("photo0.jpg"));
    Path table = user.folder().resolve("damaged.csv");
    assertThat(
            user.blindspot(
                    "predict",
                    "--model",
                    FinishedRun.model("erasing"),
                    "--images",
                    photos,
                    "--out",
                    table)
                .code())
        .isZero();
    assertThat(Files.readAllLines(table)).hasSize(2);
    User.truncate(photos.resolve("photo1.jpg"));
    User.assertMistake(
        user.blindspot(
            "predict", "--model", FinishedRun.model("erasing"), "--images", photos, "--out", table),
        table + " is there already; overwrite it with --force");
    User.assertMistake(
        user.blindspot(
            "predict",
            "--model",
            FinishedRun.model("erasing"),
            "--images",
            photos,
            "--force",
            "--out",
            table),
        "none of the images");
    User.assertMistake(
        user.blindspot(
            "explain",
            "--model",
            FinishedRun.model("erasing"),
            "--images",
            photos,
            "--out",
            user.folder().resolve("none")),
        "none of the images");
  }

  @Test
  void explainPutsModelsSideBySide() throws IOException {
    Path photos = user.photos("explained", 3);
    Path out = user.folder().resolve("maps");
    User.Said said =
        user.blindspot(
            "explain",
            "--model",
            FinishedRun.model("reference"),
            "--model",
            FinishedRun.model("erasing"),
            "--images",
            photos,
            "--out",
            out,
            "--set",
            "images=2",
            "--set",
            "windowPx=16",
            "--set",
            "stridePx=16");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out())
        .contains(
            "explained 2 images", "of 3 images the first 2 are drawn; --set images=3 draws all");
    for (Path sheet : User.files(out, ".*\\.png")) {
      BufferedImage image = ImageIO.read(sheet.toFile());
      int[] pixels =
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
      assertThat(Arrays.stream(pixels).distinct().count()).as(sheet.toString()).isGreaterThan(100);
    }
    assertThat(User.files(out, "\\d\\d-.*\\.png")).hasSize(2);
    assertThat(User.files(out, "overview-(occlusion|cam|saliency)\\.png")).hasSize(3);
    assertThat(Files.readAllLines(out.resolve("occlusion.csv")))
        .hasSize(1 + 2 * 2 * 4)
        .anyMatch(line -> line.startsWith("photo0.jpg,reference,0,0,16,16,"))
        .anyMatch(line -> line.startsWith("photo1.jpg,erasing,16,16,16,16,"));
    User.assertMistake(
        user.blindspot(
            "explain", "--model", FinishedRun.model("erasing"), "--images", photos, "--class", "2"),
        "--class must be 0 to 1");
  }

  @Test
  void mistakesEndWithTwoAndAnAnswer() throws IOException {
    Path wrong =
        Files.writeString(user.folder().resolve("wrong.yaml"), "extends: tiny.yaml\ntraning: {}\n");
    User.assertMistake(user.blindspot("run", wrong), "wrong.yaml:2", "traning", "training");
    User.assertMistake(
        user.blindspot(
            "predict", "--model", user.folder().resolve("no.zip"), "--images", user.folder()),
        "no such file");
    Path noModel = Files.writeString(user.folder().resolve("no-model.zip"), "text");
    User.assertMistake(
        user.blindspot("predict", "--model", noModel, "--images", user.photos("some", 1)),
        "no-model.zip");
    User.assertMistake(
        user.blindspot(
            "predict",
            "--model",
            FinishedRun.model("erasing"),
            "--images",
            Files.createDirectories(user.folder().resolve("empty"))),
        "there are no images");
    User.assertMistake(
        user.blindspot("preview", user.config(), "--arm", "nobody"),
        "nobody",
        "reference, erasing");
  }
}
