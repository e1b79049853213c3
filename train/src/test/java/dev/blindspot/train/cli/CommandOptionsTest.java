package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.datasets.Shortcut;
import dev.blindspot.train.cli.command.EvaluateCommand;
import dev.blindspot.train.cli.request.Actions.EvaluateOptions;
import dev.blindspot.train.cli.request.Actions.ExplainOptions;
import dev.blindspot.train.cli.request.Actions.Mode;
import dev.blindspot.train.cli.request.Actions.PredictOptions;
import dev.blindspot.train.cli.request.Actions.PreviewOptions;
import dev.blindspot.train.cli.request.Actions.ReportOptions;
import dev.blindspot.train.cli.request.Actions.RunOptions;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.run.folder.IfExists;
import dev.blindspot.train.run.job.ExplainJob.Unsupported;
import dev.blindspot.train.run.prepare.EvaluationRequest;
import dev.blindspot.train.run.prepare.EvaluationRequest.Images;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** What commands ask for, by the options that they were given. */
class CommandOptionsTest {
  private final Path folder;
  private final RecordedCli cli;

  CommandOptionsTest(@TempDir Path folder) {
    this.folder = folder;
    this.cli = new RecordedCli(folder);
  }

  @Test
  void runCarriesItsOptions() {
    assertThat(cli.execute("run", cli.config())).isZero();
    assertThat(cli.actions().calls())
        .containsExactly(
            "run", "small", 1L, new RunOptions(Path.of("runs"), IfExists.REFUSE, Mode.DO, null));
    assertThat(cli.printed() + cli.told()).isEmpty();
  }

  @Test
  void runTakesEveryOption() {
    assertThat(
            cli.execute(
                "run",
                cli.config(),
                "--set",
                "seed=7",
                "--set=name=x",
                "--out",
                "o",
                "--resume",
                "--dry-run"))
        .isZero();
    assertThat(cli.actions().calls())
        .containsExactly(
            "run", "x", 7L, new RunOptions(Path.of("o"), IfExists.RESUME, Mode.DRY_RUN, null));
  }

  @Test
  void trainTakesTheSameOptions() {
    assertThat(cli.execute("train", "--force", cli.config())).isZero();
    assertThat(cli.actions().calls())
        .containsExactly(
            "train", "small", new RunOptions(Path.of("runs"), IfExists.REPLACE, Mode.DO, null));
  }

  @Test
  void forceAndResumeExcludeEachOther() {
    assertThat(cli.execute("run", cli.config(), "--force", "--resume")).isEqualTo(2);
    assertThat(cli.told()).contains("--force, --resume are mutually exclusive");
    assertThat(cli.actions().calls()).isEmpty();
  }

  @Test
  void printConfigRunsNothing() {
    assertThat(cli.execute("run", cli.config(), "--print-config", "--set", "training.epochs=3"))
        .isZero();
    assertThat(cli.printed()).startsWith("name: small\nseed: 1\n").contains("  epochs: 3\n");
    assertThat(cli.actions().calls()).isEmpty();
  }

  @Test
  void otherCommandsCarryTheirOptions() {
    Path zip = Path.of(cli.model());
    assertThat(
            cli.execute("evaluate", cli.config(), "--model", cli.model(), "--out", "e", "--force"))
        .isZero();
    assertThat(cli.execute("predict", "--model", cli.model(), "--images", folder.toString()))
        .isZero();
    assertThat(cli.execute("data", "check", cli.config())).isZero();
    assertThat(cli.execute("doctor")).isZero();
    assertThat(cli.execute("report", "runs/a")).isZero();
    assertThat(cli.execute("report", "runs/a", "runs/b", "--out", "c.html", "--force")).isZero();
    assertThat(cli.actions().calls())
        .containsExactly(
            "evaluate",
            "small",
            new EvaluateOptions(
                new EvaluationRequest(ModelRequest.of(List.of(zip)), Images.HELD_OUT),
                Path.of("e"),
                IfExists.REPLACE,
                null),
            "predict",
            new PredictOptions(
                ModelRequest.of(List.of(zip)),
                List.of(folder.toString()),
                Path.of("predictions.csv"),
                Links.INSIDE,
                List.of()),
            "checkData",
            "small",
            "doctor",
            "report",
            new ReportOptions(List.of(Path.of("runs/a")), null, IfExists.REFUSE),
            "report",
            new ReportOptions(
                List.of(Path.of("runs/a"), Path.of("runs/b")),
                Path.of("c.html"),
                IfExists.REPLACE));
  }

  @Test
  void explainTakesSettingsOfTheConfiguration() {
    assertThat(
            cli.execute(
                "explain",
                "--model",
                cli.model(),
                "--model",
                cli.model(),
                "--images",
                folder.toString(),
                "--class",
                "1",
                "--set",
                "windowPx=20",
                "--method",
                "occlusion,gradcam"))
        .isZero();
    Path zip = Path.of(cli.model());
    assertThat(cli.actions().calls())
        .containsExactly(
            "explain",
            new ExplainOptions(
                ModelRequest.of(List.of(zip, zip)),
                List.of(folder.toString()),
                "1",
                Path.of("maps"),
                Links.INSIDE,
                ConfigReader.part(
                    ExplanationConfig.class,
                    List.of("windowPx=20", "methods=[occlusion, grad-cam]"),
                    folder),
                Unsupported.REFUSE,
                null));
  }

  @Test
  void theExamplesOfEvaluateCanBeTyped() throws IOException {
    Files.createDirectories(folder.resolve("photos"));
    Files.writeString(folder.resolve("photos/labels.csv"), "image,label\n");
    List<String> examples =
        Arrays.stream(EvaluateCommand.class.getAnnotation(Command.class).footer())
            .filter(line -> line.startsWith("  blindspot evaluate"))
            .toList();
    assertThat(examples).hasSize(3);
    for (String example : examples) {
      String[] words =
          Pattern.compile("'[^']*'|\\S+")
              .matcher(example)
              .results()
              .map(found -> existing(found.group().replace("'", "")))
              .skip(1)
              .toArray(String[]::new);
      assertThat(cli.execute(words)).as(example + cli.told()).isZero();
    }
    assertThat(cli.actions().calls())
        .filteredOn(EvaluateOptions.class::isInstance)
        .map(call -> ((EvaluateOptions) call).request().models().options().normalise())
        .containsExactly(null, "caffe", null);
  }

  private String existing(String word) {
    if (word.matches(".*\\.(zip|h5)")) {
      return cli.model();
    }
    if (word.startsWith("photos")) {
      return folder.resolve(word).toString();
    }
    return word.endsWith(".yaml") ? cli.config() : word;
  }

  @Test
  void columnsOfPredictionsAreTwo() {
    String images = folder.toString();
    assertThat(
            cli.execute(
                "predict", "--model", cli.model(), "--images", images, "--columns", "a,b,c"))
        .isEqualTo(2);
    assertThat(cli.told()).isEqualTo("--columns must be two names, IMAGE,CLASS, was a,b,c\n");
    assertThat(
            cli.execute(
                "predict", "--model", cli.model(), "--images", images, "--columns", "id,label"))
        .isZero();
    assertThat(cli.actions().calls())
        .contains(
            new PredictOptions(
                ModelRequest.of(List.of(Path.of(cli.model()))),
                List.of(folder.toString()),
                Path.of("predictions.csv"),
                Links.INSIDE,
                List.of("id", "label")));
  }

  @Test
  void previewShowsAllArmsUnlessSomeAreNamed() {
    assertThat(cli.execute("preview", cli.config())).isZero();
    assertThat(
            cli.execute(
                "preview", cli.config(), "--arm", "robust", "--images", "4", "--out", "p.png"))
        .isZero();
    assertThat(cli.actions().calls())
        .containsExactly(
            "preview",
            "small",
            new PreviewOptions(List.of("baseline", "robust"), 12, Path.of("preview.png")),
            "preview",
            "small",
            new PreviewOptions(List.of("robust"), 4, Path.of("p.png")));
    assertThat(cli.execute("preview", cli.config(), "--arm", "x")).isEqualTo(2);
    assertThat(cli.told())
        .isEqualTo("--arm x: there is no such arm; the arms are baseline, robust\n");
  }

  @Test
  void dataSynthTakesSettingsOfTheSource() {
    assertThat(
            cli.execute(
                "data", "synth", "--out", "d", "--set", "images=20", "--set", "shortcut=watermark"))
        .isZero();
    assertThat(cli.actions().calls())
        .containsExactly(
            "drawData",
            new DataSource.Synthetic(20, 128, 1, Shortcut.WATERMARK, 0.95),
            Path.of("d"));
    assertThat(cli.execute("data", "synth", "--out", "d", "--set", "image=20")).isEqualTo(2);
    assertThat(cli.told())
        .startsWith("--set image: image: is not a setting; did you mean 'images'?");
  }

  @Test
  void methodsAreShownInAFile() {
    assertThat(cli.execute("methods")).isZero();
    assertThat(cli.execute("methods", "--out", "m.png")).isZero();
    assertThat(cli.actions().calls())
        .containsExactly("methods", Path.of("methods.png"), "methods", Path.of("m.png"));
  }
}
