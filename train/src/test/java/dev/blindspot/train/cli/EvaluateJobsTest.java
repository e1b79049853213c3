package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.TinyRun;
import dev.blindspot.train.model.foreign.ForeignModelTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

/** Saved models are measured. */
class EvaluateJobsTest {
  private final User user;

  EvaluateJobsTest(@TempDir Path folder) {
    user = new User(folder);
  }

  @AfterEach
  void restore() {
    TinyRun.restore();
  }

  @Test
  void evaluateComparesModelsAndDoesNotOverwrite() throws IOException {
    Path out = user.folder().resolve("evaluation");
    Object[] command = {
      "evaluate",
      user.config(),
      "--model",
      FinishedRun.model("reference"),
      "--model",
      FinishedRun.model("erasing"),
      "--out",
      out
    };
    User.Said said = user.blindspot(command);
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("accuracy", "area under the occlusion curve", "evaluation.csv");
    List<String> lines = Files.readAllLines(out.resolve("evaluation.csv"));
    assertThat(lines).hasSize(3);
    String accuracy =
        User.json(FinishedRun.folder().resolve("results.json"))
            .at("/arms/1/test/accuracy")
            .asText();
    assertThat(Double.parseDouble(lines.get(2).split(",", -1)[2]))
        .isCloseTo(Double.parseDouble(accuracy), org.assertj.core.api.Assertions.within(1e-6));
    User.assertMistake(user.blindspot(command), "evaluation.csv is there already");
    assertThat(user.blindspot(User.with(new String[] {"--force"}, command)).code()).isZero();
  }

  @Test
  void evaluateDoesNotWriteOverARun() throws IOException {
    String results = Files.readString(FinishedRun.folder().resolve("results.json"));
    User.assertMistake(
        user.blindspot(
            "evaluate",
            user.config(),
            "--model",
            FinishedRun.model("reference"),
            "--out",
            FinishedRun.folder()),
        "results.json is there already",
        "--force",
        "--out");
    assertThat(FinishedRun.folder().resolve("results.json")).hasContent(results);
    assertThat(FinishedRun.folder().resolve("evaluation.csv")).doesNotExist();
  }

  @Test
  void evaluateMeasuresModelsOfOthersOnAFolderOfImages() throws IOException {
    Path data = user.folder().resolve("classes");
    for (String name : new String[] {"a", "b"}) {
      Path photos = user.photos("class-" + name, 3);
      Files.createDirectories(data);
      Files.move(photos, data.resolve(name));
    }
    Path zip = user.folder().resolve("foreign.zip");
    ModelSerializer.writeModel(
        ForeignModelTest.network(2, Activation.SOFTMAX), zip.toFile(), false);
    Path out = user.folder().resolve("foreign");
    User.Said said =
        user.blindspot(
            "evaluate",
            "--data",
            data,
            "--model",
            zip,
            "--input-size",
            "16",
            "--normalise",
            "caffe",
            "--out",
            out,
            "--set",
            "evaluation.positions=[random, most-important]");
    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("foreign.zip: accuracy", "on 6 images", "report.html");
    assertThat(User.json(out.resolve("results.json")).at("/arms/0/robustness/occlusion"))
        .hasSize(2);
    assertThat(out.resolve("report.html")).isNotEmptyFile();

    User.assertMistake(
        user.blindspot("evaluate", "--model", zip, "--out", out.resolve("x")),
        "either a CONFIG or --data");
    User.assertMistake(
        user.blindspot("evaluate", "--data", data, "--model", zip, "--out", out.resolve("x")),
        "foreign.zip was not saved by Blindspot",
        "--normalise caffe");
    User.assertMistake(
        user.blindspot("evaluate", "--data", data, "--model", zip, "--normalise", "imagenet-mean"),
        "imagenet-mean",
        "caffe now");
  }

  @Test
  void addressesNeedSpark() {
    Path model = FinishedRun.model("erasing");
    User.assertMistake(
        user.blindspot("explain", "--model", model, "--images", "hdfs://host/photos"),
        "--images: hdfs://host/photos is an address that Hadoop reads",
        "add --spark MASTER");
    User.assertMistake(
        user.blindspot(
            "evaluate",
            "--model",
            model,
            "--data",
            "s3a://sets/a/labels.csv",
            "--set",
            "data.source.csv.classes=[a, b]"),
        "data.source.table: s3a://sets/a/labels.csv is an address",
        "add --spark MASTER");
    User.assertMistake(
        user.blindspot("evaluate", "--model", model, "--data", "hdfs://host/classes"),
        "data.source.root: hdfs://host/classes is an address",
        "add --spark MASTER");
  }

  @Test
  void evaluateRefusesAModelOfOtherImages() {
    User.Said said =
        user.blindspot(
            "evaluate",
            user.config(),
            "--model",
            FinishedRun.model("erasing"),
            "--out",
            user.folder().resolve("e"),
            "--set",
            "data.resize=letterbox");
    User.assertMistake(said, "32 px (stretch)", "32 px (letterbox)", "data.resize");
  }
}
