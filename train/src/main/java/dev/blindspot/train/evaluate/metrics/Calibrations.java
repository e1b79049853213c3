package dev.blindspot.train.evaluate.metrics;

import dev.blindspot.train.evaluate.metrics.Calibration.Bin;
import dev.blindspot.train.evaluate.metrics.Calibration.Scaled;
import dev.blindspot.train.evaluate.stats.Transpose;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reliability diagrams and their summaries. */
public final class Calibrations {
  static final int BINS = 15;

  private Calibrations() {}

  /**
   * Measures calibration.
   *
   * @param held what is measured
   * @param validation what a temperature is fitted on; null for none
   */
  public static Calibration of(Predictions held, @Nullable Predictions validation) {
    List<Bin> bins = bins(held);
    double confidence = meanConfidence(held);
    double accuracy = Means.of(held.correct());
    return new Calibration(
        bins,
        ece(bins),
        mce(bins),
        Metrics.brier(held),
        Metrics.logLoss(held),
        confidence,
        confidence - accuracy,
        validation == null ? null : scaled(held, validation));
  }

  private static Scaled scaled(Predictions held, Predictions validation) {
    double temperature = Temperature.fit(validation);
    Predictions scaled = Temperature.scale(held, temperature);
    List<Bin> bins = bins(scaled);
    return new Scaled(
        temperature,
        validation.size(),
        ece(bins),
        mce(bins),
        Metrics.brier(scaled),
        Metrics.logLoss(scaled),
        bins);
  }

  /**
   * Bins are (low, high], as in the paper; the confidence of K classes is at least 1 / K, never 0.
   */
  public static List<Bin> bins(Predictions predictions) {
    int[] images = new int[BINS];
    double[] confidences = new double[BINS];
    double[] correct = new double[BINS];
    for (int i = 0; i < predictions.size(); i++) {
      double confidence = predictions.confidence(i);
      int bin = bin(confidence);
      images[bin]++;
      confidences[bin] += confidence;
      correct[bin] += predictions.isCorrect(i) ? 1 : 0;
    }
    List<Bin> bins = new ArrayList<>();
    for (int b = 0; b < BINS; b++) {
      bins.add(
          new Bin(
              (double) b / BINS,
              (b + 1.0) / BINS,
              images[b],
              confidences[b] / images[b], // 0 / 0 is NaN: nothing was measured
              correct[b] / images[b]));
    }
    return bins;
  }

  /** The bins of several trainings together: every image counts once for each. */
  public static List<Bin> pooledBins(List<Calibration> trainings) {
    return Transpose.of(trainings, Calibration::bins).stream().map(Calibrations::pooled).toList();
  }

  /** The same bin of every training as one; NaN without images. */
  private static Bin pooled(List<Bin> trainings) {
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

  static int bin(double confidence) {
    return Math.min((int) Math.ceil(confidence * BINS) - 1, BINS - 1);
  }

  public static double ece(List<Bin> bins) {
    double images = bins.stream().mapToInt(Bin::images).sum();
    return bins.stream()
        .filter(bin -> bin.images() > 0)
        .mapToDouble(bin -> bin.images() / images * gap(bin))
        .sum();
  }

  private static double mce(List<Bin> bins) {
    return bins.stream()
        .filter(bin -> bin.images() > 0)
        .mapToDouble(Calibrations::gap)
        .max()
        .orElseThrow();
  }

  private static double gap(Bin bin) {
    return Math.abs(bin.accuracy() - bin.meanConfidence());
  }

  public static double meanConfidence(Predictions predictions) {
    double sum = 0;
    for (int i = 0; i < predictions.size(); i++) {
      sum += predictions.confidence(i);
    }
    return sum / predictions.size();
  }
}
