package dev.blindspot.train.run;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.LoadedConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.evaluate.Evaluation;
import dev.blindspot.train.evaluate.OcclusionCurve;
import dev.blindspot.train.io.AtomicFile;
import dev.blindspot.train.machine.Machine;
import dev.blindspot.train.model.ForeignModel;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.model.PixelScale;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.ArmResult;
import dev.blindspot.train.report.ArmSeeds;
import dev.blindspot.train.report.ReportWriter;
import dev.blindspot.train.report.RunResult;
import dev.blindspot.train.report.SeedResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Measures saved models, ours and others', and writes the results as a run does. */
public final class EvaluateJob {
  private final LoadedConfig loaded;
  private final Progress progress;
  private final @Nullable Cluster cluster;
  private final Clock clock = new Clock();

  public EvaluateJob(LoadedConfig loaded, Progress progress) {
    this(loaded, progress, null);
  }

  /** The same; with a cluster, pictures are scored there. */
  public EvaluateJob(LoadedConfig loaded, Progress progress, @Nullable Cluster cluster) {
    this.loaded = loaded;
    this.progress = progress;
    this.cluster = cluster;
  }

  /** One model's figures. */
  public record Row(Path model, Evaluation test, OcclusionCurve occlusion) {}

  /**
   * What is measured.
   *
   * @param models DL4J zips or Keras files; the first one is the reference
   * @param inputSize side of the input of models that do not say it themselves; null: that of the
   *     configuration
   * @param scale what such models expect of their pixels
   * @param pictures which of the configuration's pictures
   */
  public record Request(
      List<Path> models, @Nullable Integer inputSize, PixelScale scale, Pictures pictures) {
    public Request {
      models = List.copyOf(models);
    }

    /** A request by the names of {@link PixelScale}'s choices. */
    public static Request of(
        List<Path> models,
        @Nullable Integer inputSize,
        String normalisation,
        String channels,
        Pictures pictures) {
      return new Request(
          models,
          inputSize,
          new PixelScale(
              PixelScale.Normalisation.valueOf(normalisation),
              PixelScale.Channels.valueOf(channels)),
          pictures);
    }
  }

  /** Which pictures are measured. */
  public enum Pictures {
    /** The test split of the configuration. */
    HELD_OUT,
    /** All that have a label; that no model was trained on them is the user's to know. */
    ALL
  }

  /** Measures every model; writes the results of a run, and {@code evaluation.csv}. */
  public List<Row> evaluate(Request request, Path out, Existing existing) {
    Path table = out.resolve("evaluation.csv");
    requireFree(out, existing);
    int size = inputSize(request);
    Resize resize = resize(request);
    Held held = Held.read(loaded, size, resize, request.pictures(), progress);
    request.models().forEach(model -> requireFits(model, request, held, size, resize));
    Map<String, Path> names = ModelNames.of(request.models());
    Map<String, List<Measured>> measured = new LinkedHashMap<>();
    ArmEvaluation evaluation = new ArmEvaluation(held.materials(), progress);
    names.forEach(
        (name, file) -> {
          try (EvaluatedModel model = open(file, request, held.materials())) {
            measured.put(name, List.of(evaluation.measure(name, model, elsewhere(file, request, held))));
          }
        });
    List<Row> rows = new ArrayList<>();
    measured.forEach(
        (name, models) -> {
          Measured one = models.get(0);
          rows.add(
              new Row(
                  names.getOrDefault(name, Path.of(name)),
                  one.test(),
                  one.run().occlusion().get(0).curve()));
        });
    write(rows, table);
    report(held, size, measured, out);
    return rows;
  }

  /** A run's own folder may be named by mistake: its results must not be lost. */
  private static void requireFree(Path out, Existing existing) {
    if (existing != Existing.REFUSE) {
      return;
    }
    for (String name : List.of("evaluation.csv", "results.json", "results.csv", "report.html")) {
      Path file = out.resolve(name);
      if (Files.exists(file)) {
        throw new UserError(
            file + " is there already; overwrite it with --force or name another --out");
      }
    }
  }

  private ArmEvaluation.@Nullable Elsewhere elsewhere(Path file, Request request, Held held) {
    Cluster machines = cluster;
    return machines == null
        ? null
        : p -> new ClusterScores(machines, held.materials(), request.scale()).said(file, p);
  }

  private static EvaluatedModel open(Path file, Request request, Materials materials) {
    return ForeignModel.isOurs(file)
        ? EvaluatedModel.load(file)
        : EvaluatedModel.of(ForeignModel.load(file, request.scale()), materials);
  }

  /** That of the first model of ours, or what was asked for. */
  private int inputSize(Request request) {
    for (Path model : request.models()) {
      if (ForeignModel.isOurs(model)) {
        try (ModelFile.Loaded ours = ModelFile.load(model)) {
          return request.pictures() == Pictures.ALL
              ? ours.spec().inputSize()
              : loaded.config().model().inputSize();
        }
      }
    }
    return request.inputSize() == null ? loaded.config().model().inputSize() : request.inputSize();
  }

  private Resize resize(Request request) {
    for (Path model : request.models()) {
      if (request.pictures() == Pictures.ALL && ForeignModel.isOurs(model)) {
        try (ModelFile.Loaded ours = ModelFile.load(model)) {
          return ours.spec().resize();
        }
      }
    }
    return loaded.config().data().resize();
  }

  private static void requireFits(Path model, Request request, Held held, int size, Resize resize) {
    List<String> classes = held.manifest().classes();
    if (ForeignModel.isOurs(model)) {
      try (ModelFile.Loaded ours = ModelFile.load(model)) {
        ModelInput found = ModelInput.of(ours.spec());
        ModelInput expected = new ModelInput(size, resize, classes);
        if (!found.equals(expected)) {
          throw new UserError(
              "%s takes %s; the pictures have %s (set model.inputSize and data.resize, or measure it alone)"
                  .formatted(model, found, expected));
        }
      }
      return;
    }
    try (ForeignModel foreign = ForeignModel.load(model, request.scale())) {
      int found = foreign.classes(size);
      if (found != classes.size()) {
        throw new UserError(
            "%s tells %d classes apart, the pictures have %d: %s"
                .formatted(model, found, classes.size(), classes));
      }
    }
  }

  private void report(Held held, int size, Map<String, List<Measured>> measured, Path out) {
    RunConfig config = loaded.config();
    Measured reference = measured.values().iterator().next().get(0);
    List<ArmResult> arms = new ArrayList<>();
    measured.forEach((name, models) -> arms.add(arm(name, models.get(0), reference)));
    RunResult result =
        new RunResult(
            RunResult.SCHEMA,
            config.name(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
            Machine.productVersion(),
            System.getProperty("blindspot.commit"),
            loaded.resolvedYaml(),
            config.seed(),
            Machine.environment(),
            DataDescription.of(config.data().source(), held.manifest(), size, List.of()),
            arms,
            Comparing.all(measured, config.evaluation().bootstrap(), config.seed()),
            List.of(),
            clock.timing(),
            List.of(
                "These models were measured, not trained, by this command: whether their training"
                    + " saw these pictures is not known here."),
            List.of(config.seed()),
            new FindingsSearch(held.materials(), measured).findings(List.of()),
            null);
    ReportWriter.write(result, out);
  }

  private ArmResult arm(String name, Measured measured, Measured reference) {
    SeedResult seed =
        new SeedResult(
            loaded.config().seed(),
            0,
            measured.onValidation(),
            measured.test(),
            measured.run().occlusion().get(0).curve().auc(),
            measured.guidedAuc(),
            measured.corruptionAccuracy(),
            0,
            null,
            null);
    return new ArmResult(
        name,
        List.of(),
        List.of(),
        0,
        measured.onValidation(),
        measured.test(),
        measured.run().occlusion().get(0).curve(),
        List.of(),
        0,
        null,
        measured.robustness(reference),
        ArmSeeds.of(List.of(seed)));
  }

  private static void write(List<Row> rows, Path table) {
    StringBuilder text =
        new StringBuilder(
            "model,images,accuracy,balanced_accuracy,f1,auroc,log_loss,ece,occlusion_auc\n");
    rows.forEach(row -> text.append(line(row)).append('\n'));
    try {
      AtomicFile.writeText(table, text.toString());
    } catch (IOException e) {
      throw new UserError(table + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** An undefined number is an empty field, as in {@code results.csv}. */
  static String line(Row row) {
    Evaluation e = row.test();
    String numbers =
        DoubleStream.of(
                e.accuracy(),
                e.balancedAccuracy(),
                e.f1(),
                e.auroc(),
                e.logLoss(),
                e.ece(),
                row.occlusion().auc())
            .mapToObj(EvaluateJob::text)
            .collect(Collectors.joining(","));
    String model = row.model().toString().replace("\"", "\"\"");
    return "\"%s\",%d,%s".formatted(model, e.images(), numbers);
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }
}
