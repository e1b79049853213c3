package dev.blindspot.train.run.measure;

import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.MapComparison;
import dev.blindspot.train.inspect.MeasureTable;
import dev.blindspot.train.inspect.shortcut.ScanSheets;
import dev.blindspot.train.inspect.shortcut.ScanTable;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch.Scanned;
import dev.blindspot.train.model.foreign.ModelSource;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.report.result.Illustration;
import dev.blindspot.train.report.result.MapFindings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compares the maps of all arms, measures them, and scans the arms for shortcuts. Writes {@code
 * measures.csv}, {@code shortcuts.csv} and the images of the scan.
 */
public final class MapFindingsJob {
  private final Inspection inspection;
  private final MapComparison comparison;
  private final ShortcutSearch search;
  private final Progress progress;

  public MapFindingsJob(
      Inspection inspection, MapComparison comparison, ShortcutSearch search, Progress progress) {
    this.inspection = inspection;
    this.comparison = comparison;
    this.search = search;
    this.progress = progress;
  }

  /**
   * Does all of it.
   *
   * @param models by arm
   * @param root folder that the findings' files are relative to
   * @param folder for the files, inside of {@code root}
   */
  public MapFindings find(Map<String, ModelSource> models, Path root, Path folder)
      throws IOException {
    List<Scanned> scans = new ArrayList<>();
    if (!search.subjects().isEmpty()) {
      models.forEach((arm, model) -> scans.addAll(search.scan(arm, model, progress)));
    }
    if (!inspection.subjects().isEmpty()) {
      MeasureTable.write(inspection, comparison, folder.resolve("measures.csv"));
    }
    return new MapFindings(
        comparison.measures(),
        comparison.moved(),
        inspection.sanity().entrySet().stream()
            .map(arm -> new MapFindings.ArmSanity(arm.getKey(), arm.getValue()))
            .toList(),
        scans.stream().map(Scanned::scan).toList(),
        draw(scans, root, folder));
  }

  private List<Illustration> draw(List<Scanned> scans, Path root, Path folder) throws IOException {
    List<Illustration> images = new ArrayList<>();
    if (scans.isEmpty()) {
      return images;
    }
    ScanTable.write(scans, folder.resolve("shortcuts.csv"));
    ScanSheets sheets = new ScanSheets(search.subjects(), search.settings().sheets());
    Path places = folder.resolve("shortcuts.png");
    if (sheets.writePlaces(scans, places)) {
      images.add(new Illustration("where hiding a place decides", relative(root, places)));
    }
    Path examples = folder.resolve("suspects.png");
    if (sheets.writeExamples(scans, examples)) {
      images.add(new Illustration("examples of the suspects", relative(root, examples)));
    }
    return images;
  }

  private static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}
