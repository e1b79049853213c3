package dev.blindspot.train.report.page;

import dev.blindspot.train.io.AtomicFile;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.table.ResultsCsv;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes what a run found out into its folder. */
public final class ReportWriter {
  private static final TemplateEngine TEMPLATES =
      TemplateEngine.createPrecompiled(ContentType.Html);

  /** Of 15 MB; texts, numbers and charts take the rest. */
  private static final long IMAGE_BYTES = 11_000_000;

  private ReportWriter() {}

  /**
   * Writes {@code results.json}, {@code results.csv} and {@code report.html}. Each file is complete
   * or not there.
   *
   * @param result the run
   * @param runFolder the run's folder; images that the result names are read from it and put into
   *     the page, and a missing one is named there
   * @return the page
   */
  public static Path write(RunResult result, Path runFolder) {
    try {
      Files.createDirectories(runFolder);
      AtomicFile.writeText(runFolder.resolve("results.json"), ResultsJson.write(result));
      AtomicFile.writeText(runFolder.resolve("results.csv"), ResultsCsv.write(result));
      return writePage(result, runFolder, runFolder.resolve("report.html")).file();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes the page alone.
   *
   * @param runFolder where the images are
   * @param file the page
   */
  public static WrittenPage writePage(RunResult result, Path runFolder, Path file) {
    try {
      Rendered page = page(result, runFolder, IMAGE_BYTES);
      AtomicFile.writeText(file, page.html());
      return new WrittenPage(file, page.missing());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a page that lays several runs side by side.
   *
   * @param page the file
   */
  public static void writeComparison(SideBySide runs, Path page) {
    try {
      AtomicFile.writeText(page, render("compare.jte", Page.of(runs)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The page with its images as good as the budget allows. */
  static Rendered page(RunResult result, Path runFolder, long imageBytes) {
    Rendered page = new Rendered("", List.of());
    for (PageImages.Compression compression : PageImages.STEPS) {
      PageImages images = new PageImages(runFolder, compression, imageBytes);
      page = new Rendered(render("report.jte", Page.of(result, images)), images.missing());
      if (images.fits()) {
        return page;
      }
    }
    return page;
  }

  /**
   * A page before it is written.
   *
   * @param missing names of image files that are not in the run's folder
   */
  record Rendered(String html, List<String> missing) {}

  private static String render(String template, Page page) {
    StringOutput html = new StringOutput();
    TEMPLATES.render(template, page, html);
    return html.toString();
  }
}
