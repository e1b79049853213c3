package dev.blindspot.train.data.manifest;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.TableWriter;
import dev.blindspot.train.io.TerminalText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of images that cannot be used: the first twenty on the screen, all of them in a file where
 * there is an output folder. The file has the columns {@code where, image, reason}.
 */
public final class LeftOut {
  /** For commands that write no folder. */
  public static final LeftOut SHOWN = new LeftOut(null, true);

  /** For those who ask the manifest. */
  public static final LeftOut QUIET = new LeftOut(null, false);

  /** The file in an output folder. */
  public static final String FILE = "left-out.csv";

  private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);
  private static final int MOST_SHOWN = 20;
  private static final List<String> HEADER = List.of("where", "image", "reason");

  private final @Nullable Path file;
  private final boolean shown;

  private LeftOut(@Nullable Path file, boolean shown) {
    this.file = file;
    this.shown = shown;
  }

  /** Writes into a folder, which is made where there are any. */
  public static LeftOut in(Path folder) {
    return new LeftOut(folder.resolve(FILE), true);
  }

  /** Writes a file beside a table: {@code predictions.left-out.csv} beside predictions.csv. */
  public static LeftOut beside(Path table) {
    String name = table.getFileName().toString();
    int ending = name.lastIndexOf('.');
    return new LeftOut(
        table.resolveSibling((ending > 0 ? name.substring(0, ending) : name) + "." + FILE), true);
  }

  /**
   * Writes all rows and shows the first; where there are none, the file of an earlier time goes.
   *
   * @throws UserError when the file cannot be written
   */
  public void report(List<BadRow> bad) {
    write(bad);
    if (shown && !bad.isEmpty()) {
      LOG.warn(
          "left out {}:\n{}",
          bad.size() == 1 ? "1 image" : bad.size() + " images",
          String.join("\n", lines(bad)));
    }
  }

  /** Warns of duplicates that lie in several given splits. */
  public void warn(List<List<String>> acrossSplits) {
    if (shown && !acrossSplits.isEmpty()) {
      LOG.warn(
          "near-duplicates lie in several of the given splits, {} {} of them, such as {}: figures on them are too good",
          acrossSplits.size(),
          acrossSplits.size() == 1 ? "group" : "groups",
          TerminalText.of(acrossSplits.get(0).toString()));
    }
  }

  /**
   * Writes all rows, without showing any.
   *
   * @throws UserError when the file cannot be written
   */
  public void write(List<BadRow> bad) {
    Path target = file;
    if (target == null) {
      return;
    }
    try {
      if (bad.isEmpty()) {
        Files.deleteIfExists(target);
        return;
      }
      TableWriter.write(target, HEADER, table -> rows(table, bad));
    } catch (IOException e) {
      throw new UserError("the table " + target + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** The first twenty, one line each, and where the others are. */
  public List<String> lines(List<BadRow> bad) {
    List<String> lines = new ArrayList<>();
    bad.stream().limit(MOST_SHOWN).forEach(row -> lines.add("  " + row));
    if (bad.size() > MOST_SHOWN) {
      lines.add(
          "  and %d more%s"
              .formatted(bad.size() - MOST_SHOWN, file == null ? "" : "; all of them in " + file));
    }
    return lines;
  }

  private static void rows(TableWriter table, List<BadRow> bad) throws IOException {
    for (BadRow row : bad) {
      table.row(row.where(), row.id(), row.reason());
    }
  }
}
