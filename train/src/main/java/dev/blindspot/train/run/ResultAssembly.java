package dev.blindspot.train.run;

import static java.util.Objects.requireNonNull;

import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.ManifestSummary;
import dev.blindspot.train.data.Split;
import dev.blindspot.train.evaluate.Comparison;
import dev.blindspot.train.evaluate.PairedBootstrap;
import dev.blindspot.train.fit.TrainedArm;
import dev.blindspot.train.inspect.ArmMaps;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.MapMeasures;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.machine.Machine;
import dev.blindspot.train.report.ArmResult;
import dev.blindspot.train.report.DataSummary;
import dev.blindspot.train.report.Epoch;
import dev.blindspot.train.report.ExplainedPicture;
import dev.blindspot.train.report.RunResult;
import dev.blindspot.train.run.ArmEvaluation.Measured;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Puts what a run found into the records that are stored and reported. */
final class ResultAssembly {
  private final RunConfig config;
  private final String resolvedYaml;
  private final Preparation prepared;
  private final Clock clock;

  ResultAssembly(RunConfig config, String resolvedYaml, Preparation prepared, Clock clock) {
    this.config = config;
    this.resolvedYaml = resolvedYaml;
    this.prepared = prepared;
    this.clock = clock;
  }

  RunResult result(
      Map<String, TrainedArm> trained,
      Map<String, Measured> measured,
      Inspection inspection,
      MapMeasures maps,
      RunPictures pictures,
      Path folder) {
    List<ArmResult> arms = new ArrayList<>();
    trained.forEach(
        (name, arm) -> arms.add(arm(name, arm, requireNonNull(measured.get(name)), maps, folder)));
    return new RunResult(
        RunResult.SCHEMA,
        config.name(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
        Machine.productVersion(),
        System.getProperty("blindspot.commit"),
        resolvedYaml,
        config.seed(),
        Machine.environment(),
        data(pictures),
        arms,
        comparisons(measured),
        explained(inspection, pictures),
        clock.timing(),
        notes());
  }

  private ArmResult arm(
      String name, TrainedArm arm, Measured measured, MapMeasures maps, Path folder) {
    return new ArmResult(
        name,
        requireNonNull(config.arms().get(name)).augmentation().describe(),
        arm.history().stream()
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
            .toList(),
        arm.keptEpoch(),
        measured.validation(),
        measured.test(),
        measured.occlusion().curve(),
        maps.of(name),
        arm.seconds(),
        folder.relativize(arm.model()).toString().replace('\\', '/'));
  }

  private DataSummary data(RunPictures pictures) {
    ManifestSummary summary = prepared.manifest().summary();
    int size = config.model().inputSize();
    return new DataSummary(
        describe(config.data().source()),
        size,
        size,
        summary.classes(),
        summary.counts().entrySet().stream()
            .map(
                e ->
                    new DataSummary.SplitCount(
                        e.getKey().name().toLowerCase(Locale.ROOT),
                        e.getValue().stream().mapToInt(Integer::intValue).sum(),
                        e.getValue()))
            .toList(),
        summary.bad().stream()
            .map(bad -> new DataSummary.RejectedRow(bad.where(), bad.id(), bad.reason()))
            .toList(),
        prepared.manifest().hash(),
        summary.duplicates().size(),
        summary.duplicates().stream().mapToInt(group -> group.ids().size()).sum(),
        pictures.examples());
  }

  private static String describe(DataSource source) {
    if (source instanceof DataSource.Csv csv) {
      return "the table " + Path.of(csv.table()).getFileName();
    }
    if (source instanceof DataSource.Folders folders) {
      return "the folders in " + Path.of(folders.root()).getFileName();
    }
    DataSource.Synthetic drawn = (DataSource.Synthetic) source;
    String shortcut =
        drawn.shortcut() == DataSource.Shortcut.NONE
            ? "no planted shortcut"
            : String.format(
                Locale.ROOT,
                "a planted %s that agrees with the class in %.0f %% of the training pictures and by chance in the others",
                drawn.shortcut().name().toLowerCase(Locale.ROOT),
                100 * drawn.shortcutRate());
    return drawn.images() + " drawn vehicles with " + shortcut;
  }

  private List<Comparison> comparisons(Map<String, Measured> measured) {
    PairedBootstrap bootstrap = new PairedBootstrap(config.evaluation().bootstrap(), config.seed());
    List<Comparison> comparisons = new ArrayList<>();
    String reference = measured.keySet().iterator().next();
    Measured first = requireNonNull(measured.get(reference));
    measured.forEach(
        (arm, said) -> {
          if (!arm.equals(reference)) {
            comparisons.add(
                Comparison.accuracy(
                    arm, said.predictions(), reference, first.predictions(), bootstrap));
            comparisons.add(
                Comparison.occlusion(
                    arm, said.occlusion(), reference, first.occlusion(), bootstrap));
          }
        });
    return comparisons;
  }

  private List<ExplainedPicture> explained(Inspection inspection, RunPictures pictures) {
    List<String> classes = prepared.manifest().classes();
    List<ExplainedPicture> explained = new ArrayList<>();
    for (int i = 0; i < pictures.drawn(); i++) {
      Subject subject = inspection.subjects().get(i);
      int label = subject.target();
      List<ExplainedPicture.Said> said = new ArrayList<>();
      for (String arm : inspection.arms()) {
        ArmMaps maps = inspection.of(arm, i);
        said.add(
            new ExplainedPicture.Said(
                arm,
                classes.get(maps.predicted()),
                maps.probabilities()[maps.predicted()],
                maps.probabilities()[label]));
      }
      explained.add(
          new ExplainedPicture(subject.id(), classes.get(label), said, pictures.sheets(i)));
    }
    return explained;
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    List<ManifestRow> test = prepared.manifest().in(Split.TEST);
    if (test.isEmpty()) {
      notes.add(
          "There is no test split: what is called test here was measured on the validation pictures.");
    }
    return notes;
  }
}
