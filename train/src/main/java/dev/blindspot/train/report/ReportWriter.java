package dev.blindspot.train.report;

import dev.blindspot.train.io.AtomicFile;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes what a run found out into its folder. */
public final class ReportWriter {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  private ReportWriter() {}

  /**
   * Writes {@code results.json}, {@code results.csv} and {@code report.html}. Each file is complete
   * or not there.
   *
   * @param result the run
   * @param runFolder the run's folder; pictures that the result names are read from it and put into
   *     the page, and a missing one is named there
   * @return the page
   */
  public static Path write(RunResult result, Path runFolder) {
    try {
      Files.createDirectories(runFolder);
      AtomicFile.writeText(runFolder.resolve("results.json"), ResultsJson.write(result));
      AtomicFile.writeText(runFolder.resolve("results.csv"), ResultsCsv.write(result));
      Path page = runFolder.resolve("report.html");
      AtomicFile.writeText(page, page(result, runFolder));
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
}
