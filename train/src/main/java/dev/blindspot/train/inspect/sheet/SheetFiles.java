package dev.blindspot.train.inspect.sheet;

import dev.blindspot.explain.render.Sheet;
import dev.blindspot.train.config.SheetFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes sheets in the formats that were asked for. */
public record SheetFiles(SheetFormat format) {

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
