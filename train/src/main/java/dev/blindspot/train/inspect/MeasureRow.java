package dev.blindspot.train.inspect;

import dev.blindspot.train.evaluate.stats.Interval;
import java.util.List;

/**
 * One measure of one method's maps, for every arm, on the same images.
 *
 * @param method the explanation method
 * @param measure name of the measure
 * @param meaning what it says, with its unit, and which way is better where one is
 * @param cells one per arm, in the order of the arms
 */
public record MeasureRow(String method, String measure, String meaning, List<Cell> cells) {
  public MeasureRow {
    cells = List.copyOf(cells);
  }

  /**
   * One arm.
   *
   * @param arm its name
   * @param mean over the images for which the measure is defined; NaN for none
   * @param interval 95 % interval of the mean over images
   * @param images images for which it is defined
   * @param difference mean difference to the first arm over the images for which both are defined;
   *     NaN for the first arm
   * @param differenceInterval 95 % interval of the difference over images, of these two networks
   *     (Student's t of the paired differences); undefined for fewer than 6 images
   * @param p two-sided, of the same t; not corrected; 1 for fewer than 6 images; NaN for the first
   *     arm
   */
  public record Cell(
      String arm,
      double mean,
      Interval interval,
      int images,
      double difference,
      Interval differenceInterval,
      double p) {

    /** Whether the interval of the difference leaves out zero. */
    public boolean differs() {
      return differenceInterval.isAbove(0) || differenceInterval.isBelow(0);
    }
  }
}
