package dev.blindspot.train.report.page;

import dev.blindspot.train.evaluate.comparison.Comparison;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.inspect.shortcut.ClassScan;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.CueAccuracy;
import dev.blindspot.train.report.result.Cure;
import dev.blindspot.train.report.result.ExplainedImage;
import dev.blindspot.train.report.result.Illustration;
import dev.blindspot.train.report.result.MapFindings;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.result.ShortcutFindings;
import dev.blindspot.train.report.table.CureTable;
import dev.blindspot.train.report.table.Figure;
import dev.blindspot.train.report.table.Numbers;
import dev.blindspot.train.report.table.PageTables;
import dev.blindspot.train.report.table.RunFigures;
import java.nio.file.Path;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the template of {@code report.html} shows: the result, texts derived from it, and the
 * inlined files.
 */
public final class Page {
  /** Colours and marks of the arms repeat after this many. */
  private static final int ARM_STYLES = 8;

  /** What draws the charts of arms, in order. */
  private static final List<String> SCRIPTS =
      List.of(
          "arms.js",
          "seeds.js",
          "pointer.js",
          "curves.js",
          "worst.js",
          "corruptions.js",
          "calibration.js",
          "training.js",
          "cues.js");

  private final RunResult result;
  private final PageImages images;
  private final PageTables tables;
  private final @Nullable SideBySide runs;
  private final PageAssets assets = PageAssets.of(PageAssets.Charts.COMMON, List.of(), SCRIPTS);

  private Page(RunResult result, PageImages images, @Nullable SideBySide runs) {
    this.result = result;
    this.images = images;
    this.tables = new PageTables(result, RunFigures.of(result));
    this.runs = runs;
  }

  /** The page of one run; its texts are made visible. */
  static Page of(RunResult result, PageImages images) {
    return new Page(ResultsJson.visible(result), images, null);
  }

  /** The page of several runs, without images. */
  static Page of(SideBySide runs) {
    PageImages none = new PageImages(Path.of(""), PageImages.STEPS.get(0), 0);
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

  /** An instant such as 2026-11-20T15:04:05Z as "2026-11-20 15:04 UTC". */
  public String created(String instant) {
    return instant.replace('T', ' ').replaceAll("(:\\d\\d)(:\\d\\d)?(\\.\\d+)?Z$", "$1 UTC");
  }

  /** The image of the summary. */
  public List<SummaryBar> bars() {
    return SummaryBar.of(result, tables.figures());
  }

  /** The rows of the tables. */
  public PageTables tables() {
    return tables;
  }

  /** How cells and bars are filled. */
  public Shading shading() {
    return Shading.of(result);
  }

  /** The largest hidden fraction. */
  public double mostHidden() {
    List<OcclusionCurve.Point> points = result.reference().occlusion().points();
    return points.get(points.size() - 1).fraction();
  }

  /** Whether an arm was trained more than once. */
  public boolean hasSeveralSeeds() {
    return result.arms().stream().anyMatch(ArmResult::hasSeveralSeeds);
  }

  /** Whether a comparison speaks of two networks, because each was trained once. */
  public boolean comparesNetworks() {
    return result.comparisons().stream().anyMatch(Comparison::ofTheseNetworks);
  }

  /** Whether a comparison speaks of arms over their seeds. */
  public boolean comparesArms() {
    return result.comparisons().stream().anyMatch(c -> !c.ofTheseNetworks());
  }

  /** What Holm's correction is over: "all 20 claims", run by run on a page of several. */
  public String family() {
    return sideBySide()
        .map(runs -> "all claims of a run (" + String.join(", ", runs.families()) + ")")
        .orElse("all " + claims(result.comparisons().size()) + " of this report");
  }

  static String claims(int count) {
    return count == 1 ? "1 claim" : count + " claims";
  }

  /** The level of single scans for shortcuts: "0.0125", "0.0063 to 0.0125" where they differ. */
  public String scanLevels() {
    MapFindings maps = result.mapFindings();
    DoubleSummaryStatistics levels =
        (maps == null ? List.<ClassScan>of() : maps.scans())
            .stream().mapToDouble(ClassScan::level).summaryStatistics();
    String most = Numbers.scientific(levels.getMax());
    return levels.getMin() == levels.getMax()
        ? most
        : Numbers.scientific(levels.getMin()) + " to " + most;
  }

  /** Accuracy by what known shortcuts do in an image. */
  public List<CueAccuracy> cues() {
    ShortcutFindings found = result.shortcuts();
    return found == null ? List.of() : found.cues();
  }

  /** The arms that hide the suspects of another one in training. */
  public List<Cure> cures() {
    ShortcutFindings found = result.shortcuts();
    return found == null ? List.of() : found.cures();
  }

  /** How the trainings of those arms went, in sentences and tables. */
  public CureTable cureTable(Cure cure) {
    return new CureTable(cure);
  }

  /** Whether it is known how the arms were trained. */
  public boolean hasHistory() {
    return result.arms().stream().anyMatch(arm -> !arm.history().isEmpty());
  }

  /** A figure of an arm, over its seeds where there are several. */
  public Figure figure(ArmResult arm, String key) {
    return tables.figures().figure(arm, key);
  }

  /** Whether an arm's most confident errors are others than its worst mistakes. */
  public boolean hasOtherConfidentErrors() {
    return result.findings().mistakes().stream()
        .anyMatch(arm -> !arm.mostConfident().equals(arm.worst()));
  }

  /** Whether the page shows the maps of an image among the findings. */
  public boolean isShown(String id) {
    return result.findings().images().stream().anyMatch(image -> image.id().equals(id));
  }

  /** The place of an image among the findings: the target of links to it. */
  public String anchor(String id) {
    List<String> ids = result.findings().images().stream().map(ExplainedImage::id).toList();
    return "finding-" + ids.indexOf(id);
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

  /** An image of the run. */
  public PageImage image(Illustration illustration) {
    return images.find(illustration.file());
  }

  /** What the navigation leads to. */
  public List<Entry> contents() {
    return PageContents.of(this);
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
