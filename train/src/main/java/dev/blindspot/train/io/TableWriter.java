package dev.blindspot.train.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes a table as CSV (RFC 4180, with line feeds) that spreadsheets show and do not calculate:
 * names of files and classes may come from strangers. A text that begins with {@code =}, {@code +},
 * {@code -}, {@code @}, a tab or a carriage return and is not a number gets an apostrophe before it
 * (OWASP, "CSV Injection"); {@link #original} takes it away again.
 */
public final class TableWriter implements Closeable {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

  /** Apostrophes count too, so that every cell can be read back. */
  private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\t\r].*", Pattern.DOTALL);

  private final CSVPrinter out;

  /** Begins a table; closing this closes {@code out}. */
  public TableWriter(Appendable out, List<String> header) throws IOException {
    this.out = new CSVPrinter(out, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
    row(header.toArray());
  }

  /** Writes the rows of a table. */
  @FunctionalInterface
  public interface Rows {
    void writeTo(TableWriter table) throws IOException;
  }

  /** Writes or replaces a file; it is there as a whole or not at all. */
  public static void write(Path file, List<String> header, Rows rows) throws IOException {
    AtomicFile.write(
        file,
        temporary -> {
          try (TableWriter table = new TableWriter(Files.newBufferedWriter(temporary), header)) {
            rows.writeTo(table);
          }
        });
  }

  /** Appends a row of texts and numbers. */
  public void row(Object... cells) throws IOException {
    for (Object cell : cells) {
      out.print(cell instanceof String text ? shown(text) : cell);
    }
    out.println();
  }

  private static String shown(String cell) {
    return FORMULA.matcher(cell).matches() && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
  }

  /** The text that was written as this cell. */
  public static String original(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
  }

  @Override
  public void close() throws IOException {
    out.close(true);
  }
}
