package dev.blindspot.train.run;

import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.data.Split;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.MapSheets;
import dev.blindspot.train.inspect.OcclusionTable;
import dev.blindspot.train.report.Illustration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The picture files of a run. */
final class RunPictures {
  private static final int EXAMPLES = 8;

  private final Path folder;
  private final RunConfig config;
  private final Preparation prepared;
  private final List<List<Illustration>> ofSubject = new ArrayList<>();

  RunPictures(Path folder, RunConfig config, Preparation prepared) {
    this.folder = folder;
    this.config = config;
    this.prepared = prepared;
  }

  /**
   * Writes {@code explain/*.png}, the table of occlusion scores, and the preview of the training
   * pictures.
   */
  void write(Inspection inspection) throws IOException {
    MapSheets sheets =
        new MapSheets(inspection, prepared.manifest().classes(), config.explanation());
    int drawn = Math.min(config.explanation().images(), inspection.subjects().size());
    for (int i = 0; i < drawn; i++) {
      String file = "explain/" + FileNames.numbered(i, inspection.subjects().get(i).id());
      sheets.writePicture(i, folder.resolve(file));
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

  /** Number of pictures with sheets. */
  int drawn() {
    return ofSubject.size();
  }

  /** The sheets of one picture. */
  List<Illustration> sheets(int subject) {
    return ofSubject.get(subject);
  }

  /** Examples of the training pictures, as every arm sees them. */
  List<Illustration> examples() {
    return prepared.manifest().in(Split.TRAIN).isEmpty()
        ? List.of()
        : List.of(new Illustration("training pictures as the arms see them", "preview.png"));
  }
}
