package dev.blindspot.train.report.result;

import java.util.List;

/**
 * An image with the maps of every arm.
 *
 * @param id the image's name in the data
 * @param trueLabel its class
 * @param said what every arm said about it, in the order of the arms
 * @param sheets the image beside its maps, one sheet or one per method
 */
public record ExplainedImage(
    String id, String trueLabel, List<Said> said, List<Illustration> sheets) {

  public ExplainedImage {
    said = List.copyOf(said);
    sheets = List.copyOf(sheets);
  }

  /**
   * What one arm said.
   *
   * @param arm the arm's name
   * @param label the class of the highest probability
   * @param probability of that class
   * @param trueProbability of the true class
   */
  public record Said(String arm, String label, double probability, double trueProbability) {}
}
