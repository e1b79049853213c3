package dev.blindspot.train.run.job;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.report.page.ReportWriter;
import dev.blindspot.train.report.page.ResultsJson;
import dev.blindspot.train.report.page.SideBySide;
import dev.blindspot.train.report.page.WrittenPage;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.run.folder.IfExists;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes pages from stored results alone: no model, no images of the data, no network. */
public final class ReportJob {
  private static final String RESULTS = "results.json";
  private static final String COMPARISON = "comparison.html";

  /**
   * Rebuilds the page of one run, or lays several runs side by side.
   *
   * @param runs folders of runs, or their {@code results.json}
   * @param out the page; null: {@code report.html} in the folder of a single run, which is
   *     replaced, or {@code comparison.html} here
   * @param existing whether a page of that name may be overwritten, where it is not the run's own
   * @throws UserError when a run has no results, or when a page is there already
   */
  public WrittenPage report(List<Path> runs, @Nullable Path out, IfExists existing) {
    Map<Path, RunResult> results = new LinkedHashMap<>();
    for (Path run : runs) {
      Path file = results(run);
      if (results.put(file, ResultsJson.read(file)) != null) {
        throw new UserError("the run " + run + " is named twice: name each once");
      }
    }
    if (out != null) {
      requireFree(out, existing);
    }
    try {
      return results.size() == 1
          ? rebuild(results.entrySet().iterator().next(), out)
          : compare(results, out, existing);
    } catch (UncheckedIOException e) {
      throw new UserError("the page cannot be written: " + e.getMessage(), e);
    }
  }

  private static WrittenPage rebuild(Map.Entry<Path, RunResult> run, @Nullable Path out) {
    Path folder = folder(run.getKey());
    Path page = out == null ? folder.resolve("report.html") : out;
    return ReportWriter.writePage(run.getValue(), folder, page);
  }

  private static WrittenPage compare(
      Map<Path, RunResult> results, @Nullable Path out, IfExists existing) {
    Path page = out == null ? Path.of(COMPARISON) : out;
    requireFree(page, existing);
    Map<String, RunResult> byPlace = new LinkedHashMap<>();
    results.forEach((file, result) -> byPlace.put(folder(file).toString(), result));
    ReportWriter.writeComparison(SideBySide.of(byPlace), page);
    return new WrittenPage(page, List.of());
  }

  private static Path results(Path run) {
    Path file = Files.isDirectory(run) ? run.resolve(RESULTS) : run;
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "%s: there is no %s. Name the folder of a run that has ended, such as runs/quickstart (a stopped run goes on with blindspot run ... --resume)."
              .formatted(run, RESULTS));
    }
    return file.normalize();
  }

  private static Path folder(Path file) {
    Path folder = file.getParent();
    return folder == null ? Path.of("") : folder;
  }

  private static void requireFree(Path page, IfExists existing) {
    if (existing == IfExists.REFUSE && Files.exists(page)) {
      throw new UserError(
          page + " is there already; overwrite it with --force or name another --out");
    }
  }
}
