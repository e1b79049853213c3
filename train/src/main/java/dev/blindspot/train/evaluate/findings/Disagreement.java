package dev.blindspot.train.evaluate.findings;

import java.util.List;

/**
 * A held-out image that not all arms call the same.
 *
 * @param id the image's name
 * @param label name of its class
 * @param spread highest minus lowest p(true class) among the arms
 * @param opinions what every arm says, in the order of the run
 */
public record Disagreement(String id, String label, double spread, List<Opinion> opinions) {
  public Disagreement {
    opinions = List.copyOf(opinions);
  }

  /**
   * What an arm (the network of its first seed) says.
   *
   * @param arm the arm
   * @param predicted name of the predicted class
   * @param trueProbability p(true class)
   */
  public record Opinion(String arm, String predicted, double trueProbability) {}
}
