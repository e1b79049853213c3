package dev.blindspot.train.report.table;

import dev.blindspot.train.evaluate.comparison.Comparison;
import dev.blindspot.train.evaluate.seeds.Key;
import dev.blindspot.train.evaluate.seeds.SeedValues;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import dev.blindspot.train.evaluate.worst.WorstPlaceDifference;
import dev.blindspot.train.inspect.MapSummary;
import dev.blindspot.train.inspect.MeasureRow;
import dev.blindspot.train.inspect.MovedRow;
import dev.blindspot.train.inspect.SanityCheck;
import dev.blindspot.train.inspect.shortcut.ClassScan;
import dev.blindspot.train.io.TableWriter;
import dev.blindspot.train.report.result.ArmResult;
import dev.blindspot.train.report.result.MapFindings;
import dev.blindspot.train.report.result.RunResult;
import dev.blindspot.train.report.result.SeedResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code results.csv}: one row per arm, metric and training, {@code
 * arm,metric,value,low,high,seed,sd}. The metric is a path such as {@code test.accuracy}, {@code
 * test.recall[emergency]} or {@code occlusion.accuracy[0.3]}; {@code low} and {@code high} are the
 * ends of the 95 % interval where there is one; {@code seed} is that of the training. With several
 * trainings, rows with the word {@code mean} instead of a seed are the means over them, with their
 * standard deviation in {@code sd}. Rows without a seed are about the arm: its differences to the
 * reference over all trainings, and its maps, which are those of the first seed. A difference whose
 * {@code .seeds} is 1 is about these two networks and not about the arm. An undefined number is an
 * empty field.
 */
public final class ResultsCsv {
  private static final List<String> HEADER =
      List.of("arm", "metric", "value", "low", "high", "seed", "sd");

  private final TableWriter out;

  private ResultsCsv(TableWriter out) {
    this.out = out;
  }

  public static String write(RunResult result) {
    StringBuilder text = new StringBuilder();
    try (TableWriter out = new TableWriter(text, HEADER)) {
      ResultsCsv csv = new ResultsCsv(out);
      RunFigures figures = RunFigures.of(result);
      for (ArmResult arm : result.arms()) {
        csv.arm(arm, figures);
      }
      if (result.mapFindings() != null) {
        csv.findings(result.mapFindings());
      }
      for (Comparison comparison : result.comparisons()) {
        csv.comparison(comparison);
      }
      for (WorstPlaceDifference difference : result.worstPlaceDifferences()) {
        csv.worstPlace(difference);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void arm(ArmResult arm, RunFigures figures) throws IOException {
    List<SeedResult> trainings = arm.seeds().trainings();
    Map<String, SeedValues> table = new LinkedHashMap<>(figures.of(arm));
    table.values().removeIf(values -> !values.metric().isInCsv());
    for (int s = 0; s < trainings.size(); s++) {
      String seed = Long.toString(trainings.get(s).seed());
      for (Map.Entry<String, SeedValues> row : table.entrySet()) {
        SeedValues of = row.getValue();
        row(arm.name(), row.getKey(), of.values().get(s), of.intervals().get(s), seed);
      }
    }
    if (trainings.size() > 1) {
      for (Map.Entry<String, SeedValues> row : table.entrySet()) {
        mean(arm.name(), row.getKey(), row.getValue().summary());
      }
    }
    for (MapSummary maps : arm.maps()) {
      maps(arm.name(), "maps." + maps.method(), maps);
    }
  }

  private void maps(String arm, String path, MapSummary maps) throws IOException {
    for (MapSummary.FocusMeasure measure : maps.focus()) {
      row(arm, path + "." + measure.name(), measure.value(), Interval.UNDEFINED);
    }
    for (MapSummary.CueShare cue : maps.cues()) {
      String of = "[" + cue.name() + "]";
      row(arm, path + ".massShare" + of, cue.massShare(), cue.interval());
      row(arm, path + ".areaShare" + of, cue.areaShare(), Interval.UNDEFINED);
    }
  }

  private void findings(MapFindings findings) throws IOException {
    for (MeasureRow measure : findings.measures()) {
      String path = "mapMeasures." + measure.method() + "." + measure.measure();
      for (MeasureRow.Cell cell : measure.cells()) {
        row(cell.arm(), path, cell.mean(), cell.interval());
        row(cell.arm(), path + ".difference", cell.difference(), cell.differenceInterval());
      }
    }
    for (MovedRow moved : findings.moved()) {
      String path = "moved." + moved.method() + ".";
      row(moved.arm(), path + "spearman", moved.spearman(), moved.spearmanInterval());
      row(moved.arm(), path + "ssim", moved.ssim(), moved.ssimInterval());
      row(moved.arm(), path + "topOverlap", moved.topOverlap(), moved.topOverlapInterval());
    }
    for (MapFindings.ArmSanity arm : findings.sanity()) {
      for (SanityCheck check : arm.checks()) {
        String path = "sanity." + check.method() + ".spearman";
        for (SanityCheck.Step step : check.steps()) {
          row(arm.arm(), path + "[" + step.layer() + "]", step.spearman(), Interval.UNDEFINED);
        }
      }
    }
    for (ClassScan scan : findings.scans()) {
      scan(scan);
    }
  }

  /** Suspects by rank, from 1. */
  private void scan(ClassScan scan) throws IOException {
    String path = "shortcuts[" + scan.label() + "].";
    row(scan.arm(), path + "pictures", scan.images(), Interval.UNDEFINED);
    row(scan.arm(), path + "suspects", scan.suspects().size(), Interval.UNDEFINED);
    for (int i = 0; i < scan.suspects().size(); i++) {
      ClassScan.FoundSuspect suspect = scan.suspects().get(i);
      String of = path + "suspect[" + (i + 1) + "].";
      row(scan.arm(), of + "rate", suspect.rate(), suspect.rateInterval());
      row(scan.arm(), of + "expected", suspect.expected(), Interval.UNDEFINED);
      row(scan.arm(), of + "mirroredRate", suspect.mirroredRate(), Interval.UNDEFINED);
      row(scan.arm(), of + "meanDrop", suspect.meanDrop(), Interval.UNDEFINED);
      row(scan.arm(), of + "p", suspect.p(), Interval.UNDEFINED);
      ClassScan.Pasted pasted = suspect.pasted();
      if (pasted != null) {
        row(scan.arm(), of + "pastedGain", pasted.gain(), pasted.gainInterval());
      }
    }
  }

  private void comparison(Comparison c) throws IOException {
    String path = "difference." + Key.word(c.measure()) + "[" + c.reference() + "]";
    row(c.arm(), path, c.difference(), c.interval());
    if (c.imagesInterval() != null) {
      row(c.arm(), path + ".pictures", c.difference(), c.imagesInterval());
    }
    row(c.arm(), path + ".p", c.p(), Interval.UNDEFINED);
    row(c.arm(), path + ".adjustedP", c.adjustedP(), Interval.UNDEFINED);
    row(c.arm(), path + ".claims", c.claims(), Interval.UNDEFINED);
    row(c.arm(), path + ".seeds", c.seeds(), Interval.UNDEFINED);
    if (c.needed() != null) {
      row(c.arm(), path + ".neededPictures", c.needed().images(), Interval.UNDEFINED);
      row(c.arm(), path + ".neededSeeds", c.needed().seeds(), Interval.UNDEFINED);
    }
  }

  private void worstPlace(WorstPlaceDifference d) throws IOException {
    String path = "difference.worst-place[" + d.reference() + "," + d.fill() + "]";
    row(d.arm(), path, d.accuracy(), d.accuracyInterval());
    row(d.arm(), path + ".trueProbability", d.trueProbability(), d.trueProbabilityInterval());
    row(d.arm(), path + ".seeds", d.seeds(), Interval.UNDEFINED);
  }

  /** What is over all trainings, as comparisons are, or of the first one, whose maps are drawn. */
  private void row(String arm, String metric, double value, Interval interval) throws IOException {
    row(arm, metric, value, interval, "");
  }

  private void row(String arm, String metric, double value, Interval interval, String seed)
      throws IOException {
    out.row(arm, metric, text(value), text(interval.low()), text(interval.high()), seed, "");
  }

  private void mean(String arm, String metric, SeedSummary of) throws IOException {
    out.row(arm, metric, text(of.mean()), "", "", "mean", text(of.standardDeviation()));
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }
}
