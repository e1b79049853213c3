package dev.blindspot.train.report;

import dev.blindspot.train.evaluate.OcclusionCurve;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the template of {@code report.html} shows: the result, texts derived from it, and the
 * inlined files.
 */
public final class Page {
  /** Colours and marks of the arms repeat after this many. */
  private static final int ARM_STYLES = 8;

  /** Rows of one table that a reader scrolls through; the rest is in results.json. */
  private static final int MAX_ROWS = 500;

  /** What draws the charts of arms, in order. */
  private static final List<String> SCRIPTS =
      List.of(
          "seeds.js",
          "arms.js",
          "curves.js",
          "corruptions.js",
          "calibration.js",
          "training.js",
          "cues.js");

  private final RunResult result;
  private final PagePictures pictures;
  private final @Nullable SideBySide runs;
  private final PageAssets assets = PageAssets.of(PageAssets.Charts.COMMON, List.of(), SCRIPTS);

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
    return instant.replace('T', ' ').replaceAll("(:\\d\\d)(:\\d\\d)?(\\.\\d+)?Z$", "$1 UTC");
  }

  /** The picture of the summary. */
  public List<SummaryBar> bars() {
    return SummaryBar.of(result);
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

  /** The largest hidden fraction. */
  public double mostHidden() {
    List<OcclusionCurve.Point> points = result.reference().occlusion().points();
    return points.get(points.size() - 1).fraction();
  }

  /** Whether an arm was trained more than once. */
  public boolean hasSeveralSeeds() {
    return result.arms().stream().anyMatch(arm -> arm.seeds().trainings().size() > 1);
  }

  /** Whether it is known how the arms were trained. */
  public boolean hasHistory() {
    return result.arms().stream().anyMatch(arm -> !arm.history().isEmpty());
  }

  /** The ways in which parts were hidden. */
  public List<CurveKey> curves() {
    return CurveKey.of(result);
  }

  /** The rows of the table of curves. */
  public List<CurveRow> curveRows() {
    return CurveRow.of(result);
  }

  /** The rows of the table of hidden objects. */
  public List<ObjectRow> objects() {
    return ObjectRow.of(result);
  }

  /** The rows of the table of calibration. */
  public List<CalibrationRow> calibrations() {
    return CalibrationRow.of(result);
  }

  /** The rows of the table of poor pictures. */
  public List<CorruptionRow> corruptions() {
    return CorruptionRow.of(result);
  }

  /** The last row of that table: all corruptions together. */
  public CorruptionRow allCorruptions() {
    return CorruptionRow.total(result);
  }

  /** What small figures beside numbers of an arm are. */
  public String smallFigures() {
    if (result.arms().stream().allMatch(arm -> arm.seeds().trainings().size() > 1)) {
      return "\u00b1 standard deviation over seeds";
    }
    return hasSeveralSeeds()
        ? "95\u00a0% interval, or \u00b1 standard deviation over seeds"
        : "95\u00a0% interval";
  }

  /** How long a training of an arm took. */
  public Figure training(ArmResult arm) {
    return MetricRow.training(arm);
  }

  /** An arm's accuracy, over its seeds where there are several. */
  public Figure accuracy(ArmResult arm) {
    return MetricRow.accuracy(arm);
  }

  /** An arm's area under the occlusion curve, over its seeds where there are several. */
  public Figure occlusionAuc(ArmResult arm) {
    return MetricRow.occlusionAuc(arm);
  }

  /** Whether an arm's most confident errors are others than its worst mistakes. */
  public boolean hasOtherConfidentErrors() {
    return result.findings().mistakes().stream()
        .anyMatch(arm -> !arm.mostConfident().equals(arm.worst()));
  }

  /** Whether the page shows the maps of a picture among the findings. */
  public boolean isShown(String id) {
    return result.findings().pictures().stream().anyMatch(picture -> picture.id().equals(id));
  }

  /** The place of a picture among the findings: the target of links to it. */
  public String anchor(String id) {
    List<String> ids = result.findings().pictures().stream().map(ExplainedPicture::id).toList();
    return "finding-" + ids.indexOf(id);
  }

  /**
   * Where an accuracy lies between guessing (0) and always right (1), as a style sheet takes it.
   */
  public String aboveGuessing(double accuracy) {
    double guessing = guessing();
    return part(guessing == 1 ? accuracy : Math.max(0, (accuracy - guessing) / (1 - guessing)));
  }

  /** A number of 0 to 1 as a style sheet takes it; 0 when it is not defined. */
  public String part(double share) {
    return Double.isNaN(share) ? "0" : String.format(Locale.ROOT, "%.4f", share);
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
    List<Entry> entries = new ArrayList<>(List.of(new Entry("summary", "Summary")));
    if (isAcrossRuns()) {
      entries.add(new Entry("runs", "What differs"));
    }
    entries.add(new Entry("arms", "Arms"));
    entries.add(new Entry("occlusion", "Hidden parts"));
    if (!corruptions().isEmpty()) {
      entries.add(new Entry("corruptions", "Poor pictures"));
    }
    entries.add(new Entry("calibration", "Confidence"));
    entries.add(new Entry("looks", "What it looks at"));
    MapFindings maps = result.mapFindings();
    if (maps != null && !maps.scans().isEmpty()) {
      entries.add(new Entry("shortcuts", "Shortcut scan"));
    }
    if (maps != null && !maps.measures().isEmpty()) {
      entries.add(new Entry("maps", "Maps compared"));
    }
    if (!isAcrossRuns()) {
      entries.add(new Entry("confusion", "Mistakes"));
      entries.add(new Entry("pictures", "Pictures"));
    }
    if (hasHistory()) {
      entries.add(new Entry("training", "Training"));
    }
    if (!isAcrossRuns()) {
      entries.add(new Entry("data", "Data"));
      entries.add(new Entry("environment", "Reproduce"));
    }
    return entries;
  }

  /**
   * A place in the page.
   *
   * @param id of its section
   * @param title in the navigation
   */
  public record Entry(String id, String title) {}

  /** The inlined files. */
  public PageAssets assets() {
    return assets;
  }

  /** The result as JSON that is safe inside a script element. */
  public String json() {
    return ResultsJson.writeForHtml(result);
  }
}
