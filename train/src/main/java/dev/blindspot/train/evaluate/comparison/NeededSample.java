package dev.blindspot.train.evaluate.comparison;

import dev.blindspot.train.evaluate.stats.CrossedMean;
import dev.blindspot.train.evaluate.stats.Interval;
import dev.blindspot.train.evaluate.stats.MeanSquares;
import dev.blindspot.train.evaluate.stats.SampleSize;
import dev.blindspot.train.evaluate.stats.SampleSize.Design;
import dev.blindspot.train.evaluate.stats.VarianceComponents;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * About how many images and seeds would show a difference of the measured size with a power of 80
 * %, if it is real, at the level of the first of Holm's steps (5 % divided by the claims).
 *
 * @param images test images, those there are included; rounded up to two digits
 * @param seeds trainings of each arm, those there are included, in about the same proportion to the
 *     images as now; 1 when each arm was trained once, which speaks of these two networks and says
 *     nothing of how many seeds the arms would need
 */
public record NeededSample(int images, int seeds) {

  /** Null when these are as many, when too few say anything, or beyond a million images. */
  static @Nullable NeededSample of(CrossedMean mean, int claims) {
    if (!mean.hasInterval()) {
      return null;
    }
    MeanSquares squares = mean.squares();
    double level = (1 - Interval.CONFIDENCE) / claims;
    SampleSize plan = new SampleSize(VarianceComponents.of(squares), mean.value(), level);
    return design(plan, new Design(squares.images(), squares.seeds()))
        .filter(design -> design.images() > squares.images())
        .map(design -> new NeededSample(rounded(design.images()), design.seeds()))
        .orElse(null);
  }

  private static Optional<Design> design(SampleSize plan, Design now) {
    if (now.seeds() > 1) {
      return plan.inProportion(now);
    }
    return plan.images(1).stream().mapToObj(images -> new Design(images, 1)).findFirst();
  }

  private static int rounded(int images) {
    int unit = (int) Math.pow(10, Math.floor(Math.log10(images)) - 1);
    return unit <= 1 ? images : (images + unit - 1) / unit * unit;
  }
}
