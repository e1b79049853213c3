package dev.blindspot.explain.shortcut;

/**
 * What the scan found at one position of the window.
 *
 * @param position on the grid
 * @param pictures that say something about it
 * @param hits how many of them change when it is hidden
 * @param rate {@code hits / pictures}; NaN without pictures
 * @param expected the rate that the object's presence explains; NaN without pictures
 * @param meanDrop of the class's score over all pictures of the scan
 * @param mirroredRate rate over all pictures at the place with left and right exchanged
 * @param statistic of the test, see {@link ShortcutScan}; about normal with variance 1 under the
 *     null
 * @param p adjusted for all places
 */
public record PositionStats(
    int position,
    int pictures,
    int hits,
    double rate,
    double expected,
    double meanDrop,
    double mirroredRate,
    double statistic,
    double p) {

  /** {@code rate - expected}. */
  public double excess() {
    return rate - expected;
  }
}
