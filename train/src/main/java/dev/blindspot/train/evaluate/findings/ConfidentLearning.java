package dev.blindspot.train.evaluate.findings;

import dev.blindspot.train.evaluate.findings.LabelAudit.Suspect;
import dev.blindspot.train.evaluate.metrics.Predictions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks for wrong labels by confident learning; see {@link LabelAudit}. */
public final class ConfidentLearning {
  private final List<String> classes;
  private final List<Audited> images = new ArrayList<>();

  /**
   * @param classes their names
   */
  public ConfidentLearning(List<String> classes) {
    this.classes = List.copyOf(classes);
  }

  private record Audited(String id, String split, Predictions said, int index) {
    int label() {
      return said.label(index);
    }

    double probability(int k) {
      return said.probability(index, k);
    }
  }

  /**
   * Takes in images that no classifier was trained on.
   *
   * @param ids their names
   * @param split what part of the data they are
   * @param said what every classifier says about them
   */
  public void add(List<String> ids, String split, List<Predictions> said) {
    Predictions mean = Predictions.mean(said);
    for (int i = 0; i < ids.size(); i++) {
      images.add(new Audited(ids.get(i), split, mean, i));
    }
  }

  /** The images off the diagonal of the confident joint, at most so many. */
  public LabelAudit audit(int most) {
    int k = classes.size();
    double[] thresholds = thresholds();
    int[][] joint = new int[k][k];
    List<Suspect> suspects = new ArrayList<>();
    for (Audited image : images) {
      Integer confident = confident(image, thresholds);
      if (confident != null) {
        joint[image.label()][confident]++;
        if (confident != image.label()) {
          suspects.add(suspect(image, confident));
        }
      }
    }
    suspects.sort(
        Comparator.comparingDouble((Suspect s) -> s.labelProbability() - s.suggestedProbability()));
    return new LabelAudit(
        images.size(),
        classes,
        java.util.Arrays.stream(thresholds).boxed().toList(),
        java.util.Arrays.stream(joint)
            .map(row -> java.util.Arrays.stream(row).boxed().toList())
            .toList(),
        errorShare(joint),
        suspects.subList(0, Math.min(most, suspects.size())));
  }

  private Suspect suspect(Audited image, int suggested) {
    return new Suspect(
        image.id(),
        image.split(),
        classes.get(image.label()),
        classes.get(suggested),
        image.probability(image.label()),
        image.probability(suggested));
  }

  /** Mean self-confidence of every class. */
  private double[] thresholds() {
    double[] sums = new double[classes.size()];
    int[] counts = labelled();
    for (Audited image : images) {
      sums[image.label()] += image.probability(image.label());
    }
    for (int k = 0; k < sums.length; k++) {
      sums[k] /= counts[k]; // 0 / 0 is NaN, which no probability reaches
    }
    return sums;
  }

  private int[] labelled() {
    int[] counts = new int[classes.size()];
    images.forEach(image -> counts[image.label()]++);
    return counts;
  }

  /** The likeliest class among those whose threshold is reached; null for none. */
  private static @Nullable Integer confident(Audited image, double[] thresholds) {
    Integer best = null;
    for (int k = 0; k < thresholds.length; k++) {
      if (image.probability(k) >= thresholds[k]
          && (best == null || image.probability(k) > image.probability(best))) {
        best = k;
      }
    }
    return best;
  }

  /** Rows of the joint are scaled to the number of images with that label (equation 3). */
  private double errorShare(int[][] joint) {
    int[] counts = labelled();
    double wrong = 0;
    double all = 0;
    for (int i = 0; i < joint.length; i++) {
      int row = java.util.Arrays.stream(joint[i]).sum();
      if (row > 0) {
        wrong += counts[i] * (double) (row - joint[i][i]) / row;
        all += counts[i];
      }
    }
    return wrong / all; // 0 / 0 is NaN: nobody was confident
  }
}
