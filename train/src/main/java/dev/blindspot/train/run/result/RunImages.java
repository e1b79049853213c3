package dev.blindspot.train.run.result;

import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.inspect.ArmMaps;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.OcclusionTable;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.inspect.sheet.MapSheets;
import dev.blindspot.train.report.result.ExplainedImage;
import dev.blindspot.train.report.result.Illustration;
import dev.blindspot.train.run.folder.FileNames;
import dev.blindspot.train.run.prepare.Preparation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The image files of a run. */
public final class RunImages {
  private static final int EXAMPLES = 8;

  private final Path folder;
  private final RunConfig config;
  private final Preparation prepared;
  private final List<List<Illustration>> ofSubject = new ArrayList<>();

  public RunImages(Path folder, RunConfig config, Preparation prepared) {
    this.folder = folder;
    this.config = config;
    this.prepared = prepared;
  }

  /**
   * Writes {@code explain/*.png}, the table of occlusion scores, and the preview of the training
   * images.
   */
  public void write(Inspection inspection) throws IOException {
    MapSheets sheets =
        new MapSheets(inspection, prepared.manifest().classes(), config.explanation());
    int drawn = Math.min(config.explanation().images(), inspection.subjects().size());
    for (int i = 0; i < drawn; i++) {
      String file = "explain/" + FileNames.numbered(i, inspection.subjects().get(i).id());
      sheets.writeImage(i, folder.resolve(file));
      ofSubject.add(List.of(new Illustration(titles(inspection), file)));
    }
    if (drawn > 0) {
      for (MapMethod method : inspection.methods()) {
        sheets.writeOverview(
            drawn, method, folder.resolve("explain").resolve(FileNames.overview(method)));
      }
      if (config.explanation().draws(MapMethod.OCCLUSION)) {
        OcclusionTable.write(
            inspection, prepared.manifest().classes(), folder.resolve("explain/occlusion.csv"));
      }
    }
    new Preview(config, prepared)
        .write(config.arms().keySet(), EXAMPLES, folder.resolve("preview.png"));
  }

  private static String titles(Inspection inspection) {
    return inspection.methods().stream()
        .map(MapMethod::shortName)
        .collect(Collectors.joining(", "));
  }

  /**
   * Writes a sheet for every image of an inspection into a folder of the run, and tells what every
   * arm said about it.
   */
  static List<ExplainedImage> sheets(
      Inspection inspection,
      List<String> classes,
      ExplanationConfig settings,
      Path folder,
      String name)
      throws IOException {
    MapSheets sheets = new MapSheets(inspection, classes, settings);
    List<ExplainedImage> explained = new ArrayList<>();
    for (int i = 0; i < inspection.subjects().size(); i++) {
      String file = name + "/" + FileNames.numbered(i, inspection.subjects().get(i).id());
      sheets.writeImage(i, folder.resolve(file));
      explained.add(
          explained(inspection, classes, i, List.of(new Illustration(titles(inspection), file))));
    }
    return explained;
  }

  /** What every arm said about an image. */
  static ExplainedImage explained(
      Inspection inspection, List<String> classes, int index, List<Illustration> sheets) {
    Subject subject = inspection.subjects().get(index);
    List<ExplainedImage.Said> said = new ArrayList<>();
    for (String arm : inspection.arms()) {
      ArmMaps maps = inspection.of(arm, index);
      said.add(
          new ExplainedImage.Said(
              arm,
              classes.get(maps.predicted()),
              maps.probabilities()[maps.predicted()],
              maps.probabilities()[subject.target()]));
    }
    return new ExplainedImage(subject.id(), classes.get(subject.target()), said, sheets);
  }

  /** Number of images with sheets. */
  int drawn() {
    return ofSubject.size();
  }

  /** The sheets of one image. */
  List<Illustration> sheets(int subject) {
    return ofSubject.get(subject);
  }

  /** Examples of the training images, as every arm sees them. */
  List<Illustration> examples() {
    return prepared.manifest().in(Split.TRAIN).isEmpty()
        ? List.of()
        : List.of(new Illustration("training images as the arms see them", "preview.png"));
  }
}
