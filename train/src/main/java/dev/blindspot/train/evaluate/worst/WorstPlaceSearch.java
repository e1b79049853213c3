package dev.blindspot.train.evaluate.worst;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.EvaluationConfig;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.worst.WorstPlaceRun.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Hides one square at every place of a grid and keeps the worst that happens. What the figures are
 * worth is said at {@link WorstPlace}.
 *
 * @param sides of the square as fractions of the image's shorter side, increasing
 * @param stride of the grid as a fraction of the same
 * @param fills what the square shows; none that paints another thing at every place
 * @param seed of random fills, which are drawn once per image
 */
public record WorstPlaceSearch(List<Double> sides, double stride, List<Fill> fills, long seed) {
  public WorstPlaceSearch {
    sides = List.copyOf(sides);
    fills = List.copyOf(fills);
  }

  /** The search that a configuration asks for; without fills where it asks for none. */
  public static WorstPlaceSearch of(EvaluationConfig config, long seed) {
    return new WorstPlaceSearch(
        config.worstPlace().sides(), config.worstPlace().stride(), config.worstPlaceFills(), seed);
  }

  /** Squares that are hidden in all: images by fills by places. */
  public long work(int images, int height, int width) {
    return (long) images
        * fills.size()
        * grids(height, width).stream().mapToInt(grid -> grid.places().size()).sum();
  }

  /**
   * Measures one classifier.
   *
   * @param engine scores images with squares hidden; it is called by this thread alone
   * @param images all of one size; each is asked for once
   * @param labels their classes
   * @param numbers of the images among all, for random fills
   * @param painter paints fills
   * @param progress is told of hidden squares
   * @return one entry for each fill
   */
  public List<WorstPlaceRun> measure(
      OcclusionEngine engine,
      List<DecodedImage> images,
      int[] labels,
      int[] numbers,
      BytePainter painter,
      ProgressListener progress) {
    List<List<Worst>> byFill = new ArrayList<>();
    fills.forEach(fill -> byFill.add(new ArrayList<>()));
    List<SquareGrid> grids = List.of();
    int done = 0;
    for (int i = 0; i < images.size(); i++) {
      DecodedImage image = images.get(i);
      grids = grids(image.height(), image.width());
      List<Window> places = grids.stream().flatMap(grid -> grid.places().stream()).toList();
      int total = images.size() * fills.size() * places.size();
      try (OcclusionEngine.Session session =
          engine.open(planes(image), 3, image.height(), image.width())) {
        for (int f = 0; f < fills.size(); f++) {
          int before = done;
          float[][] scores =
              session.scores(
                  places,
                  planes(filled(image, fills.get(f), numbers[i], painter)),
                  (step, all) -> progress.progress(before + step, total));
          byFill.get(f).add(Worst.of(session.cleanScores(), scores, grids, labels[i]));
          done += places.size();
        }
      }
    }
    List<WorstPlaceRun> runs = new ArrayList<>();
    for (int f = 0; f < fills.size(); f++) {
      runs.add(new WorstPlaceRun(fills.get(f).toString(), sizes(byFill.get(f), grids), seed));
    }
    return runs;
  }

  private List<SquareGrid> grids(int height, int width) {
    return sides.stream().map(side -> SquareGrid.of(height, width, side, stride)).toList();
  }

  private DecodedImage filled(DecodedImage image, Fill fill, int number, BytePainter painter) {
    long noise = SampleRandom.of(seed, "worst-place-fill", 0, number).nextLong();
    Edit all = new Patch(new Box(0, 0, image.width(), image.height()), fill, noise);
    return new DecodedImage(
        image.height(),
        image.width(),
        painter.painted(image.bgr(), image.height(), image.width(), List.of(all)));
  }

  private static float[] planes(DecodedImage image) {
    try (INDArray batch = Batches.toArray(List.of(image))) {
      return batch.data().asFloat();
    }
  }

  private List<Size> sizes(List<Worst> images, List<SquareGrid> grids) {
    List<Size> sizes = new ArrayList<>();
    for (int s = 0; s <= grids.size(); s++) {
      int size = s;
      sizes.add(
          new Size(
              s == 0 ? 0 : sides.get(s - 1),
              s == 0 ? 0 : grids.get(s - 1).sidePx(),
              s == 0 ? 1 : grids.get(s - 1).places().size(),
              images.stream().mapToDouble(image -> image.right()[size] ? 1 : 0).toArray(),
              images.stream().mapToDouble(image -> image.lowest()[size]).toArray()));
    }
    return sizes;
  }

  /** One image: by side, whether it is right everywhere, and its lowest p(true class). */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  private record Worst(boolean[] right, double[] lowest) {

    /**
     * @param scores a row for every place of every grid, one grid after the other
     */
    static Worst of(float[] clean, float[][] scores, List<SquareGrid> grids, int label) {
      boolean[] right = new boolean[grids.size() + 1];
      double[] lowest = new double[right.length];
      Arrays.fill(right, isRight(clean, label));
      Arrays.fill(lowest, clean[label]);
      int row = 0;
      for (int s = 1; s < right.length; s++) {
        int end = row + grids.get(s - 1).places().size();
        for (; row < end; row++) {
          right[s] &= isRight(scores[row], label);
          lowest[s] = Math.min(lowest[s], scores[row][label]);
        }
      }
      return new Worst(right, lowest);
    }

    /** As predictions are: the first of equals is the answer. */
    private static boolean isRight(float[] scores, int label) {
      for (int k = 0; k < scores.length; k++) {
        if (k < label ? !(scores[label] > scores[k]) : !(scores[label] >= scores[k])) {
          return false;
        }
      }
      return true;
    }
  }
}
