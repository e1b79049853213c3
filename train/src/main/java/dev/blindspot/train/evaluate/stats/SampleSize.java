package dev.blindspot.train.evaluate.stats;

import dev.blindspot.train.error.Checks;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntPredicate;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How many images and seeds would show a difference with {@link CrossedMean}, if it is real.
 *
 * <p>With S seeds, n images and the {@link VarianceComponents} a (seeds), b (images) and c (cells)
 * the mean is normal about the difference with variance {@code a/S + b/n + c/(Sn)}, and the half
 * width of the interval is that of {@link CrossedMean} with the expected mean square of images and
 * a mean square of seeds that varies as chi-squared with S - 1 degrees of freedom. The power is the
 * probability that the interval does not hold 0, averaged over that chi-squared.
 *
 * <p>Images alone may never suffice: with few seeds {@code a/S} stays.
 *
 * @param components what varies
 * @param difference the one to be shown, in the table's unit
 * @param level probability of a false verdict, (0, 1): 0.05, or 0.05 divided by the number of
 *     claims for the first of Holm's steps
 */
public record SampleSize(VarianceComponents components, double difference, double level) {
  /** The power that is planned for. */
  public static final double POWER = 0.8;

  /** More images than these are not planned for. */
  public static final int MOST_IMAGES = 1_000_000;

  /** More seeds than these are not planned for. */
  public static final int MOST_SEEDS = 1_000;

  private static final int NODES = 101;
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  public SampleSize {
    Checks.require(Double.isFinite(difference), "difference", "must be finite, was %s", difference);
    Checks.require(level > 0 && level < 1, "level", "must be in (0, 1), was %s", level);
  }

  /**
   * Numbers of images and seeds.
   *
   * @param images at least 1
   * @param seeds at least 1
   */
  public record Design(int images, int seeds) {
    public Design {
      Checks.requireAtLeast(images, 1, "images");
      Checks.requireAtLeast(seeds, 1, "seeds");
    }
  }

  /**
   * The probability that the difference is shown. With one seed it is that of these very networks.
   *
   * @param design with two seeds or more only if the components know of seeds
   */
  public double power(Design design) {
    if (design.images() < CrossedMean.FEWEST_IMAGES) {
      return 0;
    }
    return design.seeds() == 1 ? oneSeed(design.images()) : severalSeeds(design);
  }

  private double oneSeed(int images) {
    double error = Math.sqrt((components.image() + components.cell()) / images);
    return beyond(StudentT.critical(images - 1, level) * error, error);
  }

  private double severalSeeds(Design design) {
    Checks.require(
        components.knowsSeeds(),
        "seeds",
        "must be 1 where nothing is known of others, was %d",
        design.seeds());
    int n = design.images();
    int s = design.seeds();
    double cell = components.cell() / ((double) s * n);
    double seedPart = components.seed() / s + cell;
    double imagePart = components.image() / n;
    double error = Math.sqrt(seedPart + imagePart);
    double ofImages = Math.pow(StudentT.critical(n - 1, level), 2);
    double ofSeeds = Math.pow(StudentT.critical(s - 1, level), 2);
    double fixed = ofImages * (imagePart + cell);
    ChiSquaredDistribution chiSquared = new ChiSquaredDistribution(null, s - 1.0);
    double power = 0;
    for (int node = 0; node < NODES; node++) {
      double spread = chiSquared.inverseCumulativeProbability((node + 0.5) / NODES) / (s - 1);
      double both = ofSeeds * seedPart * spread + ofImages * imagePart;
      power += beyond(Math.sqrt(Math.max(both, fixed)), error) / NODES;
    }
    return power;
  }

  /** The probability that the mean is farther from 0 than the half width. */
  private double beyond(double halfWidth, double error) {
    if (error == 0) {
      return difference == 0 ? 0 : 1;
    }
    return NORMAL.cumulativeProbability((difference - halfWidth) / error)
        + NORMAL.cumulativeProbability((-difference - halfWidth) / error);
  }

  /**
   * The fewest images that give the {@link #POWER} with as many seeds; none when no number up to
   * {@link #MOST_IMAGES} does.
   */
  public OptionalInt images(int seeds) {
    return fewest(CrossedMean.FEWEST_IMAGES, MOST_IMAGES, n -> shows(new Design(n, seeds)));
  }

  /**
   * The fewest seeds, two or more, that give the {@link #POWER} with as many images; none when no
   * number up to {@link #MOST_SEEDS} does, or when nothing is known of seeds.
   */
  public OptionalInt seeds(int images) {
    return components.knowsSeeds()
        ? fewest(2, MOST_SEEDS, s -> shows(new Design(images, s)))
        : OptionalInt.empty();
  }

  /**
   * The smallest design in about the proportion of another one that gives the {@link #POWER}; none
   * when none does within {@link #MOST_IMAGES} and {@link #MOST_SEEDS}.
   *
   * @param from two seeds or more
   */
  public Optional<Design> inProportion(Design from) {
    Checks.requireAtLeast(from.seeds(), 2, "seeds");
    int most = Math.min(MOST_SEEDS, (int) ((long) MOST_IMAGES * from.seeds() / from.images()));
    OptionalInt seeds = fewest(from.seeds(), most, s -> shows(grown(from, s)));
    return seeds.isEmpty() ? Optional.empty() : Optional.of(grown(from, seeds.getAsInt()));
  }

  private static Design grown(Design from, int seeds) {
    long images = ((long) from.images() * seeds + from.seeds() - 1) / from.seeds();
    return new Design(Math.toIntExact(images), seeds);
  }

  private boolean shows(Design design) {
    return power(design) >= POWER;
  }

  /** Power grows with images and with seeds. */
  private static OptionalInt fewest(int least, int most, IntPredicate enough) {
    int low = least;
    int high = least;
    while (high < most && !enough.test(high)) {
      low = high + 1;
      high = (int) Math.min(most, 2L * high);
    }
    if (high < least || !enough.test(high)) {
      return OptionalInt.empty();
    }
    while (low < high) {
      int middle = low + (high - low) / 2;
      if (enough.test(middle)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return OptionalInt.of(high);
  }
}
