package dev.blindspot.train.inspect.sheet;

import dev.blindspot.explain.render.Sheet;
import dev.blindspot.train.config.SheetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes sheets in the formats that were asked for. */
public record SheetFiles(SheetFormat format) {
  private static final int WIDEST = 6;

  /** A sheet of many images: as many side by side as have room in six panels. */
  static Sheet gallery(String title, List<String> columns, List<Sheet.Row> rows) {
    return new Sheet(title, columns, rows, Math.max(1, WIDEST / columns.size()));
  }

  /** Writes a PNG file, and beside it an SVG file of the same name if asked for. */
  public void write(Sheet sheet, Path png) throws IOException {
    Files.createDirectories(png.toAbsolutePath().getParent());
    sheet.write(png);
    if (format == SheetFormat.PNG_AND_SVG) {
      String name = png.getFileName().toString().replaceAll("\\.png$", "");
      sheet.write(png.resolveSibling(name + ".svg"));
    }
  }
}
