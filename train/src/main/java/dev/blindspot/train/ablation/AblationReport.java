package dev.blindspot.train.ablation;

import dev.blindspot.train.config.LoadedAblation;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.io.AtomicFile;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes what an ablation found out into its folder: {@code results.csv} and {@code report.html}.
 */
final class AblationReport {
  private AblationReport() {}

  /** Writes both files and returns the page. */
  static Path write(LoadedAblation ablation, TrialStore store, Path folder) {
    Tried tried = Tried.of(store);
    try {
      AtomicFile.writeText(folder.resolve("results.csv"), ResultsTable.of(tried));
      StringOutput html = new StringOutput();
      TemplateEngine.createPrecompiled(ContentType.Html)
          .render(
              "ablation.jte",
              AblationPage.of(ablation, tried, store.finalists().orElse(List.of())),
              html);
      Path page = folder.resolve("report.html");
      AtomicFile.writeText(page, html.toString());
      return page;
    } catch (IOException e) {
      throw new UserError(
          "the report in %s cannot be written: %s".formatted(folder, e.getMessage()), e);
    }
  }
}
