package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.datasets.Shortcut;
import dev.blindspot.train.cli.command.EvaluateCommand;
import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.request.Actions.BenchOptions;
import dev.blindspot.train.cli.request.Actions.EvaluateOptions;
import dev.blindspot.train.cli.request.Actions.ExplainOptions;
import dev.blindspot.train.cli.request.Actions.Format;
import dev.blindspot.train.cli.request.Actions.LayerBench;
import dev.blindspot.train.cli.request.Actions.Measure;
import dev.blindspot.train.cli.request.Actions.Mode;
import dev.blindspot.train.cli.request.Actions.OcclusionBench;
import dev.blindspot.train.cli.request.Actions.PredictOptions;
import dev.blindspot.train.cli.request.Actions.PreviewOptions;
import dev.blindspot.train.cli.request.Actions.ReportOptions;
import dev.blindspot.train.cli.request.Actions.RunOptions;
import dev.blindspot.train.cli.request.Actions.Variant;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.ConfigSchema;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.run.folder.IfExists;
import dev.blindspot.train.run.job.ExplainJob.Unsupported;
import dev.blindspot.train.run.prepare.EvaluationRequest;
import dev.blindspot.train.run.prepare.EvaluationRequest.Images;
import dev.blindspot.train.run.prepare.ModelRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;

class CliTest {
  private final RecordedActions actions = new RecordedActions();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  @TempDir private Path folder = Path.of("");
  private String config = "";
  private String model = "";

  @BeforeEach
  void writeInputs() throws IOException {
    config =
        Files.writeString(
                folder.resolve("c.yaml"),
                "{name: small, data: {source: synthetic}, arms: {baseline: , robust: }}")
            .toString();
    model = Files.writeString(folder.resolve("m.zip"), "").toString();
  }

  private int execute(String... arguments) {
    Console console = new Console(stream(out), stream(err), false);
    return new Cli(actions, console, folder).execute(arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String told() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void runCarriesItsOptions() {
    assertThat(execute("run", config)).isZero();
    assertThat(actions.calls())
        .containsExactly(
            "run", "small", 1L, new RunOptions(Path.of("runs"), IfExists.REFUSE, Mode.DO, null));
    assertThat(printed() + told()).isEmpty();
  }

  @Test
  void runTakesEveryOption() {
    assertThat(
            execute(
                "run",
                config,
                "--set",
                "seed=7",
                "--set=name=x",
                "--out",
                "o",
                "--resume",
                "--dry-run"))
        .isZero();
    assertThat(actions.calls())
        .containsExactly(
            "run", "x", 7L, new RunOptions(Path.of("o"), IfExists.RESUME, Mode.DRY_RUN, null));
  }

  @Test
  void trainTakesTheSameOptions() {
    assertThat(execute("train", "--force", config)).isZero();
    assertThat(actions.calls())
        .containsExactly(
            "train", "small", new RunOptions(Path.of("runs"), IfExists.REPLACE, Mode.DO, null));
  }

  @Test
  void forceAndResumeExcludeEachOther() {
    assertThat(execute("run", config, "--force", "--resume")).isEqualTo(2);
    assertThat(told()).contains("--force, --resume are mutually exclusive");
    assertThat(actions.calls()).isEmpty();
  }

  @Test
  void printConfigRunsNothing() {
    assertThat(execute("run", config, "--print-config", "--set", "training.epochs=3")).isZero();
    assertThat(printed()).startsWith("name: small\nseed: 1\n").contains("  epochs: 3\n");
    assertThat(actions.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"evaluate", "explain"})
  void onnxFilesAreNotGivenToACluster(String command) throws IOException {
    String onnx = Files.writeString(folder.resolve("m.onnx"), "").toString();
    String data = command.equals("explain") ? "--images" : "--data";
    assertThat(
            execute(
                command,
                "--model",
                model,
                "--model",
                onnx,
                data,
                folder.toString(),
                "--spark",
                "x"))
        .isEqualTo(2);
    assertThat(told())
        .contains("--spark x: " + onnx + " is an ONNX file")
        .contains("leave --spark out");
    assertThat(actions.calls()).isEmpty();
  }

  @Test
  void messagesCannotSteerATerminal() {
    assertThat(execute("run", "a\u001b[2J.yaml")).isEqualTo(2);
    assertThat(told()).contains("a\\u{1b}[2J.yaml").doesNotContain("\u001b");
  }

  @Test
  void otherCommandsCarryTheirOptions() {
    Path zip = Path.of(model);
    assertThat(execute("evaluate", config, "--model", model, "--out", "e", "--force")).isZero();
    assertThat(execute("predict", "--model", model, "--images", folder.toString())).isZero();
    assertThat(execute("data", "check", config)).isZero();
    assertThat(execute("doctor")).isZero();
    assertThat(execute("report", "runs/a")).isZero();
    assertThat(execute("report", "runs/a", "runs/b", "--out", "c.html", "--force")).isZero();
    assertThat(actions.calls())
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
  void whatIsThereAlreadyIsNotOverwrittenUnasked() throws IOException {
    Path taken = Files.writeString(folder.resolve("taken"), "mine");
    String out = taken.toString();
    for (String[] command :
        new String[][] {
          {"predict", "--model", model, "--images", folder.toString(), "--out", out},
          {"preview", config, "--out", out},
          {"methods", "--out", out}
        }) {
      assertThat(execute(command)).as(command[0]).isEqualTo(2);
      assertThat(told()).contains(out + " is there already; overwrite it with --force");
    }
    Files.writeString(folder.resolve("labels.csv"), "");
    Files.writeString(folder.resolve("occlusion.csv"), "");
    assertThat(execute("data", "synth", "--out", folder.toString())).isEqualTo(2);
    assertThat(
            execute(
                "explain",
                "--model",
                model,
                "--images",
                folder.toString(),
                "--out",
                folder.toString()))
        .isEqualTo(2);
    assertThat(actions.calls()).isEmpty();
    assertThat(execute("methods", "--force", "--out", out)).isZero();
  }

  @Test
  void aNameMayBeginWithAnAt() throws IOException {
    Path images = Files.createDirectory(folder.resolve("@x"));
    assertThat(execute("predict", "--model", model, "--images", images.toString())).isZero();
    assertThat(execute("predict", "--model", model, "--images", "@x")).isEqualTo(2);
    assertThat(told()).contains("@x");
  }

  @Test
  void printsTheSchemaOfResults() {
    assertThat(execute("schema", "--results")).isZero();
    assertThat(printed()).contains("Blindspot results.json, schema", "\"arms\"");
  }

  @Test
  void explainTakesSettingsOfTheConfiguration() {
    assertThat(
            execute(
                "explain",
                "--model",
                model,
                "--model",
                model,
                "--images",
                folder.toString(),
                "--class",
                "1",
                "--set",
                "windowPx=20",
                "--method",
                "occlusion,gradcam"))
        .isZero();
    Path zip = Path.of(model);
    assertThat(actions.calls())
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
      assertThat(execute(words)).as(example + told()).isZero();
    }
    assertThat(actions.calls())
        .filteredOn(EvaluateOptions.class::isInstance)
        .map(call -> ((EvaluateOptions) call).request().models().options().normalise())
        .containsExactly(null, "caffe", null);
  }

  private String existing(String word) {
    if (word.matches(".*\\.(zip|h5)")) {
      return model;
    }
    if (word.startsWith("photos")) {
      return folder.resolve(word).toString();
    }
    return word.endsWith(".yaml") ? config : word;
  }

  @Test
  void tablesNeedTheNamesOfTheirClasses() throws IOException {
    Path table = Files.writeString(folder.resolve("t.csv"), "image,label\n");
    assertThat(execute("evaluate", "--data", table.toString(), "--model", model)).isEqualTo(2);
    assertThat(told()).contains("data.source.csv.classes=[cat, dog]", "imageColumn");
  }

  @Test
  void columnsOfPredictionsAreTwo() {
    String images = folder.toString();
    assertThat(execute("predict", "--model", model, "--images", images, "--columns", "a,b,c"))
        .isEqualTo(2);
    assertThat(told()).isEqualTo("--columns must be two names, IMAGE,CLASS, was a,b,c\n");
    assertThat(execute("predict", "--model", model, "--images", images, "--columns", "id,label"))
        .isZero();
    assertThat(actions.calls())
        .contains(
            new PredictOptions(
                ModelRequest.of(List.of(Path.of(model))),
                List.of(folder.toString()),
                Path.of("predictions.csv"),
                Links.INSIDE,
                List.of("id", "label")));
  }

  @Test
  void previewShowsAllArmsUnlessSomeAreNamed() {
    assertThat(execute("preview", config)).isZero();
    assertThat(execute("preview", config, "--arm", "robust", "--images", "4", "--out", "p.png"))
        .isZero();
    assertThat(actions.calls())
        .containsExactly(
            "preview",
            "small",
            new PreviewOptions(List.of("baseline", "robust"), 12, Path.of("preview.png")),
            "preview",
            "small",
            new PreviewOptions(List.of("robust"), 4, Path.of("p.png")));
    assertThat(execute("preview", config, "--arm", "x")).isEqualTo(2);
    assertThat(told()).isEqualTo("--arm x: there is no such arm; the arms are baseline, robust\n");
  }

  @Test
  void dataSynthTakesSettingsOfTheSource() {
    assertThat(
            execute(
                "data", "synth", "--out", "d", "--set", "images=20", "--set", "shortcut=watermark"))
        .isZero();
    assertThat(actions.calls())
        .containsExactly(
            "drawData",
            new DataSource.Synthetic(20, 128, 1, Shortcut.WATERMARK, 0.95),
            Path.of("d"));
    assertThat(execute("data", "synth", "--out", "d", "--set", "image=20")).isEqualTo(2);
    assertThat(told()).startsWith("--set image: image: is not a setting; did you mean 'images'?");
  }

  @Test
  void benchMeasuresAllUnlessToldOtherwise() {
    assertThat(execute("bench", "train")).isZero();
    assertThat(execute("bench", "train", "--variant", "frozen", "--batch", "8,16", "--json"))
        .isZero();
    assertThat(execute("bench", "pipeline")).isZero();
    assertThat(execute("bench", "forward", "--batch", "8")).isZero();
    List<Variant> both = List.of(Variant.ALL, Variant.FROZEN);
    List<Variant> all = List.of(Variant.ALL);
    List<Integer> batches = List.of(1, 8, 32);
    assertThat(actions.calls())
        .containsExactly(
            "bench",
            new BenchOptions(Measure.TRAIN, batches, both, Format.TABLE),
            "bench",
            new BenchOptions(Measure.TRAIN, List.of(8, 16), List.of(Variant.FROZEN), Format.JSON),
            "bench",
            new BenchOptions(Measure.PIPELINE, batches, all, Format.TABLE),
            "bench",
            new BenchOptions(Measure.FORWARD, List.of(8), all, Format.TABLE),
            "bench",
            new BenchOptions(Measure.COMPILED, List.of(8), all, Format.TABLE));
    assertThat(execute("bench", "train", "--batch", "0")).isEqualTo(2);
    assertThat(told()).isEqualTo("--batch must be >= 1, was 0\n");
  }

  @Test
  void benchOcclusionChecksItsNumbers() {
    assertThat(execute("bench", "occlusion")).isZero();
    assertThat(execute("bench", "occlusion", "--window", "32", "--stride", "16", "--json"))
        .isZero();
    assertThat(actions.calls())
        .containsExactly(
            "benchOcclusion",
            new OcclusionBench(16, 8, 3, Format.TABLE, null),
            "benchOcclusion",
            new OcclusionBench(32, 16, 3, Format.JSON, null));
    assertThat(execute("bench", "occlusion", "--stride", "17")).isEqualTo(2);
    assertThat(told()).isEqualTo("--stride must be between 1 and --window (16), was 17\n");
  }

  @Test
  void benchLayersTakesVgg16OrAModel() {
    assertThat(execute("bench", "layers")).isZero();
    String[] small = {"bench", "layers", "--size", "96", "--width", "0.25", "--batch", "8"};
    assertThat(execute(small)).isZero();
    assertThat(execute("bench", "layers", "--json", "--model", model)).isZero();
    assertThat(actions.calls())
        .containsExactly(
            "benchLayers",
            new LayerBench(224, 1, 1, Format.TABLE, null),
            "benchLayers",
            new LayerBench(96, 0.25, 8, Format.TABLE, null),
            "benchLayers",
            new LayerBench(224, 1, 1, Format.JSON, ModelRequest.of(List.of(Path.of(model)))));
  }

  @ParameterizedTest
  @CsvSource({
    "--batch 0, '--batch must be >= 1, was 0'",
    "--size 100, '--size must be a multiple of 16, was 100'",
    "--size 0, '--size must be a multiple of 16, was 0'",
    "--width 0, '--width must be between 1/64 and 4, was 0.0'",
    "--width NaN, '--width must be between 1/64 and 4, was NaN'",
    "--model nowhere.zip, nowhere.zip",
    "--batch many, many"
  })
  void benchLayersRefusesWhatCannotBe(String arguments, String reason) {
    assertThat(execute(("bench layers " + arguments).split(" "))).isEqualTo(2);
    assertThat(told()).contains(reason).doesNotContain("\tat ");
    assertThat(actions.calls()).isEmpty();
  }

  @Test
  void aModelHasItsOwnSizeAndWidth() {
    String[] both = {"bench", "layers", "--size", "96", "--model", model};
    assertThat(execute(both)).isEqualTo(2);
    assertThat(told()).startsWith("--size and --width are VGG16's");
  }

  @Test
  void mistakesInTheConfigurationEndWithTwoAndNoStackTrace() {
    assertThat(execute("run", config, "--set", "training.epochs=0")).isEqualTo(2);
    assertThat(told()).isEqualTo("--set training.epochs: training.epochs: must be >= 1, was 0\n");
    assertThat(printed()).isEmpty();
  }

  @Test
  void mistakesThatActionsFindEndWithTwo() {
    actions.thenDo(
        () -> {
          throw new UserError("runs/small is there already; use --force or --resume");
        });
    assertThat(execute("run", config)).isEqualTo(2);
    assertThat(told()).isEqualTo("runs/small is there already; use --force or --resume\n");
  }

  @Test
  void missingInputsAreToldBeforeAnyWork() {
    assertThat(execute("predict", "--model", "no.zip", "--images", folder.toString())).isEqualTo(2);
    assertThat(execute("predict", "--model", model, "--images", "no-photos")).isEqualTo(2);
    assertThat(told())
        .isEqualTo(
            """
            --model no.zip: there is no such file
            --images no-photos: there is no such file or folder
            """);
    assertThat(actions.calls()).isEmpty();
  }

  @Test
  void addressesAreLeftToTheJob() {
    assertThat(execute("explain", "--model", model, "--images", "hdfs://host/photos")).isZero();
    assertThat(actions.calls())
        .filteredOn(ExplainOptions.class::isInstance)
        .map(call -> ((ExplainOptions) call).images())
        .containsExactly(List.of("hdfs://host/photos"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data", "bench", "rnu", "run", "predict", "run a b", "run --nope a"})
  void misuseEndsWithTwoAndPointsToHelp(String line) {
    assertThat(execute(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(told()).contains("--help' for what is possible.").doesNotContain("\tat ");
  }

  @Test
  void misspelledCommandsGetASuggestion() {
    assertThat(execute("trian")).isEqualTo(2);
    assertThat(told()).contains("Did you mean: blindspot train");
  }

  @Test
  void ourFaultsEndWithOneAndLeaveTheStackTraceInAFile() throws IOException {
    actions.thenDo(
        () -> {
          throw new IllegalStateException("broken");
        });
    assertThat(execute("doctor")).isEqualTo(1);
    assertThat(told())
        .startsWith("Blindspot failed: java.lang.IllegalStateException: broken\n")
        .doesNotContain("\tat ");
    assertThat(Files.readString(log()))
        .contains("java.version ", "IllegalStateException: broken", "\tat dev.blindspot.");
    assertThat(told()).endsWith("The details are in " + log() + "\n");
  }

  @Test
  void errorsOfTheMachineAreFaultsToo() {
    actions.thenDo(
        () -> {
          throw new OutOfMemoryError("Java heap space");
        });
    assertThat(execute("doctor")).isEqualTo(1);
    assertThat(told()).contains("Give it more memory");
  }

  @Test
  void tooLittleMemoryIsTheReasonWhoeverWrapsIt() {
    actions.thenDo(
        () -> {
          throw new IllegalStateException("page", new OutOfMemoryError("Java heap space"));
        });
    assertThat(execute("doctor")).isEqualTo(1);
    assertThat(told()).contains("Blindspot failed: java.lang.IllegalStateException: page");
    assertThat(told()).contains("Give it more memory");
  }

  private Path log() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".log")).findFirst().orElseThrow();
    }
  }

  @Test
  void methodsAreShownInAFile() {
    assertThat(execute("methods")).isZero();
    assertThat(execute("methods", "--out", "m.png")).isZero();
    assertThat(actions.calls())
        .containsExactly("methods", Path.of("methods.png"), "methods", Path.of("m.png"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "train",
        "evaluate",
        "explain",
        "predict",
        "preview",
        "methods",
        "report",
        "data check",
        "data synth",
        "doctor",
        "bench forward",
        "bench train",
        "bench occlusion",
        "bench layers",
        "bench pipeline",
        "bench evaluate",
        "schema",
        "data",
        "bench"
      })
  void everyCommandHasHelp(String command) {
    assertThat(execute((command + " --help").split(" "))).isZero();
    assertThat(printed()).startsWith("Usage: blindspot " + command);
    assertThat(actions.calls()).isEmpty();
  }

  @Test
  void helpListsTheCommands() {
    assertThat(execute("--help")).isZero();
    assertThat(printed())
        .contains(
            "run ",
            "train ",
            "evaluate ",
            "explain ",
            "predict ",
            "preview ",
            "methods ",
            "report ",
            "data ",
            "doctor ",
            "bench ")
        .contains("blindspot run quickstart")
        .doesNotContain("  schema ");
  }

  @Test
  void tellsItsVersion() {
    assertThat(execute("--version")).isZero();
    assertThat(printed()).startsWith("blindspot ").contains("Java " + Runtime.version().feature());
  }

  @Test
  void printsTheSchema() {
    assertThat(execute("schema")).isZero();
    assertThat(printed()).isEqualTo(ConfigSchema.toJson());
  }

  @Test
  void completesItselfInShells() {
    assertThat(execute("generate-completion")).isZero();
    assertThat(printed()).startsWith("#!/usr/bin/env bash").contains("_picocli_blindspot_run");
  }
}
