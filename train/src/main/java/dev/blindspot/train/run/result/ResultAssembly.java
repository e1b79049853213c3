package dev.blindspot.train.run.result;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.config.DataConfig.WatermarkConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.reader.ConfigWriter;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.fit.TrainedArm;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.MapMeasures;
import dev.blindspot.train.machine.Machine;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.ArmSeeds;
import dev.blindspot.train.report.result.Epoch;
import dev.blindspot.train.report.result.ExplainedImage;
import dev.blindspot.train.report.result.Findings;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.result.SeedResult;
import dev.blindspot.train.report.table.Numbers;
import dev.blindspot.train.run.measure.Comparing;
import dev.blindspot.train.run.measure.Measured;
import dev.blindspot.train.run.prepare.Preparation;
import dev.blindspot.train.run.prepare.StepTimer;
import dev.blindspot.train.run.training.SeededArm;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Puts what a run found into the records that are stored and reported. */
public final class ResultAssembly {
  private final RunConfig config;
  private final String resolvedYaml;
  private final Preparation prepared;
  private final StepTimer clock;

  public ResultAssembly(
      RunConfig config, String resolvedYaml, Preparation prepared, StepTimer clock) {
    this.config = config;
    this.resolvedYaml = resolvedYaml;
    this.prepared = prepared;
    this.clock = clock;
  }

  public RunResult result(
      Map<String, List<SeededArm>> trained,
      Map<String, List<Measured>> measured,
      Inspection inspection,
      MapMeasures maps,
      RunImages images,
      Findings findings,
      Path folder) {
    List<ArmResult> arms = new ArrayList<>();
    List<Measured> reference = measured.values().iterator().next();
    trained.forEach(
        (name, trainings) ->
            arms.add(arm(trainings, requireNonNull(measured.get(name)), reference, maps, folder)));
    return new RunResult(
        RunResult.SCHEMA,
        config.name(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Machine.productVersion(),
        System.getProperty("blindspot.commit"),
        resolvedYaml,
        config.seed(),
        Machine.environment(),
        DataDescription.of(
            config.data().source(),
            prepared.manifest(),
            config.model().inputSize(),
            images.examples()),
        arms,
        Comparing.all(measured),
        explained(inspection, images),
        clock.timing(),
        notes(),
        config.trainingSeeds(),
        findings,
        null,
        null,
        Comparing.worstPlace(measured));
  }

  private ArmResult arm(
      List<SeededArm> trainings,
      List<Measured> measured,
      List<Measured> reference,
      MapMeasures maps,
      Path folder) {
    SeededArm first = trainings.get(0);
    TrainedArm training = first.training();
    Measured ofFirst = measured.get(0);
    List<SeedResult> seeds = new ArrayList<>();
    for (int i = 0; i < trainings.size(); i++) {
      SeededArm one = trainings.get(i);
      boolean only = trainings.size() == 1;
      seeds.add(
          measured
              .get(i)
              .seed(
                  one.seed(),
                  one.training().keptEpoch(),
                  one.training().seconds(),
                  relative(folder, one.training().model()),
                  only ? null : measured.get(i).robustness(reference.get(i))));
    }
    return new ArmResult(
        first.arm(),
        ConfigWriter.lines(requireNonNull(config.arms().get(first.arm())).augmentation()),
        epochs(training),
        training.keptEpoch(),
        ofFirst.onValidation(),
        ofFirst.test(),
        ofFirst.firstCurve(),
        maps.of(first.arm()),
        training.seconds(),
        relative(folder, training.model()),
        ofFirst.robustness(reference.get(0)),
        new ArmSeeds(seeds));
  }

  private static List<Epoch> epochs(TrainedArm training) {
    return training.history().stream()
        .map(
            e ->
                new Epoch(
                    e.epoch(),
                    e.trainLoss(),
                    null,
                    e.validationLoss(),
                    e.validationAccuracy(),
                    e.learningRate(),
                    e.seconds(),
                    e.imagesPerSecond()))
        .toList();
  }

  private static String relative(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  private List<ExplainedImage> explained(Inspection inspection, RunImages images) {
    List<String> classes = prepared.manifest().classes();
    List<ExplainedImage> explained = new ArrayList<>();
    for (int i = 0; i < images.drawn(); i++) {
      explained.add(RunImages.explained(inspection, classes, i, images.sheets(i)));
    }
    return explained;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (prepared.manifest().in(Split.TEST).isEmpty()) {
      notes.add(
          "There is no test split: what is called test here was measured on the validation"
              + " images.");
    }
    List<Long> seeds = config.trainingSeeds();
    if (seeds.size() > 1) {
      notes.add(
          "Every arm was trained with %d seeds: figures and curves are means over these trainings with their standard deviation. Maps, confusion matrices, lists of images and training curves are those of seed %d."
              .formatted(seeds.size(), seeds.get(0)));
    }
    WatermarkConfig planted = config.data().watermark();
    if (planted != null) {
      notes.add(
          "A watermark was planted into %s of the training images of \u201c%s\u201d, and into %s of the validation and test images of every class, where it says nothing."
              .formatted(
                  Numbers.wholePercent(planted.share()),
                  planted.label(),
                  Numbers.wholePercent(planted.heldOutShare())));
    }
    for (String seen : Preparation.seenInTraining(config, prepared.datasetMean())) {
      notes.add("Mind that " + seen + ": what is measured with it is partly memory.");
    }
    return notes;
  }
}
