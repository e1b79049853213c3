package dev.blindspot.train.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the template of {@code report.html} shows: the result, texts derived from it, and the
 * inlined files.
 */
public final class Page {
  /** Colours and marks of the arms repeat after this many. */
  private static final int ARM_STYLES = 8;

  private static final String ECHARTS =
      "/META-INF/resources/webjars/echarts/5.5.0/echarts.common.min.js";

  /** Rows of one table that a reader scrolls through; the rest is in results.json. */
  private static final int MAX_ROWS = 500;

  /** The parts of the page's script, in order; they share one function's scope. */
  private static final List<String> SCRIPTS =
      List.of(
          "format.js",
          "arms.js",
          "frame.js",
          "curves.js",
          "training.js",
          "cues.js",
          "tables.js",
          "page.js");

  private final RunResult result;
  private final PagePictures pictures;
  private final @Nullable SideBySide runs;
  private final String early = resource("early.js");
  private final String charts = resource(ECHARTS);
  private final String script =
      SCRIPTS.stream()
          .map(Page::resource)
          .collect(Collectors.joining("\n", "(function () {\n'use strict';\n", "\n})();\n"));

  private Page(RunResult result, PagePictures pictures, @Nullable SideBySide runs) {
    this.result = result;
    this.pictures = pictures;
    this.runs = runs;
  }

  /** The page of one run; its texts are made visible. */
  static Page of(RunResult result, PagePictures pictures) {
    return new Page(ResultsJson.visible(result), pictures, null);
  }

  /** The page of several runs, without pictures. */
  static Page of(SideBySide runs) {
    PagePictures none = new PagePictures(Path.of(""), PagePictures.STEPS.get(0), 0);
    return new Page(runs.together(), none, runs);
  }

  /** The runs that are laid side by side; empty for the page of one run. */
  public Optional<SideBySide> sideBySide() {
    return Optional.ofNullable(runs);
  }

  /** Whether the arms come from several runs, so that not all is alike between them. */
  public boolean isAcrossRuns() {
    return runs != null;
  }

  /** The result itself. */
  public RunResult result() {
    return result;
  }

  /** The summary, one to five sentences. */
  public List<String> sentences() {
    return Summary.of(result);
  }

  /** The summary of one of several runs. */
  public List<String> sentences(RunResult run) {
    return Summary.of(run);
  }

  /** The rows that could not be used, as many as the page shows. */
  public List<DataSummary.RejectedRow> rejected() {
    List<DataSummary.RejectedRow> rows = result.data().rejected();
    return rows.subList(0, Math.min(MAX_ROWS, rows.size()));
  }

  /** An instant such as 2026-11-20T15:04:05Z as "2026-11-20 15:04 UTC". */
  public String created(String instant) {
    return instant
        .replace('T', ' ')
        .replaceAll("(:\\d\\d)(:\\d\\d)?(\\.\\d+)?Z$", "$1 UTC");
  }

  /** The picture of the summary. */
  public List<SummaryBar> bars() {
    return SummaryBar.of(result, hidden());
  }

  /** Accuracy of always naming the most frequent class of the test pictures. */
  public double guessing() {
    List<List<Integer>> rows = result.reference().test().confusion();
    int most = rows.stream().mapToInt(Page::sum).max().orElse(0);
    return (double) most / Math.max(1, rows.stream().mapToInt(Page::sum).sum());
  }

  private static int sum(List<Integer> row) {
    return row.stream().mapToInt(Integer::intValue).sum();
  }

  /** The rows of the arms table. */
  public List<MetricRow> metrics() {
    return MetricRow.of(result);
  }

  /** The rows of the table of what the model looks at. */
  public List<CueRow> cues() {
    return CueRow.of(result);
  }

  /** Whether any focus of maps was measured. */
  public boolean hasFocus() {
    return result.arms().stream()
        .flatMap(arm -> arm.maps().stream())
        .anyMatch(maps -> !maps.focus().isEmpty());
  }

  /** The occluded fraction that the summary speaks of. */
  public double hidden() {
    return result.reference().occlusion().nearest(Summary.HIDDEN).fraction();
  }

  /** Class attribute that gives an arm its colour. */
  public String armClass(String arm) {
    return "arm-" + armIndex(arm) % ARM_STYLES;
  }

  /** The position of an arm, which its cells carry so that they can be hidden. */
  public int armIndex(String arm) {
    return Math.max(0, names().indexOf(arm));
  }

  private List<String> names() {
    return result.arms().stream().map(ArmResult::name).toList();
  }

  /** A picture of the run. */
  public PagePicture picture(Illustration illustration) {
    return pictures.find(illustration.file());
  }

  /** Share of a row of a confusion matrix, 0 for an empty row. */
  public double share(List<Integer> row, int column) {
    int all = sum(row);
    return all == 0 ? 0 : (double) row.get(column) / all;
  }

  /** What the navigation leads to. */
  public List<Entry> contents() {
    return isAcrossRuns() ? Entry.ACROSS_RUNS : Entry.ONE_RUN;
  }

  /**
   * A place in the page.
   *
   * @param id of its section
   * @param title in the navigation
   */
  public record Entry(String id, String title) {
    private static final List<Entry> ONE_RUN =
        List.of(
            new Entry("summary", "Summary"),
            new Entry("arms", "Arms"),
            new Entry("occlusion", "Hidden parts"),
            new Entry("training", "Training"),
            new Entry("confusion", "Mistakes"),
            new Entry("looks", "What it looks at"),
            new Entry("pictures", "Pictures"),
            new Entry("data", "Data"),
            new Entry("environment", "Reproduce"));
    private static final List<Entry> ACROSS_RUNS =
        List.of(
            new Entry("summary", "Summary"),
            new Entry("runs", "What differs"),
            new Entry("arms", "Arms"),
            new Entry("occlusion", "Hidden parts"),
            new Entry("training", "Training"),
            new Entry("looks", "What it looks at"));
  }

  /** The style sheet. */
  public String css() {
    return resource("report.css");
  }

  /** Runs before the page is drawn: remembers errors, applies the chosen theme. */
  public String early() {
    return early;
  }

  /** ECharts, the build with line and scatter charts. */
  public String charts() {
    return charts;
  }

  /** Draws the charts and makes the page's buttons work. */
  public String script() {
    return script;
  }

  /** The result as JSON that is safe inside a script element. */
  public String json() {
    return ResultsJson.writeForHtml(result);
  }

  /**
   * The content security policy: only this page's own scripts run, and nothing is loaded from
   * anywhere. A second line of defence behind the escaping of names.
   */
  public String policy() {
    String scripts =
        Stream.of(early, charts, script).map(Page::hash).collect(Collectors.joining(" "));
    return "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src "
        + scripts
        + "; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
