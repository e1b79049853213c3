package dev.blindspot.train.run.job;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.manifest.LeftOut;
import dev.blindspot.train.data.manifest.SplitFile;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.evaluate.stats.BoundedMean;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.MapMeasures;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.page.ReportWriter;
import dev.blindspot.train.report.result.Findings;
import dev.blindspot.train.report.result.MapFindings;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.result.ShortcutFindings;
import dev.blindspot.train.run.cure.CueRelations;
import dev.blindspot.train.run.cure.Cures;
import dev.blindspot.train.run.folder.IfExists;
import dev.blindspot.train.run.folder.RunFolder;
import dev.blindspot.train.run.measure.ArmEvaluation;
import dev.blindspot.train.run.measure.ClusterScores;
import dev.blindspot.train.run.measure.EvaluatedModel;
import dev.blindspot.train.run.measure.Measured;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import dev.blindspot.train.run.prepare.Preparation;
import dev.blindspot.train.run.prepare.StepTimer;
import dev.blindspot.train.run.result.ResultAssembly;
import dev.blindspot.train.run.result.RunImages;
import dev.blindspot.train.run.result.RunMaps;
import dev.blindspot.train.run.training.SeededArm;
import dev.blindspot.train.run.training.TrainingPlan;
import dev.blindspot.train.run.training.Trainings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The main job: images in, every arm trained from the same weights on the same order of samples,
 * all arms measured and explained on the same held-out images, one report out. What is finished is
 * not done again when a run is resumed.
 */
public final class MainJob {
  private final LoadedConfig loaded;
  private final RunConfig config;
  private final Progress progress;
  private final @Nullable Cluster cluster;
  private final StepTimer clock = new StepTimer();

  /** A job for one configuration. */
  public MainJob(LoadedConfig loaded, Progress progress) {
    this(loaded, progress, null);
  }

  /**
   * The same; with a cluster, its workers share every training, and images are scored and maps
   * drawn there.
   */
  public MainJob(LoadedConfig loaded, Progress progress, @Nullable Cluster cluster) {
    this.cluster = cluster;
    this.loaded = loaded;
    this.config = loaded.config();
    this.progress = progress;
  }

  /**
   * Checks everything that can be checked without training: configuration, images, first weights.
   */
  public TrainingPlan dryRun() {
    Preparation prepared = Preparation.of(loaded, progress).withoutDownload();
    prepared.requireHeldOut();
    try (Trainings trainings = new Trainings(prepared, Path.of(config.name()), progress, null)) {
      return trainings.plan();
    }
  }

  /** Trains every arm; returns the run's folder. */
  public Path train(Path out, IfExists existing) {
    return in(
        out,
        existing,
        folder -> {
          Preparation prepared = prepare(folder, existing);
          train(folder, prepared, new Cures(prepared, folder.path(), progress));
          return folder.path();
        });
  }

  /** The whole job; returns the page. */
  public Path run(Path out, IfExists existing) {
    return in(out, existing, folder -> run(folder, existing));
  }

  private Path run(RunFolder folder, IfExists existing) throws IOException {
    Preparation prepared = clock.time("data", () -> prepare(folder, existing));
    prepared.requireHeldOut();
    EvaluationInputs materials = EvaluationInputs.of(prepared);
    Cures cures = new Cures(prepared, folder.path(), progress);
    Map<String, List<SeededArm>> arms = train(folder, prepared, cures);
    Map<String, List<Measured>> measured = clock.time("evaluation", () -> measure(materials, arms));
    RunMaps maps = new RunMaps(config, materials, arms, progress, cluster);
    Inspection inspection = clock.time("maps", maps::inspect);
    BoundedMean shares = BoundedMean.ofShares(config.evaluation().bootstrap(), config.seed());
    RunImages images = new RunImages(folder.path(), cures.carriedOut(), prepared);
    clock.time("pictures", () -> images.write(inspection));
    Findings findings = clock.time("findings", () -> maps.findings(measured, folder.path()));
    MapFindings mapFindings =
        clock.time("shortcut scan", () -> maps.together(inspection, folder.path()));
    ShortcutFindings shortcuts =
        new ShortcutFindings(
            new CueRelations(prepared.manifest(), materials.heldOut()).of(measured),
            clock.time("evaluation", () -> cures.measured(materials, arms)));
    RunResult result =
        new ResultAssembly(cures.carriedOut(), loaded.resolvedYaml(), prepared, clock)
            .result(
                arms,
                measured,
                inspection,
                new MapMeasures(inspection, shares),
                images,
                findings.with(maps.opening(inspection, mapFindings, folder.path())),
                folder.path());
    return ReportWriter.write(result.with(mapFindings, shortcuts), folder.path());
  }

  private interface Work {
    Path in(RunFolder folder) throws IOException;
  }

  private Path in(Path out, IfExists existing, Work work) {
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

  private Preparation prepare(RunFolder folder, IfExists existing) throws IOException {
    LeftOut leftOut = LeftOut.in(folder.path());
    Preparation prepared =
        existing.goesOn()
            ? Preparation.resumed(loaded, folder.split(), leftOut, progress)
            : Preparation.of(loaded, leftOut, progress);
    SplitFile.write(prepared.manifest(), folder.split());
    return prepared;
  }

  private Map<String, List<SeededArm>> train(RunFolder folder, Preparation prepared, Cures cures)
      throws IOException {
    try (Trainings trainings = new Trainings(prepared, folder.path(), progress, cluster)) {
      folder.requireSameWeights(trainings.fingerprint());
      return cures.train(trainings, trainings.train(clock), clock);
    }
  }

  private Map<String, List<Measured>> measure(
      EvaluationInputs materials, Map<String, List<SeededArm>> arms) {
    ArmEvaluation evaluation = new ArmEvaluation(materials, progress);
    Map<String, List<Measured>> measured = new LinkedHashMap<>();
    arms.forEach(
        (name, trainings) -> {
          List<Measured> ofArm = new ArrayList<>();
          for (SeededArm one : trainings) {
            try (EvaluatedModel model = EvaluatedModel.load(one.training().model())) {
              String title = SeededArm.title(name, one.seed(), trainings.size());
              ofArm.add(
                  evaluation.measure(title, model, elsewhere(materials, one.training().model())));
            }
          }
          measured.put(name, ofArm);
        });
    return measured;
  }

  private ArmEvaluation.@Nullable Elsewhere elsewhere(EvaluationInputs materials, Path model) {
    Cluster machines = cluster;
    return machines == null ? null : p -> new ClusterScores(machines, materials).said(model, p);
  }
}
