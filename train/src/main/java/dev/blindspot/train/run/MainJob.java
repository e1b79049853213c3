package dev.blindspot.train.run;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.LoadedConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.Split;
import dev.blindspot.train.data.SplitFile;
import dev.blindspot.train.evaluate.Bootstrap;
import dev.blindspot.train.fit.ArmTraining;
import dev.blindspot.train.fit.TrainedArm;
import dev.blindspot.train.fit.Trainer;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.MapComparison;
import dev.blindspot.train.inspect.MapMeasures;
import dev.blindspot.train.inspect.ShortcutSearch;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.MapFindings;
import dev.blindspot.train.report.ReportWriter;
import dev.blindspot.train.report.RunResult;
import dev.blindspot.train.run.ArmEvaluation.Measured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The main job: pictures in, every arm trained from the same weights on the same order of samples,
 * all arms measured and explained on the same held-out pictures, one report out. What is finished
 * is not done again when a run is resumed.
 */
public final class MainJob {
  private final LoadedConfig loaded;
  private final RunConfig config;
  private final Progress progress;
  private final Clock clock = new Clock();

  /** A job for one configuration. */
  public MainJob(LoadedConfig loaded, Progress progress) {
    this.loaded = loaded;
    this.config = loaded.config();
    this.progress = progress;
  }

  /**
   * Checks everything that can be checked without training: configuration, pictures, first weights.
   */
  public Plan dryRun() {
    Preparation prepared = Preparation.of(loaded, progress);
    prepared.requireHeldOut();
    try (INDArray weights = prepared.firstWeights()) {
      trainers(prepared, weights, Path.of(config.name()));
      return Plan.of(config, prepared.manifest());
    }
  }

  /** Trains every arm; returns the run's folder. */
  public Path train(Path out, Existing existing) {
    return in(
        out,
        existing,
        folder -> {
          trainAll(folder, prepare(folder, existing));
          return folder.path();
        });
  }

  /** The whole job; returns the page. */
  public Path run(Path out, Existing existing) {
    return in(out, existing, folder -> run(folder, existing));
  }

  private Path run(RunFolder folder, Existing existing) throws IOException {
    Preparation prepared = clock.time("data", () -> prepare(folder, existing));
    List<ManifestRow> heldOut = prepared.requireHeldOut();
    Map<String, TrainedArm> arms = trainAll(folder, prepared);
    Map<String, Measured> measured =
        clock.time("evaluation", () -> measure(prepared, arms, heldOut));
    Inspection inspection = clock.time("maps", () -> inspect(prepared, arms, heldOut));
    Bootstrap bootstrap = new Bootstrap(config.evaluation().bootstrap(), config.seed());
    RunPictures pictures = new RunPictures(folder.path(), config, prepared);
    clock.time("pictures", () -> pictures.write(inspection));
    MapFindings findings =
        clock.time(
            "shortcut scan",
            () ->
                findings(prepared, inspection, heldOut)
                    .find(models(arms), folder.path(), folder.path().resolve("explain")));
    RunResult result =
        new ResultAssembly(config, loaded.resolvedYaml(), prepared, clock)
            .result(
                arms,
                measured,
                inspection,
                new MapMeasures(inspection, bootstrap),
                pictures,
                folder.path());
    return ReportWriter.write(result.with(findings), folder.path());
  }

  private interface Work {
    Path in(RunFolder folder) throws IOException;
  }

  private Path in(Path out, Existing existing, Work work) {
    try (RunFolder folder = RunFolder.open(out, loaded, existing)) {
      try {
        return work.in(folder);
      } catch (IOException e) {
        throw unwritable(folder, e);
      } catch (UncheckedIOException e) {
        throw unwritable(folder, requireNonNull(e.getCause()));
      }
    }
  }

  private static UserError unwritable(RunFolder folder, IOException e) {
    return new UserError(
        "a file of the run in %s could not be written or read: %s. Finished epochs are kept: put it right and go on with --resume."
            .formatted(folder.path(), e.getMessage()),
        e);
  }

  private Preparation prepare(RunFolder folder, Existing existing) throws IOException {
    Preparation prepared =
        existing == Existing.RESUME
            ? Preparation.resumed(loaded, folder.split(), progress)
            : Preparation.of(loaded, progress);
    SplitFile.write(prepared.manifest(), folder.split());
    return prepared;
  }

  private Map<String, TrainedArm> trainAll(RunFolder folder, Preparation prepared)
      throws IOException {
    Map<String, TrainedArm> trained = new LinkedHashMap<>();
    try (INDArray weights = prepared.firstWeights()) {
      folder.requireSameWeights(Fingerprint.of(weights));
      List<Trainer> trainers = trainers(prepared, weights, folder.path().resolve("arms"));
      List<String> names = List.copyOf(config.arms().keySet());
      for (int i = 0; i < names.size(); i++) {
        trained.put(names.get(i), clock.time("training", trainers.get(i)::train));
      }
    }
    return trained;
  }

  /** One for each arm, all of them before the first one trains: mistakes come to light at once. */
  private List<Trainer> trainers(Preparation prepared, INDArray weights, Path arms) {
    List<Trainer> trainers = new ArrayList<>();
    for (Map.Entry<String, ArmConfig> arm : config.arms().entrySet()) {
      ArmTraining training =
          new ArmTraining(
              arm.getKey(),
              arm.getValue(),
              config.model(),
              prepared.spec(),
              weights,
              prepared.manifest().in(Split.TRAIN),
              prepared.manifest().in(Split.VALIDATION),
              prepared.pictures(),
              prepared.datasetMean(),
              config.seed(),
              arms.resolve(arm.getKey()));
      trainers.add(new Trainer(training, progress));
    }
    return trainers;
  }

  private Map<String, Measured> measure(
      Preparation prepared, Map<String, TrainedArm> arms, List<ManifestRow> heldOut) {
    ArmEvaluation evaluation = new ArmEvaluation(config, prepared, progress);
    Map<String, Measured> measured = new LinkedHashMap<>();
    arms.forEach((name, arm) -> measured.put(name, evaluation.measure(name, arm.model(), heldOut)));
    return measured;
  }

  private Inspection inspect(
      Preparation prepared, Map<String, TrainedArm> arms, List<ManifestRow> heldOut) {
    int count = Math.max(config.explanation().measured(), config.explanation().images());
    List<Subject> subjects =
        Subject.choose(
            heldOut,
            prepared.manifest().classes().size(),
            count,
            prepared.pictures(),
            config.seed());
    return Inspection.of(
        models(arms), subjects, config.explanation(), prepared.datasetMean(), progress);
  }

  private static Map<String, Path> models(Map<String, TrainedArm> arms) {
    Map<String, Path> models = new LinkedHashMap<>();
    arms.forEach((name, arm) -> models.put(name, arm.model()));
    return models;
  }

  private MapFindingsJob findings(
      Preparation prepared, Inspection inspection, List<ManifestRow> heldOut) {
    int resamples = config.evaluation().bootstrap();
    List<Subject> scanned =
        Subject.sample(
            heldOut, config.explanation().scan().images(), prepared.pictures(), config.seed());
    return new MapFindingsJob(
        inspection,
        new MapComparison(inspection, resamples, config.seed()),
        new ShortcutSearch(
            scanned,
            prepared.manifest().classes(),
            config.explanation(),
            prepared.datasetMean(),
            resamples,
            config.seed()),
        progress);
  }
}
