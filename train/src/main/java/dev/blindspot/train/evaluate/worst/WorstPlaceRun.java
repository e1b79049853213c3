package dev.blindspot.train.evaluate.worst;

import dev.blindspot.train.evaluate.metrics.Means;
import dev.blindspot.train.evaluate.stats.BoundedMean;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What one training was worth at the worst place, image by image, with one fill. */
public final class WorstPlaceRun {
  private static final int DRAWS = 2000;

  private final String fill;
  private final List<Size> sizes;
  private final long seed;

  /**
   * One side of the square.
   *
   * @param side as a fraction of the image's side; 0 for the untouched image
   * @param sidePx in pixels
   * @param places of the grid
   * @param right 1 for every image that is right as it is and at every place, else 0
   * @param lowest p(true class) of every image
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  record Size(double side, int sidePx, int places, double[] right, double[] lowest) {}

  /**
   * @param fill its name
   * @param sizes by increasing side; the first is the untouched image
   * @param seed of the draws for intervals
   */
  WorstPlaceRun(String fill, List<Size> sizes, long seed) {
    this.fill = fill;
    this.sizes = List.copyOf(sizes);
    this.seed = seed;
  }

  /** Name of the fill. */
  public String fill() {
    return fill;
  }

  /** Share of the sides at which every image is right wherever the square is. */
  public double[] accuracies() {
    return Means.perImage(hidden().stream().map(Size::right).toList());
  }

  /** Mean over the sides of every image's lowest p(true class). */
  public double[] trueProbabilities() {
    return Means.perImage(hidden().stream().map(Size::lowest).toList());
  }

  private List<Size> hidden() {
    return sizes.subList(1, sizes.size());
  }

  /** The figures over all images. */
  public WorstPlace result() {
    double[] turned = turned();
    double[] accuracies = accuracies();
    List<WorstPlace.Point> points = new ArrayList<>();
    for (int s = 0; s < sizes.size(); s++) {
      Size size = sizes.get(s);
      points.add(
          new WorstPlace.Point(
              size.side(),
              size.sidePx(),
              size.places(),
              Means.of(size.right()),
              interval(size.right()),
              Means.of(size.lowest()),
              turned[s]));
    }
    return new WorstPlace(
        fill,
        accuracies.length,
        points,
        Means.of(accuracies),
        interval(accuracies),
        Means.of(trueProbabilities()),
        1 - Arrays.stream(turned).sum(),
        median(turned));
  }

  private Interval interval(double[] shares) {
    return BoundedMean.ofShares(DRAWS, seed).interval(shares);
  }

  /** By side, the share of the right answers that it is the first to turn. */
  private double[] turned() {
    double[] whole = sizes.get(0).right();
    double right = Arrays.stream(whole).sum();
    double[] turned = new double[sizes.size()];
    for (int i = 0; i < whole.length; i++) {
      for (int s = 1; s < turned.length && whole[i] == 1; s++) {
        if (sizes.get(s).right()[i] == 0) {
          turned[s]++;
          break;
        }
      }
    }
    return Arrays.stream(turned).map(images -> images / right).toArray();
  }

  private double median(double[] turned) {
    double sum = 0;
    for (int s = 1; s < turned.length; s++) {
      sum += turned[s];
      if (sum >= 0.5 - 1e-9) {
        return sizes.get(s).side();
      }
    }
    return Double.NaN;
  }
}
