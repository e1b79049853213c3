package dev.blindspot.train.inspect.shortcut;

import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.shortcut.PositionStats;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch.Scanned;
import dev.blindspot.train.io.TableWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code shortcuts.csv}: every place of every scan. */
public final class ScanTable {
  private static final List<String> HEADER =
      List.of(
          "arm",
          "class",
          "x",
          "y",
          "width",
          "height",
          "pictures",
          "hits",
          "rate",
          "expected",
          "mirrored_rate",
          "mean_drop",
          "statistic",
          "p",
          "suspect");

  private ScanTable() {}

  /** Writes all positions of all arms and classes. */
  public static void write(List<Scanned> scans, Path file) throws IOException {
    TableWriter.write(
        file,
        HEADER,
        table -> {
          for (Scanned scan : scans) {
            for (PositionStats place : scan.result().places()) {
              print(table, scan, place);
            }
          }
        });
  }

  private static void print(TableWriter table, Scanned scan, PositionStats place)
      throws IOException {
    Window window = scan.result().grid().window(place.position());
    boolean suspect =
        scan.result().suspects().stream()
            .anyMatch(found -> found.positions().contains(place.position()));
    table.row(
        scan.scan().arm(),
        scan.scan().label(),
        window.x(),
        window.y(),
        window.width(),
        window.height(),
        place.images(),
        place.hits(),
        place.images() == 0 ? "" : place.rate(),
        place.images() == 0 ? "" : place.expected(),
        place.mirroredRate(),
        place.meanDrop(),
        place.statistic(),
        place.p(),
        suspect);
  }
}
