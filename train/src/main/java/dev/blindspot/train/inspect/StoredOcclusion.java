package dev.blindspot.train.inspect;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.ScoreScale;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.BoundedTable;
import dev.blindspot.train.io.TableWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads what {@link OcclusionTable} wrote: of every image and arm, the probability of the true
 * class behind each window.
 */
public final class StoredOcclusion {
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();

  private final Map<Key, List<Row>> rows;

  private record Key(String image, String arm) {}

  private record Row(Window window, float score) {}

  private StoredOcclusion(Map<Key, List<Row>> rows) {
    this.rows = rows;
  }

  /**
   * Reads a file; nothing is stored where there is none.
   *
   * @throws UserError if it is something else
   */
  public static StoredOcclusion read(Path file) {
    Map<Key, List<Row>> rows = new HashMap<>();
    if (!Files.isRegularFile(file)) {
      return new StoredOcclusion(rows);
    }
    try (BoundedTable table = BoundedTable.open(file);
        CSVParser parser = FORMAT.parse(table)) {
      for (CSVRecord line : parser) {
        table.nextRow();
        rows.computeIfAbsent(
                new Key(text(line, "image"), text(line, "arm")), image -> new ArrayList<>())
            .add(new Row(window(line), Float.parseFloat(line.get("p_true"))));
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new UserError("%s is not a table of occlusions: %s".formatted(file, e.getMessage()), e);
    }
    return new StoredOcclusion(rows);
  }

  private static Window window(CSVRecord line) {
    return new Window(
        number(line, "x"), number(line, "y"), number(line, "width"), number(line, "height"));
  }

  private static String text(CSVRecord line, String column) {
    return TableWriter.original(line.get(column));
  }

  private static int number(CSVRecord line, String column) {
    return Integer.parseInt(line.get(column));
  }

  /**
   * The map of an image's true class.
   *
   * @param grid that it has to have been computed with
   * @param clean probability of the true class for the whole image
   * @return the drop on that scale, per pixel; empty if it is not stored, or with other windows
   */
  public Optional<Attribution> map(
      String image, String arm, WindowGrid grid, int label, float clean, ScoreScale scale) {
    List<Row> stored = rows.getOrDefault(new Key(image, arm), List.of());
    if (stored.size() != grid.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < stored.size(); i++) {
      if (!stored.get(i).window().equals(grid.window(i))) {
        return Optional.empty();
      }
    }
    float whole = scale.of(clean);
    float[] drops = grid.averaged(i -> whole - scale.of(stored.get(i).score()));
    return Optional.of(new Attribution("occlusion", label, grid.height(), grid.width(), drops));
  }
}
