package dev.blindspot.train.data.manifest;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.BoundedTable;
import dev.blindspot.train.io.TableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * {@code boxes.csv}: what is known to be where in the images of a {@link SplitFile}, which has no
 * place for it. Columns {@code id, name, kind, x, y, width, height}, in whatever pixels the
 * manifest's boxes are.
 */
public final class BoxFile {
  private static final List<String> COLUMNS =
      List.of("id", "name", "kind", "x", "y", "width", "height");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(COLUMNS.toArray(String[]::new))
          .setSkipHeaderRecord(true)
          .get();

  private BoxFile() {}

  /** Writes the boxes of all rows; the file is there as a whole or not at all. */
  public static void write(Manifest manifest, Path file) throws IOException {
    TableWriter.write(
        file,
        COLUMNS,
        table -> {
          for (ManifestRow row : manifest.rows()) {
            for (CueBox box : row.boxes()) {
              table.row(
                  row.id(),
                  box.name(),
                  box.kind().name().toLowerCase(Locale.ROOT),
                  box.x(),
                  box.y(),
                  box.width(),
                  box.height());
            }
          }
        });
  }

  /**
   * The same rows with the boxes of a file.
   *
   * @throws UserError when the file is missing or not of this form
   */
  public static List<ManifestRow> addTo(List<ManifestRow> rows, Path file) {
    Map<String, List<CueBox>> boxes = read(file);
    return rows.stream().map(row -> row.with(boxes.getOrDefault(row.id(), List.of()))).toList();
  }

  private static Map<String, List<CueBox>> read(Path file) {
    Map<String, List<CueBox>> boxes = new HashMap<>();
    try (BoundedTable text = BoundedTable.open(file);
        CSVParser parser = FORMAT.parse(text)) {
      for (CSVRecord row : parser) {
        text.nextRow();
        boxes
            .computeIfAbsent(TableWriter.original(row.get("id")), id -> new ArrayList<>())
            .add(box(row));
      }
      return boxes;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new UserError(
          "The file of boxes %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static CueBox box(CSVRecord row) {
    return new CueBox(
        TableWriter.original(row.get("name")),
        CueBox.Kind.valueOf(row.get("kind").toUpperCase(Locale.ROOT)),
        Integer.parseInt(row.get("x")),
        Integer.parseInt(row.get("y")),
        Integer.parseInt(row.get("width")),
        Integer.parseInt(row.get("height")));
  }
}
