package dev.blindspot.train.data.source;

import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.BoundedTable;
import dev.blindspot.train.io.TerminalText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/** Lists the rows of a table (RFC 4180, UTF-8, header line) of image names and labels. */
final class CsvTable {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setIgnoreSurroundingSpaces(true)
          .setAllowMissingColumnNames(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
          .get();

  private final DataSource.Csv source;
  private final Path table;
  private final ImageFolder folder;

  CsvTable(DataSource.Csv source, Links links, Path configFolder) {
    this.source = source;
    table = DataFolder.resolve(source.table(), configFolder, "data.source.table");
    folder =
        new ImageFolder(
            DataFolder.resolve(source.folder(), configFolder, "data.source.folder"),
            links,
            "data.source.folder");
  }

  /**
   * All rows, with what is wrong about each.
   *
   * @throws UserError when the table cannot be read or lacks the image column
   */
  Listing list() {
    try (BoundedTable text = BoundedTable.open(table)) {
      return list(text);
    } catch (NoSuchFileException e) {
      throw new UserError("data.source.table: there is no file %s.".formatted(table), e);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new UserError("data.source.table: %s %s".formatted(table, reason(e)), e);
    }
  }

  private static String reason(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException) {
        return "is not encoded in UTF-8.";
      }
    }
    return "cannot be read: " + e.getMessage();
  }

  private Listing list(BoundedTable text) throws IOException {
    try (CSVParser parser = FORMAT.parse(text)) {
      text.nextRow();
      List<String> columns = parser.getHeaderNames();
      requireDistinct(columns);
      if (!columns.contains(source.imageColumn())) {
        throw new UserError(
            "data.source.csv.imageColumn: %s has no column '%s'; it has %s: name the one that holds the files' names."
                .formatted(table, source.imageColumn(), columns));
      }
      boolean labelled = columns.contains(source.labelColumn());
      List<Candidate> candidates = new ArrayList<>();
      for (CSVRecord row : parser) {
        text.nextRow();
        candidates.add(candidate(row, where(parser.getCurrentLineNumber()), labelled));
      }
      return new Listing(name(), source.classes(), labelled, candidates);
    }
  }

  private void requireDistinct(List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (!column.isEmpty() && !seen.add(column)) {
        throw new UserError(
            "data.source.table: %s has two columns '%s'; rename or remove one of them."
                .formatted(table, TerminalText.of(column)));
      }
    }
  }

  private Candidate candidate(CSVRecord row, String where, boolean labelled) {
    String name = cell(row, source.imageColumn());
    if (!labelled) {
      return folder.candidate(where, name, -1);
    }
    String label = cell(row, source.labelColumn());
    int index = source.labels().indexOf(label);
    Candidate candidate = folder.candidate(where, name, index);
    if (candidate.problem() != null || index >= 0) {
      return candidate;
    }
    return candidate.because(
        label.isEmpty()
            ? "has no label"
            : "has the unknown label '%s' (known: %s)".formatted(label, source.labels()));
  }

  private static String cell(CSVRecord row, String column) {
    return row.isSet(column) ? row.get(column).strip() : "";
  }

  private String where(long line) {
    return name() + ":" + line;
  }

  private String name() {
    Path name = table.getFileName();
    return name == null ? table.toString() : name.toString();
  }
}
