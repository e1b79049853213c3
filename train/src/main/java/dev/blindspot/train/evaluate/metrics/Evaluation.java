package dev.blindspot.train.evaluate.metrics;

import dev.blindspot.train.evaluate.stats.Interval;
import java.util.List;

/**
 * How well a classifier sees some images. A number that these images cannot define is NaN, and
 * {@code undefined} says why.
 *
 * @param images number of images
 * @param confusion images by true class (outer list) and predicted class (inner list)
 * @param accuracy share of images whose predicted class is the true one
 * @param accuracyInterval Wilson's 95 % interval of the accuracy
 * @param balancedAccuracy mean recall of the classes; NaN when a class has no image
 * @param precision of class 1 when there are two classes, else the mean over classes
 * @param recall of class 1 when there are two classes, else the mean over classes
 * @param f1 harmonic mean of precision and recall: of class 1 when there are two classes, else the
 *     mean over classes
 * @param auroc area under the ROC curve of class 1 when there are two classes, else the mean of one
 *     class against the rest; ties count half; NaN when a class has no image
 * @param logLoss mean of -ln p(true class), with p not below 2^-23, the resolution of float32
 * @param meanTrueProbability mean p(true class)
 * @param brier mean over images of half the squared distance between the probabilities and the
 *     one-hot label; with two classes the usual (p - y)^2
 * @param ece expected calibration error: 15 equal bins of the highest probability, L1 (Guo et al.
 *     2017, arXiv:1706.04599)
 * @param classes the same figures for every class
 * @param undefined why a number is NaN; one sentence each, empty when all are defined
 */
public record Evaluation(
    int images,
    List<List<Integer>> confusion,
    double accuracy,
    Interval accuracyInterval,
    double balancedAccuracy,
    double precision,
    double recall,
    double f1,
    double auroc,
    double logLoss,
    double meanTrueProbability,
    double brier,
    double ece,
    List<ClassScore> classes,
    List<String> undefined) {

  public Evaluation {
    confusion = confusion.stream().map(List::copyOf).toList();
    classes = List.copyOf(classes);
    undefined = List.copyOf(undefined);
  }

  /**
   * One class against the rest.
   *
   * @param images images of the class
   * @param precision share of the images called this class that are of it; NaN when none is called
   *     so
   * @param recall share of the images of this class that are called so; NaN when it has no image
   * @param f1 2 TP / (2 TP + FP + FN); NaN when that is 0 / 0
   * @param auroc area under the ROC curve of the class's probability; NaN when one side has no
   *     image
   */
  public record ClassScore(int images, double precision, double recall, double f1, double auroc) {}
}
