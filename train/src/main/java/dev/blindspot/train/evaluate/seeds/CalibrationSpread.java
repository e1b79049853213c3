package dev.blindspot.train.evaluate.seeds;

import dev.blindspot.train.evaluate.metrics.Calibration;
import dev.blindspot.train.evaluate.metrics.Calibration.Bin;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import dev.blindspot.train.evaluate.stats.Transpose;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@link Calibration} over several trainings.
 *
 * @param bins the reliability diagram of all trainings together: every image counts once for each
 * @param ece expected calibration error of each training
 * @param mce maximum calibration error
 * @param brier Brier score
 * @param logLoss log-loss
 * @param meanConfidence mean probability of the predicted class
 * @param overconfidence mean confidence minus accuracy
 * @param scaled after temperature scaling, a temperature for each training; null without
 */
public record CalibrationSpread(
    List<Bin> bins,
    SeedSummary ece,
    SeedSummary mce,
    SeedSummary brier,
    SeedSummary logLoss,
    SeedSummary meanConfidence,
    SeedSummary overconfidence,
    @Nullable Scaled scaled) {
  public CalibrationSpread {
    bins = List.copyOf(bins);
  }

  /**
   * After temperature scaling.
   *
   * @param temperature above 1 makes probabilities less sure
   * @param fittedOn number of validation images
   * @param ece expected calibration error, scaled
   * @param mce maximum calibration error, scaled
   * @param brier Brier score, scaled
   * @param logLoss log-loss, scaled
   */
  public record Scaled(
      SeedSummary temperature,
      int fittedOn,
      SeedSummary ece,
      SeedSummary mce,
      SeedSummary brier,
      SeedSummary logLoss) {

    static Scaled of(List<Calibration.Scaled> trainings) {
      return new Scaled(
          SeedSummary.over(trainings, Calibration.Scaled::temperature),
          trainings.get(0).fittedOn(),
          SeedSummary.over(trainings, Calibration.Scaled::ece),
          SeedSummary.over(trainings, Calibration.Scaled::mce),
          SeedSummary.over(trainings, Calibration.Scaled::brier),
          SeedSummary.over(trainings, Calibration.Scaled::logLoss));
    }
  }

  static CalibrationSpread of(List<Calibration> trainings) {
    return new CalibrationSpread(
        Transpose.of(trainings, Calibration::bins).stream()
            .map(CalibrationSpread::together)
            .toList(),
        SeedSummary.over(trainings, Calibration::ece),
        SeedSummary.over(trainings, Calibration::mce),
        SeedSummary.over(trainings, Calibration::brier),
        SeedSummary.over(trainings, Calibration::logLoss),
        SeedSummary.over(trainings, Calibration::meanConfidence),
        SeedSummary.over(trainings, Calibration::overconfidence),
        trainings.get(0).scaled() == null
            ? null
            : Scaled.of(trainings.stream().map(t -> Objects.requireNonNull(t.scaled())).toList()));
  }

  /** The same bin of every training as one; NaN without images. */
  private static Bin together(List<Bin> trainings) {
    int images = 0;
    double confidence = 0;
    double correct = 0;
    for (Bin bin : trainings) {
      if (bin.images() > 0) { // the means of none are NaN
        images += bin.images();
        confidence += bin.images() * bin.meanConfidence();
        correct += bin.images() * bin.accuracy();
      }
    }
    Bin first = trainings.get(0);
    return new Bin(first.low(), first.high(), images, confidence / images, correct / images);
  }
}
