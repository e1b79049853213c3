package dev.blindspot.train.evaluate.stats;

import dev.blindspot.train.error.Checks;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * The mean of a table of seeds by images, both of which are samples: what other seeds and other
 * images would have given is part of its interval and of its p-value (the two-way random-effects
 * model; in radiology the same design is called multi-reader multi-case, Dorfman, Berbaum and Metz
 * 1992, with seeds for readers and images for cases).
 *
 * <p><b>Variance.</b> With the {@link MeanSquares} A of seeds, B of images and C of cells the
 * variance of the mean over S seeds and n images is estimated by {@code (A + max(B - C, 0)) / (S
 * n)} (Hillis 2007, "A comparison of denominator degrees of freedom methods for multiple observer
 * ROC analysis").
 *
 * <p><b>Half width.</b> A rests on S - 1 degrees of freedom, B on n - 1. Satterthwaite's degrees of
 * freedom for their sum are too many when few seeds happen to agree: the error rises to 12 % with 2
 * seeds and, after Holm's correction of five arms, to 9 % even with 5. So each part takes the
 * quantile of its own degrees of freedom (Banerjee 1960, "Approximate confidence interval for
 * linear functions of means of k populations when the population variances are not equal", Sankhya
 * 22),
 *
 * <pre>
 * w(alpha)^2 = max( t(S-1)^2 A + t(n-1)^2 max(B - C, 0),  t(n-1)^2 B ) / (S n)
 * </pre>
 *
 * where {@code t(f)} is exceeded by |t| with f degrees of freedom with probability alpha. For
 * normal effects and independent mean squares the interval covers at least 1 - alpha at every
 * alpha, whatever share the seeds have, because the distribution function of chi-squared with one
 * degree of freedom is concave (the difference B - C, not a mean square itself, costs a little of
 * the proof; simulations are in the tests). The price is power with 2 and 3 seeds, where little is
 * known of seeds; it falls below that of Satterthwaite by a few points from 5 seeds on. The second
 * term keeps the interval from being narrower than that of these very networks.
 *
 * <p><b>Steps.</b> Right and wrong come in steps, so that the means of two seeds are sometimes
 * equal by chance and A is 0, which no effect of seeds is: after a correction for 20 claims such
 * ties alone made 8 % of reports false with 2 seeds. So A is at least that of two means half a step
 * apart.
 *
 * <p><b>One seed.</b> Nothing is known of other seeds: interval and p-value are those of these very
 * networks on other images, Student's t of the differences of images.
 *
 * <p><b>p.</b> The alpha at which the interval ends at 0, so that interval and p never disagree. It
 * is not less than {@code 2^(1-n)}, what a test by changing the signs of n images can reach at
 * best; so few equal differences prove nothing.
 *
 * <p><b>Few images.</b> Below {@value #FEWEST_IMAGES} images, where no test by signs can reach 5 %,
 * there is no interval, and p is 1.
 *
 * @param squares of the table
 */
public record CrossedMean(MeanSquares squares) {
  /** Fewer images have no interval: {@code 2^(1-5)} is above 0.05. */
  public static final int FEWEST_IMAGES = 6;

  /** Tails are compared to 1e-15 only, which would be too little for smaller ones. */
  private static final double SMALLEST_P = 1e-10;

  /** The mean of a table {@code [S][n]} with one row per seed. */
  public static CrossedMean of(double[][] table) {
    return new CrossedMean(MeanSquares.of(table));
  }

  /** The mean. */
  public double value() {
    return squares.mean();
  }

  /** Whether there are images enough for an interval. */
  public boolean hasInterval() {
    return squares.images() >= FEWEST_IMAGES;
  }

  /**
   * The 95 % interval over images and seeds; over images alone with one seed; undefined for too few
   * images.
   */
  public Interval interval() {
    return around(Math.sqrt(squaredHalfWidth(1 - Interval.CONFIDENCE)));
  }

  /**
   * The 95 % interval of the mean of these very networks over other images, whatever their number;
   * undefined for too few images.
   */
  public Interval imagesInterval() {
    double t = StudentT.critical(imageFreedom(), 1 - Interval.CONFIDENCE);
    return around(Math.sqrt(t * t * squares.varianceOverImages()));
  }

  private Interval around(double halfWidth) {
    return hasInterval()
        ? new Interval(value() - halfWidth, value() + halfWidth)
        : Interval.UNDEFINED;
  }

  /**
   * Half of the interval's width at a level, squared.
   *
   * @param alpha probability outside, in (0, 1)
   */
  double squaredHalfWidth(double alpha) {
    Checks.require(alpha > 0 && alpha < 1, "alpha", "must be in (0, 1), was %s", alpha);
    double ofImages = StudentT.critical(imageFreedom(), alpha);
    double fixed = ofImages * ofImages * squares.varianceOverImages();
    if (squares.seeds() == 1) {
      return fixed;
    }
    double ofSeeds = StudentT.critical(squares.seeds() - 1, alpha);
    double both = ofSeeds * ofSeeds * seedPart() + ofImages * ofImages * imagePart();
    return Math.max(both, fixed);
  }

  /** Two-sided p-value of a mean of 0, at least {@value #SMALLEST_P}; 1 for too few images. */
  public double pValue() {
    if (value() == 0 || !hasInterval()) {
      return 1;
    }
    double p = fixedSeedsP();
    if (squares.seeds() > 1) {
      p = Math.max(p, randomSeedsP());
    }
    return Math.max(p, Math.max(SMALLEST_P, Math.pow(2, 1.0 - squares.images())));
  }

  private double fixedSeedsP() {
    return tails(imageFreedom(), squares.varianceOverImages());
  }

  /**
   * Where the first term of the half width meets the mean: each part has a share of the squared
   * mean, so that its t is known, and both t have the same tails. The seeds' tails fall with their
   * share from 1, those of the images rise with it to 1.
   */
  private double randomSeedsP() {
    if (imagePart() == 0) {
      return seedTails(1);
    }
    if (seedPart() == 0) {
      return imageTails(1);
    }
    return seedTails(
        new BrentSolver(1e-12, Double.MIN_NORMAL)
            .solve(500, share -> seedTails(share) - imageTails(1 - share), 0, 1));
  }

  private double seedTails(double share) {
    return tails(squares.seeds() - 1, seedPart() / share);
  }

  private double imageTails(double share) {
    return tails(imageFreedom(), imagePart() / share);
  }

  private double tails(int freedom, double variance) {
    return variance == 0 ? 0 : StudentT.tails(freedom, Math.abs(value()) / Math.sqrt(variance));
  }

  private int imageFreedom() {
    return Math.max(1, squares.images() - 1);
  }

  private double seedPart() {
    return Math.max(squares.seedSquare(), leastSeedSquare()) / cells();
  }

  /** Of two seeds whose means are half a step apart: no closer can they be told to be. */
  private double leastSeedSquare() {
    double apart = squares.step() / squares.images() / 2;
    return squares.images() * apart * apart / 2;
  }

  private double imagePart() {
    return Math.max(0, squares.imageSquare() - squares.cellSquare()) / cells();
  }

  private double cells() {
    return (double) squares.seeds() * squares.images();
  }
}
