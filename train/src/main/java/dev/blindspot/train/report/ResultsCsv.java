package dev.blindspot.train.report;

import dev.blindspot.train.evaluate.Comparison;
import dev.blindspot.train.evaluate.Evaluation;
import dev.blindspot.train.evaluate.Evaluation.ClassScore;
import dev.blindspot.train.evaluate.Interval;
import dev.blindspot.train.evaluate.OcclusionCurve;
import dev.blindspot.train.inspect.ClassScan;
import dev.blindspot.train.inspect.MapSummary;
import dev.blindspot.train.inspect.MeasureRow;
import dev.blindspot.train.inspect.MovedRow;
import dev.blindspot.train.inspect.SanityCheck;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * {@code results.csv}: one row per arm and metric, {@code arm,metric,value,low,high}. The metric is
 * a path such as {@code test.accuracy}, {@code test.recall[emergency]} or {@code
 * occlusion.accuracy[0.3]}; {@code low} and {@code high} are the ends of the 95 % interval where
 * there is one. An undefined number is an empty field. With several seeds, {@code seeds.accuracy}
 * and its like are means over them, with {@code seeds.accuracy.sd} beside; all else is of the first
 * seed.
 */
final class ResultsCsv {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setRecordSeparator("\n")
          .setHeader("arm", "metric", "value", "low", "high")
          .get();

  private final CSVPrinter out;
  private final List<String> classes;

  private ResultsCsv(CSVPrinter out, List<String> classes) {
    this.out = out;
    this.classes = classes;
  }

  static String write(RunResult result) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter out = new CSVPrinter(text, FORMAT)) {
      ResultsCsv csv = new ResultsCsv(out, result.data().classes());
      for (ArmResult arm : result.arms()) {
        csv.arm(arm);
      }
      if (result.mapFindings() != null) {
        csv.findings(result.mapFindings());
      }
      for (Comparison comparison : result.comparisons()) {
        csv.comparison(comparison);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private void arm(ArmResult arm) throws IOException {
    if (arm.validation() != null) {
      evaluation(arm.name(), "validation", arm.validation());
    }
    evaluation(arm.name(), "test", arm.test());
    occlusion(arm.name(), arm.occlusion());
    for (MapSummary maps : arm.maps()) {
      maps(arm.name(), "maps." + maps.method(), maps);
    }
    RobustnessRows.of(arm, this::row);
    row(arm.name(), "trainSeconds", arm.trainSeconds(), Interval.UNDEFINED);
  }

  private void evaluation(String arm, String on, Evaluation e) throws IOException {
    row(arm, on + ".accuracy", e.accuracy(), e.accuracyInterval());
    row(arm, on + ".balancedAccuracy", e.balancedAccuracy(), Interval.UNDEFINED);
    row(arm, on + ".precision", e.precision(), Interval.UNDEFINED);
    row(arm, on + ".recall", e.recall(), Interval.UNDEFINED);
    row(arm, on + ".f1", e.f1(), Interval.UNDEFINED);
    row(arm, on + ".auroc", e.auroc(), Interval.UNDEFINED);
    row(arm, on + ".logLoss", e.logLoss(), Interval.UNDEFINED);
    row(arm, on + ".meanTrueProbability", e.meanTrueProbability(), Interval.UNDEFINED);
    row(arm, on + ".brier", e.brier(), Interval.UNDEFINED);
    row(arm, on + ".ece", e.ece(), Interval.UNDEFINED);
    for (int k = 0; k < e.classes().size(); k++) {
      ClassScore score = e.classes().get(k);
      String of = "[" + classes.get(k) + "]";
      row(arm, on + ".precision" + of, score.precision(), Interval.UNDEFINED);
      row(arm, on + ".recall" + of, score.recall(), Interval.UNDEFINED);
      row(arm, on + ".f1" + of, score.f1(), Interval.UNDEFINED);
      row(arm, on + ".auroc" + of, score.auroc(), Interval.UNDEFINED);
    }
  }

  private void occlusion(String arm, OcclusionCurve curve) throws IOException {
    row(arm, "occlusion.auc", curve.auc(), curve.aucInterval());
    row(arm, "occlusion.aucTrueProbability", curve.aucTrueProbability(), Interval.UNDEFINED);
    for (OcclusionCurve.Point point : curve.points()) {
      String at = "[" + point.fraction() + "]";
      row(arm, "occlusion.accuracy" + at, point.accuracy(), point.accuracyInterval());
      row(arm, "occlusion.balancedAccuracy" + at, point.balancedAccuracy(), Interval.UNDEFINED);
      row(
          arm,
          "occlusion.meanTrueProbability" + at,
          point.meanTrueProbability(),
          Interval.UNDEFINED);
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
    row(scan.arm(), path + "pictures", scan.pictures(), Interval.UNDEFINED);
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
    String path =
        "difference." + Labels.words(c.measure()).replace(' ', '-') + "[" + c.reference() + "]";
    row(c.arm(), path, c.difference(), c.interval());
    row(c.arm(), path + ".p", c.p(), Interval.UNDEFINED);
    row(c.arm(), path + ".adjustedP", c.adjustedP(), Interval.UNDEFINED);
  }

  private void row(String arm, String metric, double value, Interval interval) throws IOException {
    out.printRecord(arm, metric, text(value), text(interval.low()), text(interval.high()));
  }

  private static String text(double value) {
    return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
  }
}
