package dev.blindspot.train.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes what a run found out into its folder. */
public final class ReportWriter {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private ReportWriter() {}

  /**
   * Writes {@code results.json}, {@code results.csv} and {@code report.html}. Each file is complete or not there: it is
   * written beside its place and moved.
   *
   * @param result the run
   * @param runFolder the run's folder; pictures that the result names are read from it and put into the page, and a
   *     missing one is named there
   * @return the page
   */
  public static Path write(RunResult result, Path runFolder) {
    try {
      Files.createDirectories(runFolder);
      write(runFolder.resolve("results.json"), ResultsJson.write(result));
      write(runFolder.resolve("results.csv"), ResultsCsv.write(result));
      Path page = runFolder.resolve("report.html");
      write(page, page(result, runFolder));
      return page;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String page(RunResult result, Path runFolder) {
    StringOutput html = new StringOutput();
    TEMPLATES.render("report.jte", new Page(result, runFolder), html);
    return html.toString();
  }

  private static void write(Path file, String text) throws IOException {
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".tmp");
    Files.writeString(unfinished, text);
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
