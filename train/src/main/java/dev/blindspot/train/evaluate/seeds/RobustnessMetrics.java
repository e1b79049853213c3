package dev.blindspot.train.evaluate.seeds;

import static dev.blindspot.train.evaluate.seeds.Metric.Better.HIGHER;
import static dev.blindspot.train.evaluate.seeds.Metric.Better.LOWER;
import static dev.blindspot.train.evaluate.seeds.Metric.Better.NEITHER;
import static dev.blindspot.train.evaluate.seeds.Metric.Unit.COUNT;
import static dev.blindspot.train.evaluate.seeds.Metric.Unit.POINTS;
import static dev.blindspot.train.evaluate.seeds.Metric.Unit.RATIO;
import static dev.blindspot.train.evaluate.seeds.Metric.Unit.SCORE;
import static dev.blindspot.train.evaluate.seeds.Metric.Unit.SHARE;

import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.metrics.Calibrations;
import dev.blindspot.train.evaluate.robustness.CorruptionScores;
import dev.blindspot.train.evaluate.robustness.ObjectOcclusion;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve;
import dev.blindspot.train.evaluate.robustness.Robustness;
import dev.blindspot.train.evaluate.worst.WorstPlace;
import java.util.List;

/** The figures of {@link Robustness}. */
public final class RobustnessMetrics {
  private static final String CURVE_PREFIX = "curve[%s].";
  private static final String WORST_PREFIX = "worstPlace[%s].";

  private static final MetricGroup POINT =
      MetricGroup.of(OcclusionCurve.Point.class, "OcclusionSpread.Point", "One hidden fraction.")
          .place("fraction", "hidden part of the image's area")
          .metric("accuracy", "share that is classified correctly", SHARE, HIGHER)
          .metric("balancedAccuracy", "mean recall of the classes", SHARE, HIGHER)
          .metric("meanTrueProbability", "mean p(true class)", SHARE, HIGHER)
          .metric("meanConfidence", "mean probability of the predicted class", SHARE, NEITHER)
          .metric("ece", "expected calibration error", SCORE, LOWER);

  /** One way of hiding parts. */
  public static final MetricGroup CURVE =
      MetricGroup.of(
              OcclusionCurve.class,
              "OcclusionSpread",
              "An OcclusionCurve over several trainings. Areas and drops are taken of each training's own curve first.")
          .place("position", "where the hidden part lies")
          .place("fill", "what the hidden part is painted with")
          .part("points", "by increasing fraction; the first is the untouched image", POINT)
          .metric("auc", "normalised area under the accuracy", SHARE, HIGHER)
          .metric("aucTrueProbability", "the same area under the mean p(true class)", SHARE, HIGHER)
          .metric("aucBalanced", "the same area under balanced accuracy", SHARE, HIGHER)
          .metric(
              "relativeDrop25",
              "share of the clean accuracy that is lost when 25 % are hidden",
              SHARE,
              LOWER)
          .metric("relativeDrop50", "the same for 50 %", SHARE, LOWER);

  private static final MetricGroup OBJECT_BIN =
      MetricGroup.of(
              ObjectOcclusion.Bin.class,
              "ObjectSpread.Bin",
              "Views of which a share of the object in (low, high] is hidden; the first bin is exactly 0.")
          .place("low", "hidden share of the union of the object's boxes")
          .place("high", "hidden share of the union of the object's boxes")
          .fact("views", "number of views of each training")
          .fact("images", "number of different images among them")
          .metric("accuracy", "share of views that are classified correctly", SHARE, HIGHER)
          .metric("meanTrueProbability", "mean p(true class)", SHARE, HIGHER)
          .inCsv("views", "number of views", COUNT, NEITHER);

  private static final MetricGroup OBJECT =
      MetricGroup.of(
              ObjectOcclusion.class,
              "ObjectSpread",
              "ObjectOcclusion over several trainings, all of the same views.")
          .part("bins", "by increasing hidden share of the object", OBJECT_BIN);

  private static final MetricGroup LEVEL =
      MetricGroup.of(
              CorruptionScores.Level.class,
              "CorruptionSpread.OneLevel",
              "One severity of a corruption.")
          .place("severity", "1 to 5")
          .metric("accuracy", "share of images that are classified correctly", SHARE, HIGHER)
          .inJson("balancedAccuracy", "mean recall of the classes", SHARE, HIGHER)
          .inJson("meanTrueProbability", "mean p(true class)", SHARE, HIGHER)
          .inJson("meanConfidence", "mean probability of the predicted class", SHARE, NEITHER)
          .inJson("ece", "expected calibration error", SCORE, LOWER);

  private static final MetricGroup FAMILY =
      MetricGroup.of(CorruptionScores.Family.class, "CorruptionSpread.OneFamily", "One corruption.")
          .place("corruption", "its name")
          .part("levels", "by increasing severity", LEVEL)
          .metric("meanAccuracy", "mean over its severities", SHARE, HIGHER, "accuracy")
          .metric("corruptionError", "CE", RATIO, LOWER)
          .metric("relativeCorruptionError", "relative CE", RATIO, LOWER);

  private static final MetricGroup SEVERITY =
      MetricGroup.of(
              CorruptionScores.Severity.class,
              "CorruptionSpread.Severity",
              "One severity of all corruptions.")
          .place("severity", "1 to 5")
          .inJson("accuracy", "mean over the corruptions", SHARE, HIGHER);

  private static final MetricGroup CORRUPTIONS =
      MetricGroup.of(
              CorruptionScores.class,
              "CorruptionSpread",
              "CorruptionScores over several trainings. Corruption errors compare each training with that of the first arm with the same seed.")
          .part("families", "one entry per corruption, in the order of the configuration", FAMILY)
          .part("severities", "by increasing severity", SEVERITY, "severity.")
          .metric("meanAccuracy", "mean over corruptions and severities", SHARE, HIGHER, "accuracy")
          .metric("meanCorruptionError", "mean corruption error", RATIO, LOWER, "corruptionError")
          .metric(
              "meanRelativeCorruptionError",
              "mean relative corruption error",
              RATIO,
              LOWER,
              "relativeCorruptionError");

  private static final MetricGroup SCALED =
      MetricGroup.of(
              Calibration.Scaled.class, "CalibrationSpread.Scaled", "After temperature scaling.")
          .metric("temperature", "above 1 makes probabilities less sure", RATIO, NEITHER)
          .fact("fittedOn", "number of validation images")
          .metric("ece", "expected calibration error, scaled", SCORE, LOWER, "scaled.ece")
          .metric("mce", "maximum calibration error, scaled", SCORE, LOWER, "scaled.mce")
          .metric("brier", "Brier score, scaled", SCORE, LOWER, "scaled.brier")
          .metric("logLoss", "log-loss, scaled", SCORE, LOWER, "scaled.logLoss");

  static final MetricGroup CALIBRATION =
      MetricGroup.of(Calibration.class, "CalibrationSpread", "Calibration over several trainings.")
          .fact(
              "bins",
              "the reliability diagram of all trainings together: every image counts once for each",
              trainings ->
                  Calibrations.pooledBins(trainings.stream().map(Calibration.class::cast).toList()))
          .metric("ece", "expected calibration error of each training", SCORE, LOWER)
          .metric("mce", "maximum calibration error", SCORE, LOWER)
          .inJson("brier", "Brier score", SCORE, LOWER)
          .inJson("logLoss", "log-loss", SCORE, LOWER)
          .metric("meanConfidence", "mean probability of the predicted class", SHARE, NEITHER)
          .metric("overconfidence", "mean confidence minus accuracy", POINTS, NEITHER)
          .part(
              "scaled",
              "after temperature scaling, a temperature for each training; null without",
              SCALED);

  private static final MetricGroup SQUARE =
      MetricGroup.of(WorstPlace.Point.class, "WorstPlaceSpread.Point", "One side of the square.")
          .place("side", "as a fraction of the image's side; 0 for the untouched image")
          .fact("places", "of the grid")
          .metric("accuracy", "share that is right wherever the square is", SHARE, HIGHER)
          .metric("meanTrueProbability", "mean lowest p(true class)", SHARE, HIGHER)
          .metric(
              "turned",
              "share of the right answers that this is the smallest square to turn",
              SHARE,
              NEITHER);

  private static final MetricGroup WORST_PLACE =
      MetricGroup.of(
              WorstPlace.class,
              "WorstPlaceSpread",
              "WorstPlace over several trainings, all of the same images, squares and grid.")
          .place("fill", "what the square shows")
          .fact("images", "how many were measured")
          .part("points", "by increasing side; the first is the untouched image", SQUARE)
          .metric("accuracy", "mean over the sides", SHARE, HIGHER)
          .metric("meanTrueProbability", "mean over the sides", SHARE, HIGHER)
          .metric("unturned", "share of the right answers that no square turns", SHARE, HIGHER)
          .metric(
              "medianTurningSide",
              "least side by which half of the right answers are turned",
              SHARE,
              HIGHER);

  /** Everything. */
  public static final MetricGroup ALL =
      MetricGroup.of(
              Robustness.class,
              "RobustnessSpread",
              "Robustness over the trainings of an arm that differ in their seed alone: every figure's mean and standard deviation. All trainings are measured on the same images with the same parts hidden, but for places that a map guides, which are those of each network's own map.")
          .part(
              "occlusion",
              "one curve per position and fill, in the order of the configuration",
              CURVE,
              CURVE_PREFIX)
          .part(
              "object",
              "by how much of the object is hidden; null when no image has a known object",
              OBJECT,
              "object.")
          .part(
              "corruptions",
              "corrupted images; null when none were asked for",
              CORRUPTIONS,
              "corruptions.")
          .part("calibration", "on whole images", CALIBRATION, "calibration.")
          .part(
              "worstPlace",
              "one square at its worst place, one entry per fill; empty when not asked for",
              WORST_PLACE,
              WORST_PREFIX);

  private RobustnessMetrics() {}

  /** The keys of the figures at the worst place with a fill. */
  public static Key worstPlace(String fill) {
    return Key.ROOT.in(WORST_PREFIX, List.of(fill));
  }

  /** The keys of a curve's figures. */
  public static Key curve(OcclusionCurve curve) {
    return Key.ROOT.in(CURVE_PREFIX, List.of(curve.position(), curve.fill()));
  }
}
