package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.cli.request.Actions.ExplainOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files and folders that commands are given are looked at before any work. */
class CommandFilesTest {
  private final Path folder;
  private final RecordedCli cli;

  CommandFilesTest(@TempDir Path folder) {
    this.folder = folder;
    this.cli = new RecordedCli(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "explain"})
  void onnxFilesAreNotGivenToACluster(String command) throws IOException {
    String onnx = Files.writeString(folder.resolve("m.onnx"), "").toString();
    String data = command.equals("explain") ? "--images" : "--data";
    assertThat(
            cli.execute(
                command,
                "--model",
                cli.model(),
                "--model",
                onnx,
                data,
                folder.toString(),
                "--spark",
                "x"))
        .isEqualTo(2);
    assertThat(cli.told())
        .contains("--spark x: " + onnx + " is an ONNX file")
        .contains("leave --spark out");
    assertThat(cli.actions().calls()).isEmpty();
  }

  @Test
  void whatIsThereAlreadyIsNotOverwrittenUnasked() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "mine");
    String out = taken.toString();
    for (String[] command :
        new String[][] {
          {"predict", "--model", cli.model(), "--images", folder.toString(), "--out", out},
          {"preview", cli.config(), "--out", out},
          {"methods", "--out", out}
        }) {
      assertThat(cli.execute(command)).as(command[0]).isEqualTo(2);
      assertThat(cli.told()).contains(out + " is there already; overwrite it with --force");
    }
    Files.writeString(folder.resolve("labels.csv"), "");
    Files.writeString(folder.resolve("occlusion.csv"), "");
    assertThat(cli.execute("data", "synth", "--out", folder.toString())).isEqualTo(2);
    assertThat(
            cli.execute(
                "explain",
                "--model",
                cli.model(),
                "--images",
                folder.toString(),
                "--out",
                folder.toString()))
        .isEqualTo(2);
    assertThat(cli.actions().calls()).isEmpty();
    assertThat(cli.execute("methods", "--force", "--out", out)).isZero();
  }

  @Test
  void aNameMayBeginWithAnAt() throws IOException {
    Path images = Files.createDirectory(folder.resolve("@x"));
    assertThat(cli.execute("predict", "--model", cli.model(), "--images", images.toString()))
        .isZero();
    assertThat(cli.execute("predict", "--model", cli.model(), "--images", "@x")).isEqualTo(2);
    assertThat(cli.told()).contains("@x");
  }

  @Test
  void tablesNeedTheNamesOfTheirClasses() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "image,label\n");
    assertThat(cli.execute("evaluate", "--data", table.toString(), "--model", cli.model()))
        .isEqualTo(2);
    assertThat(cli.told()).contains("data.source.csv.classes=[cat, dog]", "imageColumn");
  }

  @Test
  void missingInputsAreToldBeforeAnyWork() {
    assertThat(cli.execute("predict", "--model", "no.zip", "--images", folder.toString()))
        .isEqualTo(2);
    assertThat(cli.execute("predict", "--model", cli.model(), "--images", "no-photos"))
        .isEqualTo(2);
    assertThat(cli.told())
        .isEqualTo(
            """
            --model no.zip: there is no such file
            --images no-photos: there is no such file or folder
            """);
    assertThat(cli.actions().calls()).isEmpty();
  }

  @Test
  void addressesAreLeftToTheJob() {
    assertThat(cli.execute("explain", "--model", cli.model(), "--images", "hdfs://host/photos"))
        .isZero();
    assertThat(cli.actions().calls())
        .filteredOn(ExplainOptions.class::isInstance)
        .map(call -> ((ExplainOptions) call).images())
        .containsExactly(List.of("hdfs://host/photos"));
  }
}
