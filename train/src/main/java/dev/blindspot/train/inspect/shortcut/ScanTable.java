package dev.blindspot.train.inspect.shortcut;

import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.shortcut.PositionStats;
import dev.blindspot.train.inspect.shortcut.ShortcutSearch.Scanned;
import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** {@code shortcuts.csv}: every place of every scan. */
public final class ScanTable {
  private ScanTable() {}

  /** Writes all positions of all arms and classes. */
  public static void write(List<Scanned> scans, Path file) throws IOException {
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setHeader(
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
                "suspect")
            .setRecordSeparator('\n')
            .get();
    AtomicFile.write(
        file,
        temporary -> {
          try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(temporary), format)) {
            for (Scanned scan : scans) {
              for (PositionStats place : scan.result().places()) {
                print(csv, scan, place);
              }
            }
          }
        });
  }

  private static void print(CSVPrinter csv, Scanned scan, PositionStats place) throws IOException {
    Window window = scan.result().grid().window(place.position());
    boolean suspect =
        scan.result().suspects().stream()
            .anyMatch(found -> found.positions().contains(place.position()));
    csv.printRecord(
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
