package dev.blindspot.train.run.cure;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.RelativeBox;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.shortcut.Suspect;
import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.inspect.Subject;
import dev.blindspot.train.inspect.shortcut.ClassScan.FoundSuspect;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch.Extent;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch.Scanned;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.result.Cure.SuspectPlace;
import dev.blindspot.train.run.prepare.Preparation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Scans networks on training and validation images, never on test images: what is found decides how
 * an arm is trained that is then measured on those.
 */
final class SuspectSearch {
  private static final int DONORS = 8;

  private final List<Subject> subjects;
  private final ShortcutSearch search;
  private final Progress progress;

  /**
   * @param networks how many are scanned in the run; they share the level
   */
  SuspectSearch(Preparation prepared, int networks, Progress progress) {
    RunConfig config = prepared.config();
    List<ManifestRow> rows =
        Stream.of(Split.TRAIN, Split.VALIDATION)
            .flatMap(split -> prepared.manifest().in(split).stream())
            .toList();
    this.subjects =
        Subject.sample(
            rows, config.explanation().scan().images(), prepared.images(), config.seed());
    this.search =
        new ShortcutSearch(
            subjects,
            prepared.manifest().classes(),
            config.explanation(),
            prepared.datasetMean(),
            networks,
            config.seed(),
            Extent.CONTENT);
    this.progress = progress;
  }

  /** How many images are looked at. */
  int images() {
    return subjects.size();
  }

  /** The suspects of one network, class by class. */
  List<SuspectPlace> of(String title, Path model) {
    List<SuspectPlace> places = new ArrayList<>();
    for (Scanned scanned : search.scan(title, ModelSource.ours(model), progress)) {
      for (int i = 0; i < scanned.result().suspects().size(); i++) {
        places.add(place(scanned, i));
      }
    }
    return places;
  }

  private SuspectPlace place(Scanned scanned, int index) {
    Suspect suspect = scanned.result().suspects().get(index);
    FoundSuspect found = scanned.scan().suspects().get(index);
    Region extent = scanned.extents().get(index);
    RelativeBox box =
        RelativeBox.of(
            new Box(extent.x(), extent.y(), extent.width(), extent.height()),
            scanned.result().grid().height(),
            scanned.result().grid().width());
    List<String> donors =
        suspect.examples().stream()
            .limit(DONORS)
            .map(example -> subjects.get(scanned.images().get(example)).id())
            .toList();
    return new SuspectPlace(
        scanned.scan().label(),
        found.place(),
        box.x(),
        box.y(),
        box.width(),
        box.height(),
        found.hits(),
        found.images(),
        found.pasted() != null && found.pasted().confirms(),
        found.cue(),
        donors);
  }
}
