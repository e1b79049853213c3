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
import dev.blindspot.train.fit.Trainer;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.MapComparison;
import dev.blindspot.train.inspect.MapMeasures;
import dev.blindspot.train.inspect.ShortcutSearch;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.Findings;
import dev.blindspot.train.report.MapFindings;
import dev.blindspot.train.report.ReportWriter;
import dev.blindspot.train.report.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
    try (FirstWeightsBySeed weights = FirstWeightsBySeed.of(prepared)) {
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
    prepared.requireHeldOut();
    Materials materials = Materials.of(prepared);
    Map<String, List<SeededArm>> arms = SeededArm.byArm(trainAll(folder, prepared));
    Map<String, List<Measured>> measured = clock.time("evaluation", () -> measure(materials, arms));
    Inspection inspection = clock.time("maps", () -> inspect(materials, arms));
    Bootstrap bootstrap = new Bootstrap(config.evaluation().bootstrap(), config.seed());
    RunPictures pictures = new RunPictures(folder.path(), config, prepared);
    clock.time("pictures", () -> pictures.write(inspection));
    Findings findings =
        clock.time("findings", () -> findings(materials, arms, measured, folder.path()));
    MapFindings mapFindings =
        clock.time(
            "shortcut scan",
            () ->
                mapFindings(materials, inspection)
                    .find(models(arms), folder.path(), folder.path().resolve("explain")));
    RunResult result =
        new ResultAssembly(config, loaded.resolvedYaml(), prepared, clock)
            .result(
                arms,
                measured,
                inspection,
                new MapMeasures(inspection, bootstrap),
                pictures,
                findings,
                folder.path());
    return ReportWriter.write(result.with(mapFindings), folder.path());
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

  private List<SeededArm> trainAll(RunFolder folder, Preparation prepared) throws IOException {
    List<SeededArm> trained = new ArrayList<>();
    try (FirstWeightsBySeed weights = FirstWeightsBySeed.of(prepared)) {
      folder.requireSameWeights(weights.fingerprint());
      List<Trainer> trainers = trainers(prepared, weights, folder.path().resolve("arms"));
      for (String arm : config.arms().keySet()) {
        for (long seed : config.trainingSeeds()) {
          Trainer trainer = trainers.get(trained.size());
          trained.add(new SeededArm(arm, seed, clock.time("training", trainer::train)));
        }
      }
    }
    return trained;
  }

  /**
   * One for each arm and seed, all of them before the first one trains: mistakes come to light at
   * once.
   */
  private List<Trainer> trainers(Preparation prepared, FirstWeightsBySeed weights, Path arms) {
    List<Trainer> trainers = new ArrayList<>();
    List<Long> seeds = config.trainingSeeds();
    for (Map.Entry<String, ArmConfig> arm : config.arms().entrySet()) {
      for (long seed : seeds) {
        Path folder = arms.resolve(arm.getKey());
        ArmTraining training =
            new ArmTraining(
                SeededArm.title(arm.getKey(), seed, seeds.size()),
                arm.getValue(),
                config.model(),
                prepared.spec(),
                weights.of(seed),
                prepared.manifest().in(Split.TRAIN),
                prepared.manifest().in(Split.VALIDATION),
                prepared.pictures(),
                prepared.datasetMean(),
                seed,
                seeds.size() == 1 ? folder : folder.resolve("seed-" + seed));
        trainers.add(new Trainer(training, progress));
      }
    }
    return trainers;
  }

  private Map<String, List<Measured>> measure(
      Materials materials, Map<String, List<SeededArm>> arms) {
    ArmEvaluation evaluation = new ArmEvaluation(materials, progress);
    Map<String, List<Measured>> measured = new LinkedHashMap<>();
    arms.forEach(
        (name, trainings) -> {
          List<Measured> ofArm = new ArrayList<>();
          for (SeededArm one : trainings) {
            try (EvaluatedModel model = EvaluatedModel.load(one.training().model())) {
              String title = SeededArm.title(name, one.seed(), trainings.size());
              ofArm.add(evaluation.measure(title, model));
            }
          }
          measured.put(name, ofArm);
        });
    return measured;
  }

  private Inspection inspect(Materials materials, Map<String, List<SeededArm>> arms) {
    int count = Math.max(config.explanation().measured(), config.explanation().images());
    return maps(materials, arms, materials.heldOut(), count);
  }

  /** The maps of the networks of the first seed. */
  private Inspection maps(
      Materials materials, Map<String, List<SeededArm>> arms, List<ManifestRow> rows, int count) {
    List<Subject> subjects =
        Subject.choose(
            rows, materials.classes().size(), count, materials.pictures(), config.seed());
    return Inspection.of(models(arms), subjects, config.explanation(), materials.mean(), progress);
  }

  /** The networks of the first seed. */
  private static Map<String, Path> models(Map<String, List<SeededArm>> arms) {
    Map<String, Path> models = new LinkedHashMap<>();
    arms.forEach((name, trainings) -> models.put(name, trainings.get(0).training().model()));
    return models;
  }

  private MapFindingsJob mapFindings(Materials materials, Inspection inspection) {
    int resamples = config.evaluation().bootstrap();
    List<Subject> scanned =
        Subject.sample(
            materials.heldOut(),
            config.explanation().scan().images(),
            materials.pictures(),
            config.seed());
    return new MapFindingsJob(
        inspection,
        new MapComparison(inspection, resamples, config.seed()),
        new ShortcutSearch(
            scanned,
            materials.classes(),
            config.explanation(),
            materials.mean(),
            resamples,
            config.seed()),
        progress);
  }

  private Findings findings(
      Materials materials,
      Map<String, List<SeededArm>> arms,
      Map<String, List<Measured>> measured,
      Path folder)
      throws IOException {
    FindingsSearch search = new FindingsSearch(materials, measured);
    List<ManifestRow> worthMaps = search.worthMaps();
    if (worthMaps.isEmpty()) {
      return search.findings(List.of());
    }
    Inspection inspection = maps(materials, arms, worthMaps, worthMaps.size());
    return search.findings(
        RunPictures.sheets(
            inspection,
            materials.classes(),
            config.explanation(),
            folder,
            "findings"));
  }
}
