package dev.blindspot.train.ablation.report;

import dev.blindspot.train.ablation.store.TrialSnapshot;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.error.UserError;
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
public final class AblationReport {
  private AblationReport() {}

  /** Writes both files and returns the page. */
  public static Path write(LoadedAblation ablation, TrialStore store, Path folder) {
    TrialSnapshot tried = TrialSnapshot.of(store);
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
