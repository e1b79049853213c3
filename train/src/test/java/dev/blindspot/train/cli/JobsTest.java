package dev.blindspot.train.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.model.ForeignModelTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

/** The commands with everything behind them, on a run that takes seconds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JobsTest {
  private final Path folder;
  private final Path config;
  private final Path runs;
  private final Path run;
  private final Said first;

  JobsTest(@TempDir Path folder) {
    this.folder = folder;
    TinyRun.shareDrawings();
    config = TinyRun.write(folder);
    runs = folder.resolve("runs");
    run = runs.resolve("tiny");
    first = blindspot("run", config, "--out", runs);
  }

  @BeforeAll
  void theRunIsDone() {
    assertThat(first.code).as(first.err).isZero();
  }

  @AfterAll
  void restore() {
    TinyRun.restore();
  }

  @Test
  void aRunLeavesItsReportNumbersModelsAndPictures() throws IOException {
    assertThat(first.out).contains("report: " + run.resolve("report.html"));
    assertThat(first.err).contains("reference: epoch 1/2", "erasing: epoch 2/2", "maps");
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
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
    assertThat(run.resolve("arms/erasing/checkpoints")).isNotEmptyDirectory();
    assertThat(files(run.resolve("explain"), "\\d\\d-.*\\.png")).hasSize(2);
    // 32 px, windows of 16 every 8: 3 x 3 positions; 4 pictures, 2 arms
    assertThat(run.resolve("explain/occlusion.csv")).content().hasLineCount(1 + 4 * 2 * 9);
  }

  @Test
  void theResultsHaveWhatOthersReadThemFor() throws IOException {
    JsonNode arms = json(run.resolve("results.json")).get("arms");
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
    assertMistake(blindspot("run", config, "--out", runs), "there are results in", "--resume");
    Said resumed = blindspot("run", config, "--out", runs, "--resume");
    assertThat(resumed.code).as(resumed.err).isZero();
    assertThat(resumed.err).doesNotContain("epoch");
  }

  @Test
  void trainRunAndForce() {
    Path out = folder.resolve("forced");
    String[] once = {"--set", "training.epochs=1", "--set", "explanation.images=0"};
    Said trained = blindspot(with(once, "train", config, "--out", out));
    assertThat(trained.code).as(trained.err).isZero();
    assertThat(trained.out).contains("trained: " + out.resolve("tiny"));
    assertThat(out.resolve("tiny/report.html")).doesNotExist();
    Said other = blindspot("run", config, "--out", out, "--resume");
    assertMistake(other, "another configuration");
    Said forced = blindspot(with(once, "run", config, "--out", out, "--force"));
    assertThat(forced.code).as(forced.err).isZero();
    assertThat(forced.err).contains("reference: epoch 1/1");
    assertThat(out.resolve("tiny/report.html")).exists();
  }

  @Test
  void aDryRunPrintsThePlanAndPrintConfigTheConfiguration() throws IOException {
    Path out = folder.resolve("dry");
    Said plan = blindspot("run", config, "--out", out, "--dry-run");
    assertThat(plan.code).isZero();
    assertThat(plan.out).contains("run tiny, seed 3", "arm erasing: 2 epochs");
    Said printed = blindspot("run", config, "--out", out, "--print-config");
    assertThat(printed.out.strip())
        .isEqualTo(Files.readString(run.resolve("config.resolved.yaml")).strip());
    assertThat(out).doesNotExist();
  }

  @Test
  void predictWritesOneLinePerPicture() throws IOException {
    Path photos = photos("photos", 3);
    Path table = folder.resolve("predictions.csv");
    Said said =
        blindspot("predict", "--model", model("erasing"), "--images", photos, "--out", table);
    assertThat(said.code).as(said.err).isZero();
    List<String> lines = Files.readAllLines(table);
    assertThat(lines.get(0)).isEqualTo("image_names,p_emergency,emergency_or_not");
    assertThat(lines).hasSize(4);
    for (String line : lines.subList(1, 4)) {
      String[] cells = line.split(",", -1);
      double p = Double.parseDouble(cells[1]);
      assertThat(cells[0]).matches("photo\\d\\.jpg");
      assertThat(cells[2]).isEqualTo(p > 0.5 ? "1" : "0");
    }
  }

  @Test
  void picturesThatCannotBeUsedAreLeftOutOfPredictions() throws IOException {
    Path photos = photos("damaged", 2);
    truncate(photos.resolve("photo0.jpg"));
    Path table = folder.resolve("damaged.csv");
    assertThat(
            blindspot("predict", "--model", model("erasing"), "--images", photos, "--out", table)
                .code)
        .isZero();
    assertThat(Files.readAllLines(table)).hasSize(2);
    truncate(photos.resolve("photo1.jpg"));
    assertMistake(
        blindspot("predict", "--model", model("erasing"), "--images", photos, "--out", table),
        "none of the pictures");
    assertMistake(
        blindspot(
            "explain",
            "--model",
            model("erasing"),
            "--images",
            photos,
            "--out",
            folder.resolve("none")),
        "none of the pictures");
  }

  @Test
  void evaluateComparesModelsAndDoesNotOverwrite() throws IOException {
    Path out = folder.resolve("evaluation");
    Object[] command = {
      "evaluate", config, "--model", model("reference"), "--model", model("erasing"), "--out", out
    };
    Said said = blindspot(command);
    assertThat(said.code).as(said.err).isZero();
    assertThat(said.out).contains("accuracy", "area under the occlusion curve", "evaluation.csv");
    List<String> lines = Files.readAllLines(out.resolve("evaluation.csv"));
    assertThat(lines).hasSize(3);
    String accuracy = json(run.resolve("results.json")).at("/arms/1/test/accuracy").asText();
    assertThat(Double.parseDouble(lines.get(2).split(",", -1)[2]))
        .isCloseTo(Double.parseDouble(accuracy), org.assertj.core.api.Assertions.within(1e-6));
    assertMistake(blindspot(command), "evaluation.csv is there already");
    assertThat(blindspot(with(new String[] {"--force"}, command)).code).isZero();
  }

  @Test
  void evaluateDoesNotWriteOverARun() throws IOException {
    String results = Files.readString(run.resolve("results.json"));
    assertMistake(
        blindspot("evaluate", config, "--model", model("reference"), "--out", run),
        "results.json is there already",
        "--force",
        "--out");
    assertThat(run.resolve("results.json")).hasContent(results);
    assertThat(run.resolve("evaluation.csv")).doesNotExist();
  }

  @Test
  void evaluateMeasuresModelsOfOthersOnAFolderOfPictures() throws IOException {
    Path data = folder.resolve("classes");
    for (String name : new String[] {"a", "b"}) {
      Path photos = photos("class-" + name, 3);
      Files.createDirectories(data);
      Files.move(photos, data.resolve(name));
    }
    Path zip = folder.resolve("foreign.zip");
    ModelSerializer.writeModel(
        ForeignModelTest.network(2, Activation.SOFTMAX), zip.toFile(), false);
    Path out = folder.resolve("foreign");
    Said said =
        blindspot(
            "evaluate",
            "--data",
            data,
            "--model",
            zip,
            "--input-size",
            "16",
            "--normalise",
            "imagenet-mean",
            "--channels",
            "bgr",
            "--out",
            out,
            "--set",
            "evaluation.positions=[random, most-important]");
    assertThat(said.code).as(said.err).isZero();
    assertThat(said.out).contains("foreign.zip: accuracy", "on 6 pictures", "report.html");
    assertThat(json(out.resolve("results.json")).at("/arms/0/robustness/occlusion")).hasSize(2);
    assertThat(out.resolve("report.html")).isNotEmptyFile();

    assertMistake(
        blindspot("evaluate", "--model", zip, "--out", out.resolve("x")),
        "either a CONFIG or --data");
  }

  @Test
  void evaluateRefusesAModelOfOtherPictures() {
    Said said =
        blindspot(
            "evaluate",
            config,
            "--model",
            model("erasing"),
            "--out",
            folder.resolve("e"),
            "--set",
            "data.resize=letterbox");
    assertMistake(said, "32 px (stretch)", "32 px (letterbox)", "data.resize");
  }

  @Test
  void explainPutsModelsSideBySide() throws IOException {
    Path photos = photos("explained", 2);
    Path out = folder.resolve("maps");
    Said said =
        blindspot(
            "explain",
            "--model",
            model("reference"),
            "--model",
            model("erasing"),
            "--images",
            photos,
            "--out",
            out,
            "--set",
            "windowPx=16",
            "--set",
            "stridePx=16");
    assertThat(said.code).as(said.err).isZero();
    assertThat(said.out).contains("explained 2 pictures");
    for (Path sheet : files(out, ".*\\.png")) {
      BufferedImage image = ImageIO.read(sheet.toFile());
      int[] pixels =
          image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
      assertThat(Arrays.stream(pixels).distinct().count()).as(sheet.toString()).isGreaterThan(100);
    }
    assertThat(files(out, "\\d\\d-.*\\.png")).hasSize(2);
    assertThat(files(out, "overview-(occlusion|cam|saliency)\\.png")).hasSize(3);
    assertThat(Files.readAllLines(out.resolve("occlusion.csv")))
        .hasSize(1 + 2 * 2 * 4)
        .anyMatch(line -> line.startsWith("photo0.jpg,reference,0,0,16,16,"))
        .anyMatch(line -> line.startsWith("photo1.jpg,erasing,16,16,16,16,"));
    assertMistake(
        blindspot("explain", "--model", model("erasing"), "--images", photos, "--class", "2"),
        "--class must be 0 to 1");
  }

  @Test
  void previewShowsWhatTrainingSees() throws IOException {
    Path sheet = folder.resolve("preview/sheet.png");
    Said said = blindspot("preview", config, "--arm", "erasing", "--images", "3", "--out", sheet);
    assertThat(said.code).as(said.err).isZero();
    assertThat(ImageIO.read(sheet.toFile()).getHeight()).isGreaterThan(100);
  }

  @Test
  void methodsAreShownOnADrawnVehicle() throws IOException {
    Path sheet = folder.resolve("methods/sheet.png");
    Said said = blindspot("methods", "--out", sheet);
    assertThat(said.code).as(said.err).isZero();
    assertThat(ImageIO.read(sheet.toFile()).getHeight()).isGreaterThan(7 * 160);
  }

  @Test
  void dataIsCheckedAndDrawnAndADrawnSetIsUsedAsATable() {
    Said check = blindspot("data", "check", config);
    assertThat(check.code).isZero();
    assertThat(check.out).contains("40 usable pictures of [other, emergency]", "0 bad rows");
    Path drawn = folder.resolve("drawn");
    Said synth =
        blindspot("data", "synth", "--out", drawn, "--set", "images=8", "--set", "size=32");
    assertThat(synth.code).as(synth.err).isZero();
    assertThat(synth.out).contains("drew 8 pictures");
    Said used =
        blindspot(
            "data",
            "check",
            config,
            "--set",
            "data.source={csv: {table: drawn/labels.csv, folder: drawn}}");
    assertThat(used.code).as(used.err).isZero();
    assertThat(used.out).contains("8 usable pictures of [other, emergency]");
  }

  @Test
  void doctorTellsOfTheMachine() {
    Said said = blindspot("doctor");
    assertThat(said.code).isZero();
    assertThat(said.out).containsIgnoringCase("onednn").contains("Java", "GPU");
  }

  @Test
  void aTruncatedPhotographIsRefusedOrSkippedAndReported() throws IOException {
    for (String name : List.of("cars", "police")) {
      photos("classes/" + name, 8);
    }
    Path bad = folder.resolve("classes/police/photo3.jpg");
    truncate(bad);
    String[] source = {
      "--set", "data={source: {folders: {root: classes}}, split: {nearDuplicateBits: -1}}",
      "--set", "training.epochs=1",
      "--set", "explanation={images: 0, measured: 0}"
    };
    Path out = folder.resolve("classes-run");
    Said refused = blindspot(with(source, "run", config, "--out", out));
    assertMistake(refused, "police/photo3.jpg", "truncated", "data.onBadImage: skip");
    // nothing was trained, so that another configuration may have the folder
    Said skipped =
        blindspot(with(source, "run", config, "--out", out, "--set", "data.onBadImage=skip"));
    assertThat(skipped.code).as(skipped.err).isZero();
    assertThat(out.resolve("tiny/report.html"))
        .content()
        .contains("photo3.jpg")
        .contains("truncated");
    assertThat(json(out.resolve("tiny/results.json")).at("/data/rejected/0/id").asText())
        .isEqualTo("police/photo3.jpg");
  }

  @Test
  void mistakesEndWithTwoAndAnAnswer() throws IOException {
    Path wrong =
        Files.writeString(folder.resolve("wrong.yaml"), "extends: tiny.yaml\ntraning: {}\n");
    assertMistake(blindspot("run", wrong), "wrong.yaml:2", "traning", "training");
    assertMistake(
        blindspot("predict", "--model", folder.resolve("no.zip"), "--images", folder),
        "no such file");
    Path noModel = Files.writeString(folder.resolve("no-model.zip"), "text");
    assertMistake(
        blindspot("predict", "--model", noModel, "--images", photos("some", 1)), "no-model.zip");
    assertMistake(
        blindspot(
            "predict",
            "--model",
            model("erasing"),
            "--images",
            Files.createDirectories(folder.resolve("empty"))),
        "there are no pictures");
    assertMistake(blindspot("preview", config, "--arm", "nobody"), "nobody", "reference, erasing");
  }

  @Test
  void lossesThatAreNoNumbersAreTheUsersMistake() {
    Path out = folder.resolve("wild");
    Said said =
        blindspot(
            "run",
            config,
            "--out",
            out,
            "--set",
            "training.optimiser={adam: {learningRate: 1000000}}",
            "--set",
            "model.batchNorm=false",
            "--set",
            "training.schedule=constant");
    assertMistake(said, "arm 'reference', epoch ", "became NaN", "learningRate");
    assertThat(out.resolve("tiny/arms/reference/model.zip")).doesNotExist();
  }

  private static void assertMistake(Said said, String... parts) {
    assertThat(said.code).as(said.err).isEqualTo(2);
    assertThat(said.err).contains(parts).doesNotContain("\tat ", "Exception");
  }

  private Path model(String arm) {
    return run.resolve("arms").resolve(arm).resolve("model.zip");
  }

  private Path photos(String name, int count) throws IOException {
    Path photos = Files.createDirectories(folder.resolve(name));
    Random random = new Random(name.hashCode());
    for (int i = 0; i < count; i++) {
      BufferedImage image = new BufferedImage(60, 40, BufferedImage.TYPE_3BYTE_BGR);
      for (int p = 0; p < 60 * 40; p++) {
        image.setRGB(p % 60, p / 60, random.nextInt(1 << 24));
      }
      ImageIO.write(image, "jpg", photos.resolve("photo" + i + ".jpg").toFile());
    }
    return photos;
  }

  private static void truncate(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
  }

  private static JsonNode json(Path file) throws IOException {
    return JsonMapper.builder().build().readTree(Files.readString(file));
  }

  private static List<Path> files(Path folder, String pattern) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(pattern)).toList();
    }
  }

  private static Object[] with(String[] more, Object... command) {
    List<Object> all = new ArrayList<>(List.of(command));
    all.addAll(List.of(more));
    return all.toArray();
  }

  /** What a command left behind. */
  private record Said(int code, String out, String err) {}

  private Said blindspot(Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8), false);
    int code =
        new Cli(new Jobs(console), console, folder)
            .execute(Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Said(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
