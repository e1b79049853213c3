package dev.blindspot.train.run.result;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.MapComparison;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch.Extent;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.result.ExplainedImage;
import dev.blindspot.train.report.result.Findings;
import dev.blindspot.train.report.result.MapFindings;
import dev.blindspot.train.run.measure.ClusterMaps;
import dev.blindspot.train.run.measure.FindingsSearch;
import dev.blindspot.train.run.measure.MapFindingsJob;
import dev.blindspot.train.run.measure.Measured;
import dev.blindspot.train.run.prepare.EvaluationInputs;
import dev.blindspot.train.run.training.SeededArm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The maps of a run: those of every arm's network of the first seed. */
public final class RunMaps {
  private final RunConfig config;
  private final EvaluationInputs materials;
  private final Map<String, ModelSource> models = new LinkedHashMap<>();
  private final Progress progress;
  private final @Nullable Cluster cluster;
  private @Nullable Inspection notable;

  public RunMaps(
      RunConfig config,
      EvaluationInputs materials,
      Map<String, List<SeededArm>> arms,
      Progress progress,
      @Nullable Cluster cluster) {
    this.cluster = cluster;
    this.config = config;
    this.materials = materials;
    this.progress = progress;
    arms.forEach(
        (name, trainings) ->
            models.put(name, ModelSource.ours(trainings.get(0).training().model())));
  }

  /** The images that are measured and drawn. */
  public Inspection inspect() throws IOException {
    int count = Math.max(config.explanation().measured(), config.explanation().images());
    return of(materials.heldOut(), count, config.explanation());
  }

  private Inspection of(List<ManifestRow> rows, int count, ExplanationConfig settings)
      throws IOException {
    List<Subject> subjects =
        Subject.choose(rows, materials.classes().size(), count, materials.images(), config.seed());
    return cluster == null
        ? Inspection.of(models, subjects, settings, materials.mean(), progress)
        : ClusterMaps.inspect(cluster, models, subjects, settings, materials.mean(), progress);
  }

  /** What the maps say together, and what the scan for shortcuts finds. */
  public MapFindings together(Inspection inspection, Path folder) throws IOException {
    int draws = config.evaluation().bootstrap();
    List<Subject> scanned =
        Subject.sample(
            materials.heldOut(),
            config.explanation().scan().images(),
            materials.images(),
            config.seed());
    return new MapFindingsJob(
            inspection,
            new MapComparison(inspection, draws, config.seed()),
            new ShortcutSearch(
                scanned,
                materials.classes(),
                config.explanation(),
                materials.mean(),
                models.size(),
                config.seed(),
                Extent.WINDOWS),
            progress)
        .find(models, folder, folder.resolve("explain"));
  }

  /** Mistakes, disagreements and likely label errors, with the maps of the most telling ones. */
  public Findings findings(Map<String, List<Measured>> measured, Path folder) throws IOException {
    FindingsSearch search = new FindingsSearch(materials, measured);
    List<ManifestRow> worthMaps = search.worthMaps();
    if (worthMaps.isEmpty()) {
      return search.findings(List.of());
    }
    Inspection inspection = of(worthMaps, worthMaps.size(), config.explanation().onlyDrawn());
    notable = inspection;
    return search.findings(
        RunImages.sheets(
            inspection, materials.classes(), config.explanation(), folder, "findings"));
  }

  /** The image that the report begins with; null when no maps were drawn. */
  public @Nullable ExplainedImage opening(Inspection inspection, MapFindings together, Path folder)
      throws IOException {
    List<Inspection> drawn = notable == null ? List.of(inspection) : List.of(notable, inspection);
    return new OpeningImage(drawn, materials.classes(), config.explanation())
        .write(together, folder);
  }
}
