package dev.blindspot.train.inspect.sheet;

import dev.blindspot.explain.occlusion.MultiScaleResult;
import dev.blindspot.explain.occlusion.OcclusionResult;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.render.Panel;
import dev.blindspot.explain.render.Sheet;
import dev.blindspot.train.config.SheetFormat;
import dev.blindspot.train.inspect.Inspection;
import dev.blindspot.train.inspect.Subject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws which class is predicted while the window hides a place (Zeiler &amp; Fergus 2013, figure
 * 6e): a colour for each class, and at how many positions it is predicted.
 *
 * @param inspection with occlusion
 * @param classes their names
 */
public record PredictedClasses(Inspection inspection, List<String> classes) {

  /** A class's colour, which the caption names too; of Okabe &amp; Ito, for colour blindness. */
  private record Hue(String name, int rgb) {}

  private static final List<Hue> HUES =
      List.of(
          new Hue("blue", 0x0072B2),
          new Hue("orange", 0xE69F00),
          new Hue("green", 0x009E73),
          new Hue("pink", 0xCC79A7),
          new Hue("yellow", 0xF0E442));

  private static final Hue OTHERS = new Hue("grey", 0x808080);
  private static final double OPACITY = 0.6;

  public PredictedClasses {
    classes = List.copyOf(classes);
  }

  /** Writes a row for each image, a panel for each arm. */
  public void write(Path file, SheetFormat format) throws IOException {
    List<String> columns = new ArrayList<>(List.of("original"));
    columns.addAll(inspection.arms());
    List<Sheet.Row> rows = new ArrayList<>();
    for (int i = 0; i < inspection.subjects().size(); i++) {
      Subject subject = inspection.subjects().get(i);
      List<Panel> panels = new ArrayList<>();
      panels.add(Panel.of(subject.image().toBufferedImage(), ""));
      for (String arm : inspection.arms()) {
        MultiScaleResult occlusion = inspection.of(arm, i).occlusion();
        if (occlusion != null) {
          panels.add(panel(subject.image().toBufferedImage(), occlusion.first()));
        }
      }
      rows.add(new Sheet.Row(subject.id(), panels));
    }
    new SheetFiles(format)
        .write(SheetFiles.gallery("Class predicted while a place is hidden", columns, rows), file);
  }

  private Panel panel(BufferedImage image, OcclusionResult result) {
    List<Integer> most = mostPredicted(result);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        int predicted = result.predictedClass(nearest(result.grid(), x, y));
        image.setRGB(x, y, blended(image.getRGB(x, y), hue(most, predicted).rgb()));
      }
    }
    return Panel.of(image, caption(result, most));
  }

  /** The classes with a colour of their own, that of the whole image first. */
  private static List<Integer> mostPredicted(OcclusionResult result) {
    int[] counts = result.classCounts();
    return IntStream.range(0, counts.length)
        .filter(k -> counts[k] > 0 || k == result.cleanPrediction())
        .boxed()
        .sorted(
            Comparator.comparing((Integer k) -> k != result.cleanPrediction())
                .thenComparing(k -> -counts[k]))
        .limit(HUES.size())
        .toList();
  }

  private static Hue hue(List<Integer> most, int label) {
    int rank = most.indexOf(label);
    return rank < 0 ? OTHERS : HUES.get(rank);
  }

  private String caption(OcclusionResult result, List<Integer> most) {
    int[] counts = result.classCounts();
    int positions = result.grid().size();
    List<String> lines = new ArrayList<>();
    int others = positions;
    for (int k : most) {
      lines.add(
          "%s: %s, %d of %d".formatted(hue(most, k).name(), classes.get(k), counts[k], positions));
      others -= counts[k];
    }
    if (others > 0) {
      lines.add("%s: other classes, %d".formatted(OTHERS.name(), others));
    }
    return String.join("\n", lines);
  }

  /** The position whose window's middle is nearest to a pixel. */
  private static int nearest(WindowGrid grid, int x, int y) {
    int column = Math.round((x - grid.windowPx() / 2f) / grid.stridePx());
    int row = Math.round((y - grid.windowPx() / 2f) / grid.stridePx());
    return Math.max(0, Math.min(grid.rows() - 1, row)) * grid.columns()
        + Math.max(0, Math.min(grid.columns() - 1, column));
  }

  private static int blended(int below, int above) {
    int rgb = 0;
    for (int shift = 0; shift <= 16; shift += 8) {
      double channel = (1 - OPACITY) * (below >> shift & 0xFF) + OPACITY * (above >> shift & 0xFF);
      rgb |= (int) Math.round(channel) << shift;
    }
    return rgb;
  }
}
