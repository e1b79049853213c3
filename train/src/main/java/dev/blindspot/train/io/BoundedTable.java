package dev.blindspot.train.io;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A text file of rows that cannot fill the memory: no pipe and no device, of a bounded size, each
 * row of a bounded length. UTF-8, without a byte order mark.
 *
 * <p>Whoever reads calls {@link #nextRow} after every row.
 */
public final class BoundedTable extends FilterReader {
  /** Bytes of a table: some ten million rows. */
  public static final long MAX_BYTES = 1L << 30;

  /** Characters of a row, of which a parser may have read {@value #AHEAD} ahead. */
  public static final int MAX_ROW = 1 << 20;

  /** Rows of a table. */
  public static final int MAX_ROWS = 10_000_000;

  private static final int AHEAD = 1 << 16;

  private long sinceRow;
  private int rows;

  private BoundedTable(Reader in) {
    super(in);
  }

  /**
   * Opens a file.
   *
   * @throws NoSuchFileException when it is not there
   * @throws IOException when it is not a file, too large, or cannot be read
   */
  public static BoundedTable open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      if (Files.exists(file)) {
        throw new IOException("it is not a file");
      }
      throw new NoSuchFileException(file.toString());
    }
    long bytes = Files.size(file);
    if (bytes > MAX_BYTES) {
      throw new IOException("it has %d bytes, at most %d are read".formatted(bytes, MAX_BYTES));
    }
    Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
    text.mark(1);
    if (text.read() != '\ufeff') {
      text.reset();
    }
    return new BoundedTable(text);
  }

  /** Tells that a row was read as a whole. */
  public void nextRow() throws IOException {
    sinceRow = 0;
    if (++rows > MAX_ROWS) {
      throw new IOException("it has more than %d rows".formatted(MAX_ROWS));
    }
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    return c < 0 ? c : counted(c, 1);
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, Math.min(length, AHEAD));
    return count < 0 ? count : counted(count, count);
  }

  private int counted(int result, int characters) throws IOException {
    sinceRow += characters;
    if (sinceRow > MAX_ROW + AHEAD) {
      throw new IOException("it has a row of more than %d characters".formatted(MAX_ROW));
    }
    return result;
  }
}
