package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.shortcut.NullModel.Contrast;
import dev.blindspot.explain.shortcut.NullModel.Scene;

/**
 * What the scan found at one position of the window.
 *
 * @param position on the grid
 * @param images that say something about it
 * @param hits how many of them change when it is hidden
 * @param rate {@code hits / images}; NaN without images
 * @param expected the rate that the object's presence explains; NaN without images
 * @param meanDrop of the class's score over all images of the scan
 * @param mirroredRate rate over all images at the place with left and right exchanged
 * @param statistic of the test, see {@link ShortcutScan}; about normal with variance 1 under the
 *     null
 * @param p adjusted for all places
 */
public record PositionStats(
    int position,
    int images,
    int hits,
    double rate,
    double expected,
    double meanDrop,
    double mirroredRate,
    double statistic,
    double p) {

  /** Counts what is left of the hits at a place. */
  static PositionStats of(
      int position, Scene scene, Contrast contrast, double mirroredRate, double p) {
    int counted = contrast.counted().cardinality();
    int hits = (int) contrast.counted().stream().filter(i -> scene.hit(i, position)).count();
    double rate = counted == 0 ? Double.NaN : (double) hits / counted;
    double excess = counted == 0 ? Double.NaN : sum(contrast.difference()) / counted;
    return new PositionStats(
        position,
        counted,
        hits,
        rate,
        rate - excess,
        scene.meanDrop(position),
        mirroredRate,
        SignFlipPermutation.statistic(contrast.difference()),
        p);
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** {@code rate - expected}. */
  public double excess() {
    return rate - expected;
  }
}
