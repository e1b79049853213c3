package dev.blindspot.train.data.manifest;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.BoundedTable;
import dev.blindspot.train.io.TableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * {@code split.csv}: which image played which part in a run. Columns {@code id, path, label, split,
 * content_hash}; label is the index of the class, -1 for none.
 */
public final class SplitFile {
  private static final List<String> COLUMNS =
      List.of("id", "path", "label", "split", "content_hash");
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(COLUMNS.toArray(String[]::new))
          .setSkipHeaderRecord(true)
          .get();

  private SplitFile() {}

  /** Writes all rows of a manifest; the file is there as a whole or not at all. */
  public static void write(Manifest manifest, Path file) throws IOException {
    TableWriter.write(
        file,
        COLUMNS,
        table -> {
          for (ManifestRow row : manifest.rows()) {
            table.row(
                row.id(),
                row.path().toString(),
                row.label(),
                row.split().text(),
                row.contentHash());
          }
        });
  }

  /**
   * Reads rows back, without boxes; {@link Manifest#withSplitsOf} applies them.
   *
   * @throws UserError when the file is missing or not of this form
   */
  public static List<ManifestRow> read(Path file) {
    try (BoundedTable text = BoundedTable.open(file);
        CSVParser parser = FORMAT.parse(text)) {
      List<ManifestRow> rows = new ArrayList<>();
      for (CSVRecord row : parser) {
        text.nextRow();
        rows.add(row(row));
      }
      return rows;
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new UserError(
          "The split file %s cannot be read: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static ManifestRow row(CSVRecord row) {
    return new ManifestRow(
        TableWriter.original(row.get("id")),
        Path.of(TableWriter.original(row.get("path"))),
        Integer.parseInt(row.get("label")),
        Split.valueOf(row.get("split").toUpperCase(Locale.ROOT)),
        row.get("content_hash"),
        List.of());
  }
}
