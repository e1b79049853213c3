package dev.blindspot.train.evaluate.findings;

import java.util.List;

/**
 * The mistakes of one arm (the network of its first seed) on the held-out images.
 *
 * @param arm the arm
 * @param total number of wrongly classified images
 * @param worst those with the lowest p(true class), lowest first
 * @param mostConfident those with the highest p(predicted class), highest first; with two classes
 *     the same as {@code worst}
 */
public record Mistakes(String arm, int total, List<Mistake> worst, List<Mistake> mostConfident) {
  public Mistakes {
    worst = List.copyOf(worst);
    mostConfident = List.copyOf(mostConfident);
  }

  /**
   * A wrongly classified image.
   *
   * @param id the image's name
   * @param label name of its class
   * @param predicted name of the predicted class
   * @param confidence p(predicted class)
   * @param trueProbability p(true class)
   */
  public record Mistake(
      String id, String label, String predicted, double confidence, double trueProbability) {}
}
