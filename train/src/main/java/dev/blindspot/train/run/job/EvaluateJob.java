package dev.blindspot.train.run.job;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.manifest.LeftOut;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.machine.Machine;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.page.ReportWriter;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.ArmSeeds;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.run.folder.IfExists;
import dev.blindspot.train.run.measure.ArmEvaluation;
import dev.blindspot.train.run.measure.ClusterScores;
import dev.blindspot.train.run.measure.Comparing;
import dev.blindspot.train.run.measure.EvaluatedModel;
import dev.blindspot.train.run.measure.FindingsSearch;
import dev.blindspot.train.run.measure.Measured;
import dev.blindspot.train.run.measure.ModelRow;
import dev.blindspot.train.run.measure.SavedModels;
import dev.blindspot.train.run.prepare.EvaluationData;
import dev.blindspot.train.run.prepare.EvaluationRequest;
import dev.blindspot.train.run.prepare.StepTimer;
import dev.blindspot.train.run.result.DataDescription;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Measures saved models, ours and others', and writes the results as a run does. */
public final class EvaluateJob {
  private static final String TABLE = "evaluation.csv";

  private final LoadedConfig loaded;
  private final Progress progress;
  private final @Nullable Cluster cluster;
  private final StepTimer clock = new StepTimer();

  public EvaluateJob(LoadedConfig loaded, Progress progress) {
    this(loaded, progress, null);
  }

  /** The same; with a cluster, images are scored there. */
  public EvaluateJob(LoadedConfig loaded, Progress progress, @Nullable Cluster cluster) {
    this.loaded = loaded;
    this.progress = progress;
    this.cluster = cluster;
  }

  /** Measures every model; writes the results of a run, and {@code evaluation.csv}. */
  public List<ModelRow> evaluate(EvaluationRequest request, Path out, IfExists existing) {
    requireFree(out, existing);
    SavedModels models = new SavedModels(loaded.config(), request);
    int size = models.inputSize();
    EvaluationData held =
        EvaluationData.read(
            loaded, size, models.resize(), request.images(), LeftOut.in(out), progress);
    models.requireFit(size, models.resize(), held.manifest().classes());
    Map<String, Measured> measured = new LinkedHashMap<>();
    List<ModelRow> rows = new ArrayList<>();
    ArmEvaluation evaluation = new ArmEvaluation(held.materials(), progress);
    models
        .sources()
        .forEach(
            (name, source) -> {
              try (EvaluatedModel model = EvaluatedModel.of(source, held.materials())) {
                Measured one = evaluation.measure(name, model, elsewhere(source, held));
                measured.put(name, one);
                rows.add(new ModelRow(source.file(), one.test(), one.firstCurve()));
              }
            });
    ModelRow.write(rows, out.resolve(TABLE));
    ReportWriter.write(result(held, size, measured), out);
    return rows;
  }

  /** A run's own folder may be named by mistake: its results must not be lost. */
  private static void requireFree(Path out, IfExists existing) {
    if (existing != IfExists.REFUSE) {
      return;
    }
    for (String name : List.of(TABLE, "results.json", "results.csv", "report.html")) {
      Path file = out.resolve(name);
      if (Files.exists(file)) {
        throw new UserError(
            file + " is there already; overwrite it with --force or name another --out");
      }
    }
  }

  private ArmEvaluation.@Nullable Elsewhere elsewhere(ModelSource source, EvaluationData held) {
    Cluster machines = cluster;
    return machines == null
        ? null
        : p -> new ClusterScores(machines, held.materials()).said(source, p);
  }

  private RunResult result(EvaluationData held, int size, Map<String, Measured> measured) {
    RunConfig config = loaded.config();
    Measured reference = measured.values().iterator().next();
    List<ArmResult> arms = new ArrayList<>();
    Map<String, List<Measured>> bySeed = new LinkedHashMap<>();
    measured.forEach(
        (name, one) -> {
          arms.add(arm(name, one, reference));
          bySeed.put(name, List.of(one));
        });
    return new RunResult(
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
        Comparing.all(bySeed),
        List.of(),
        clock.timing(),
        List.of(
            "These models were measured, not trained, by this command: whether their training"
                + " saw these images is not known here."),
        List.of(config.seed()),
        new FindingsSearch(held.materials(), bySeed).findings(List.of()),
        null,
        null,
        Comparing.worstPlace(bySeed));
  }

  private ArmResult arm(String name, Measured measured, Measured reference) {
    return new ArmResult(
        name,
        List.of(),
        List.of(),
        0,
        measured.onValidation(),
        measured.test(),
        measured.firstCurve(),
        List.of(),
        0,
        null,
        measured.robustness(reference),
        new ArmSeeds(List.of(measured.seed(loaded.config().seed(), 0, 0, null, null))));
  }
}
