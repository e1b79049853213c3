package dev.blindspot.train.run.job;

import static java.util.Objects.requireNonNull;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.explore.image.ArmAugmentation;
import dev.blindspot.train.explore.session.RunKnowledge;
import dev.blindspot.train.explore.session.StoredMaps;
import dev.blindspot.train.explore.session.SuspectPlace;
import dev.blindspot.train.inspect.StoredOcclusion;
import dev.blindspot.train.inspect.shortcut.ClassScan;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.report.page.ResultsJson;
import dev.blindspot.train.report.result.MapFindings;
import dev.blindspot.train.run.cure.Cures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a run's folder holds beside its models: augmentations of its configuration, suspects of its
 * results, and stored maps.
 *
 * @param folder of the run
 * @param models of its arms
 * @param manifest of its images
 * @param rows images that are shown
 */
record ExploredRun(Path folder, RunModels models, Manifest manifest, List<ManifestRow> rows) {

  private RunConfig config() {
    return models.config().config();
  }

  /**
   * All of it.
   *
   * @param images of the manifest
   * @param mean colour of the training images
   */
  RunKnowledge knowledge(ImageStore images, Rgb mean) {
    return new RunKnowledge(
        augmentations(images, mean),
        suspects(),
        maps(),
        config().seed(),
        config().explanation().scan().hitDrop());
  }

  private List<ArmAugmentation> augmentations(ImageStore images, Rgb mean) {
    List<ManifestRow> train = manifest.in(Split.TRAIN);
    int classes = manifest.classes().size();
    return config().arms().entrySet().stream()
        .map(arm -> Map.entry(arm.getKey(), asTrained(arm.getKey(), arm.getValue())))
        .map(
            a ->
                new TrainingAugmentation(
                    a.getKey(), a.getValue(), rows, train, images, mean, classes))
        .filter(TrainingAugmentation::drawsAnything)
        .<ArmAugmentation>map(a -> a)
        .toList();
  }

  private ArmConfig asTrained(String name, ArmConfig arm) {
    ModelSource model = models.sources().get(name);
    if (model == null) {
      return arm;
    }
    try {
      return Cures.asTrained(arm, requireNonNull(model.file().getParent(), "a folder of the run"));
    } catch (IOException e) {
      throw new UserError(
          "the folder of %s cannot be read: %s".formatted(model.name(), e.getMessage()), e);
    }
  }

  private List<SuspectPlace> suspects() {
    Path results = folder.resolve("results.json");
    if (!Files.isRegularFile(results)) {
      return List.of();
    }
    MapFindings found = ResultsJson.read(results).mapFindings();
    return found == null ? List.of() : found.scans().stream().flatMap(this::suspects).toList();
  }

  private Stream<SuspectPlace> suspects(ClassScan scan) {
    return scan.suspects().stream()
        .map(
            of ->
                new SuspectPlace(
                    scan.arm(),
                    manifest.classes().indexOf(scan.label()),
                    of.place(),
                    new Window(of.x(), of.y(), of.width(), of.height())));
  }

  private StoredMaps maps() {
    ExplanationConfig settings = config().explanation();
    if (!settings.furtherWindowsPx().isEmpty()) { // the table holds the first size alone
      return StoredMaps.NONE;
    }
    int side = config().model().inputSize();
    WindowGrid grid = new WindowGrid(side, side, settings.windowPx(), settings.stridePx());
    StoredOcclusion stored =
        StoredOcclusion.read(folder.resolve("explain").resolve("occlusion.csv"));
    Map<String, Integer> labels =
        rows.stream().collect(Collectors.toMap(ManifestRow::id, ManifestRow::label));
    return (arm, image, method, target, clean) ->
        method == MapMethod.OCCLUSION && labels.getOrDefault(image, -1) == target
            ? stored.map(image, arm, grid, target, clean, settings.scale())
            : Optional.<Attribution>empty();
  }
}
