package dev.blindspot.train.run;

import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.LoadedConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.Split;
import dev.blindspot.train.data.SplitFile;
import dev.blindspot.train.evaluate.Bootstrap;
import dev.blindspot.train.fit.ArmTraining;
import dev.blindspot.train.fit.TrainedArm;
import dev.blindspot.train.fit.Trainer;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.MapMeasures;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.ReportWriter;
import dev.blindspot.train.report.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The main job: pictures in, every arm trained from the same weights on the same order of samples, all arms measured and
 * explained on the same held-out pictures, one report out. What is finished is not done again when a run is resumed.
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

  /** Checks everything that can be checked without training. */
  public Plan dryRun() {
    return Plan.of(config, Preparation.of(loaded, progress).manifest());
  }

  /** Trains every arm; returns the run's folder. */
  public Path train(Path out, Existing existing) {
    try (RunFolder folder = RunFolder.open(out, loaded, existing)) {
      trainAll(folder, Preparation.of(loaded, progress));
      return folder.path();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole job; returns the page. */
  public Path run(Path out, Existing existing) {
    try (RunFolder folder = RunFolder.open(out, loaded, existing)) {
      Preparation prepared = clock.time("data", () -> Preparation.of(loaded, progress));
      Map<String, TrainedArm> arms = trainAll(folder, prepared);
      List<ManifestRow> heldOut = prepared.heldOut();
      ArmEvaluation evaluation = new ArmEvaluation(config, prepared, progress);
      Map<String, ArmEvaluation.Measured> measured = new LinkedHashMap<>();
      for (Map.Entry<String, TrainedArm> arm : arms.entrySet()) {
        measured.put(
            arm.getKey(),
            clock.time("evaluation", () -> evaluation.measure(arm.getKey(), arm.getValue().model(), heldOut)));
      }
      Inspection inspection = clock.time("maps", () -> inspect(prepared, arms, heldOut));
      MapMeasures maps = new MapMeasures(inspection, new Bootstrap(config.evaluation().bootstrap(), config.seed()));
      RunPictures pictures = new RunPictures(folder.path(), config, prepared);
      pictures.write(inspection);
      RunResult result =
          new ResultAssembly(config, loaded.resolvedYaml(), prepared, clock)
              .result(arms, measured, inspection, maps, pictures, folder.path());
      return ReportWriter.write(result, folder.path());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, TrainedArm> trainAll(RunFolder folder, Preparation prepared) throws IOException {
    SplitFile.write(prepared.manifest(), folder.path().resolve("split.csv"));
    INDArray weights = prepared.weights().parameters(prepared.spec(), config.seed());
    Map<String, TrainedArm> trained = new LinkedHashMap<>();
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
              folder.arm(arm.getKey()));
      trained.put(arm.getKey(), clock.time("training", () -> new Trainer(training, progress).train()));
    }
    return trained;
  }

  private Inspection inspect(Preparation prepared, Map<String, TrainedArm> arms, List<ManifestRow> heldOut) {
    int count = Math.max(config.explanation().measured(), config.explanation().images());
    List<Subject> subjects =
        Subject.choose(heldOut, prepared.spec().classes().size(), count, prepared.pictures(), config.seed());
    Map<String, Path> models = new LinkedHashMap<>();
    arms.forEach((name, arm) -> models.put(name, arm.model()));
    return Inspection.of(models, subjects, config.explanation(), prepared.datasetMean(), progress);
  }
}
