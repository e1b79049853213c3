package dev.blindspot.explain.render;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Panels side by side: a row for each picture, a column for each way to look at it, and below them
 * the colour bars that the panels share.
 *
 * @param title above everything; may be empty
 * @param columns a heading for each column
 * @param rows the pictures
 */
public record Sheet(String title, List<String> columns, List<Row> rows) {

  /**
   * One picture.
   *
   * @param caption above the row; may be empty
   * @param panels one for each column
   */
  public record Row(String caption, List<Panel> panels) {
    public Row {
      Objects.requireNonNull(caption, "caption");
      panels = List.copyOf(panels);
    }
  }

  public Sheet {
    Objects.requireNonNull(title, "title");
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("columns must not be empty");
    }
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
    Graphics2D ruler = Text.ruler();
    SheetPainter measured = new SheetPainter(this, ruler, false);
    BufferedImage image =
        new BufferedImage(measured.width(), measured.paint(), BufferedImage.TYPE_INT_RGB);
    ruler.dispose();
    Graphics2D canvas = Text.smooth(image.createGraphics());
    canvas.setColor(Palette.PAPER);
    canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
    new SheetPainter(this, canvas, true).paint();
    canvas.dispose();
    return image;
  }

  /**
   * Draws the sheet into a PNG file.
   *
   * @throws IOException if the file cannot be written
   */
  public void write(Path file) throws IOException {
    Png.write(draw(), file);
  }
}
