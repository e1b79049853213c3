package dev.blindspot.train.evaluate.findings;

import java.util.List;

/**
 * Images whose label is likely wrong, by confident learning (Northcutt, Jiang and Chuang 2021,
 * "Confident Learning: Estimating Uncertainty in Dataset Labels", arXiv:1911.00068, section 3), on
 * images that no arm was trained on. Probabilities are the mean of all arms and seeds.
 *
 * @param images audited images: the validation and test splits
 * @param classes names of the classes
 * @param thresholds per class, the mean p(class) of the images with that label; NaN without any
 * @param confidentJoint images by label (outer list) and by the class that their probabilities
 *     confidently say (inner list); images below every threshold are not counted
 * @param estimatedErrorShare share of wrong labels by the calibrated joint, an estimate
 * @param suspects images off the diagonal, the surest first; look at them, do not delete them
 *     blindly
 */
public record LabelAudit(
    int images,
    List<String> classes,
    List<Double> thresholds,
    List<List<Integer>> confidentJoint,
    double estimatedErrorShare,
    List<Suspect> suspects) {
  public LabelAudit {
    classes = List.copyOf(classes);
    thresholds = List.copyOf(thresholds);
    confidentJoint = confidentJoint.stream().map(List::copyOf).toList();
    suspects = List.copyOf(suspects);
  }

  /**
   * An image whose label is likely wrong.
   *
   * @param id the image's name
   * @param split validation or test
   * @param label name of its class
   * @param suggested name of the class that its probabilities say
   * @param labelProbability p(label)
   * @param suggestedProbability p(suggested)
   */
  public record Suspect(
      String id,
      String split,
      String label,
      String suggested,
      double labelProbability,
      double suggestedProbability) {}
}
