package dev.blindspot.train.evaluate.metrics;

import static java.util.Objects.requireNonNull;

import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a classifier said about labelled images: {@code [N, K]} probabilities and N true classes.
 * All per-image scores, which paired statistics need, come from here.
 */
public final class Predictions implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Sums of float32 probabilities stay within this distance of one. */
  private static final double SUM_TOLERANCE = 1e-3;

  private final double[][] probabilities;
  private final int[] labels;
  private final int classes;

  private Predictions(double[][] probabilities, int[] labels, int classes) {
    this.probabilities = probabilities;
    this.labels = labels;
    this.classes = classes;
  }

  /**
   * Takes over probabilities that are already known; the arrays are copied.
   *
   * @param probabilities one row per image, one column per class, each row summing to one
   * @param labels true class of every image, 0 to K - 1
   * @throws IllegalArgumentException when there is no image, or when a row is not a distribution
   *     over the same K >= 2 classes as the others
   */
  public static Predictions of(double[][] probabilities, int[] labels) {
    if (probabilities.length == 0 || probabilities.length != labels.length) {
      throw new IllegalArgumentException(
          "probabilities must have one row per label and at least one, had %d rows for %d labels"
              .formatted(probabilities.length, labels.length));
    }
    int classes = probabilities[0].length;
    double[][] copy = new double[probabilities.length][];
    for (int i = 0; i < copy.length; i++) {
      checkRow(i, probabilities[i], classes);
      checkLabel(i, labels[i], classes);
      copy[i] = probabilities[i].clone();
    }
    return new Predictions(copy, labels.clone(), classes);
  }

  /**
   * Scores images batch by batch.
   *
   * @param scorer the classifier
   * @param images all of one size; read once, in order, so that the list may decode lazily
   * @param labels true class of every image
   * @param batchSize images per forward pass, at least 1
   * @param progress is told the number of scored images after every batch
   */
  public static Predictions of(
      Scorer scorer,
      List<DecodedImage> images,
      int[] labels,
      int batchSize,
      ProgressListener progress) {
    requireNonNull(scorer, "scorer");
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be >= 1, was " + batchSize);
    }
    double[][] probabilities = new double[images.size()][];
    for (int from = 0; from < images.size(); from += batchSize) {
      int to = Math.min(images.size(), from + batchSize);
      score(scorer, images.subList(from, to), probabilities, from);
      progress.progress(to, images.size());
    }
    return of(probabilities, labels);
  }

  private static void score(
      Scorer scorer, List<DecodedImage> images, double[][] probabilities, int from) {
    // copied, so that a lazy list decodes and paints every image once
    try (INDArray batch = Batches.toArray(List.copyOf(images))) {
      INDArray scores = scorer.score(batch);
      for (int row = 0; row < images.size(); row++) {
        double[] values = new double[(int) scores.size(1)];
        for (int k = 0; k < values.length; k++) {
          values[k] = scores.getDouble(row, k);
        }
        probabilities[from + row] = values;
      }
    }
  }

  private static void checkRow(int row, double[] values, int classes) {
    double sum = Arrays.stream(values).sum();
    boolean inRange = Arrays.stream(values).allMatch(p -> p >= 0 && p <= 1 + SUM_TOLERANCE);
    if (classes < 2 || values.length != classes) {
      throw new IllegalArgumentException(
          "probabilities must have the same number of classes, at least 2, in every row; row %d had %d"
              .formatted(row, values.length));
    }
    if (!inRange || Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new IllegalArgumentException(
          "probabilities must be within 0..1 and sum to 1, row %d was %s"
              .formatted(row, Arrays.toString(values)));
    }
  }

  private static void checkLabel(int row, int label, int classes) {
    if (label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          "labels must be between 0 and %d, was %d at row %d".formatted(classes - 1, label, row));
    }
  }

  /** Number of images. */
  public int size() {
    return labels.length;
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** True class of an image. */
  public int label(int image) {
    return labels[image];
  }

  /** Probability of a class for an image. */
  public double probability(int image, int classIndex) {
    return probabilities[image][classIndex];
  }

  /** Class of the highest probability; the first of them on a tie. */
  public int predicted(int image) {
    double[] row = probabilities[image];
    int best = 0;
    for (int k = 1; k < row.length; k++) {
      if (row[k] > row[best]) {
        best = k;
      }
    }
    return best;
  }

  /** Probability of the predicted class. */
  public double confidence(int image) {
    return probability(image, predicted(image));
  }

  /** All images of several predictions, one after the other; all of the same classes. */
  public static Predictions concat(List<Predictions> parts) {
    double[][] probabilities =
        parts.stream().flatMap(p -> Arrays.stream(p.probabilities)).toArray(double[][]::new);
    int[] labels = parts.stream().flatMapToInt(p -> Arrays.stream(p.labels)).toArray();
    return of(probabilities, labels);
  }

  /** The mean of what several classifiers said about the same images. */
  public static Predictions mean(List<Predictions> parts) {
    Predictions first = parts.get(0);
    double[][] mean = new double[first.size()][first.classes];
    for (Predictions part : parts) {
      for (int i = 0; i < mean.length; i++) {
        for (int k = 0; k < first.classes; k++) {
          mean[i][k] += part.probabilities[i][k] / parts.size();
        }
      }
    }
    return of(mean, first.labels);
  }

  /** Whether the predicted class is the true one. */
  public boolean isCorrect(int image) {
    return predicted(image) == labels[image];
  }

  /** 1 for every correctly classified image, 0 for the others. */
  public double[] correct() {
    double[] correct = new double[size()];
    Arrays.setAll(correct, i -> isCorrect(i) ? 1 : 0);
    return correct;
  }

  /** Probability of the true class of every image. */
  public double[] trueProbabilities() {
    double[] p = new double[size()];
    Arrays.setAll(p, i -> probability(i, label(i)));
    return p;
  }
}
