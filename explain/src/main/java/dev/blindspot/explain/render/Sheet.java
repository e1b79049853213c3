package dev.blindspot.explain.render;

import dev.blindspot.explain.map.Checks;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * Panels side by side: a row for each image, a column for each way to look at it, and below them
 * the colour bars that the panels share.
 *
 * @param title above everything; may be empty
 * @param columns a heading for each column
 * @param rows the images
 * @param across how many rows stand side by side, under headings of their own; at least 1
 */
public record Sheet(String title, List<String> columns, List<Row> rows, int across) {

  /**
   * One image.
   *
   * @param caption above the row; may be empty
   * @param panels one for each column
   */
  public record Row(String caption, List<Panel> panels) {
    public Row {
      Objects.requireNonNull(caption, "caption must not be null");
      Objects.requireNonNull(panels, "panels must not be null");
      panels = List.copyOf(panels);
    }
  }

  /** Each row on a line of its own. */
  public Sheet(String title, List<String> columns, List<Row> rows) {
    this(title, columns, rows, 1);
  }

  public Sheet {
    Objects.requireNonNull(title, "title must not be null");
    Objects.requireNonNull(columns, "columns must not be null");
    Objects.requireNonNull(rows, "rows must not be null");
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("columns must not be empty");
    }
    Checks.require(across >= 1, "across must be >= 1, was %d", across);
    for (Row row : rows) {
      if (row.panels().size() != columns.size()) {
        throw new IllegalArgumentException(
            "rows must have a panel for each of %d columns, row '%s' has %d"
                .formatted(columns.size(), row.caption(), row.panels().size()));
      }
    }
  }

  /** Draws the sheet; needs no display. */
  public BufferedImage draw() {
    Size size = size();
    BufferedImage image = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = Text.smooth(image.createGraphics());
    paint(new RasterInk(canvas), size);
    canvas.dispose();
    return image;
  }

  /** The sheet as SVG: text and frames are vectors, images are embedded as PNG. */
  public String svg() {
    Size size = size();
    Graphics2D ruler = Text.ruler();
    SvgInk ink = new SvgInk(ruler);
    paint(ink, size);
    ruler.dispose();
    return ink.document(size.width, size.height);
  }

  private record Size(int width, int height) {}

  private Size size() {
    Graphics2D ruler = Text.ruler();
    SheetPainter measured = new SheetPainter(this, new NoInk(ruler));
    Size size = new Size(measured.width(), measured.paint());
    ruler.dispose();
    return size;
  }

  private void paint(Ink ink, Size size) {
    ink.fill(Palette.PAPER, 0, 0, size.width, size.height);
    new SheetPainter(this, ink).paint();
  }

  /**
   * Draws the sheet into a file: SVG if its name ends so, else PNG.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    if (file.toString().toLowerCase(Locale.ROOT).endsWith(".svg")) {
      Files.writeString(file, svg());
    } else {
      Png.write(draw(), file);
    }
  }
}
