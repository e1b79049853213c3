package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.shortcut.NullModel.Contrast;
import dev.blindspot.explain.shortcut.NullModel.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Looks for places of the frame that decide the answer in image after image although the object
 * does not explain it: a watermark, a date stamp, a border, a piece of background.
 *
 * <p><b>Hit.</b> All images of a class are occluded on the same grid. Hiding place {@code s} in
 * image {@code i} is a hit, {@code h_i(s) = 1}, if another class is predicted then or the class's
 * score falls by at least {@code hitDrop}.
 *
 * <p><b>What the object explains.</b> Objects move from image to image, shortcuts stay. From every
 * hit the expected share {@code e_i(s)} is taken by one of the two rules of {@link NullModel}: by
 * the other places beside the object where its box is known, else by the next place towards the
 * middle. The contrast is {@code D_i(s) = h_i(s) - e_i(s)}.
 *
 * <p><b>Test.</b> Under the null hypothesis that the object explains the hits, {@code D_i(s)} is 0
 * in the mean. The statistic is the self-normalised sum {@code T(s) = sum D_i(s) / sqrt(sum
 * D_i(s)^2)}. Its null distribution comes from changing the signs of whole images at random, all
 * places of an image together, so that what neighbouring and overlapping windows have in common is
 * kept; the p-value of a place is the share of sign changes whose <em>largest</em> {@code T} over
 * all places reaches its own (Westfall &amp; Young 1993, single-step maxT; Phipson &amp; Smyth 2010
 * for the added one). As many sign changes are drawn as the level needs, and of few images all are
 * gone through. So the probability of any false suspect in a scan is at most {@code level}, however
 * many places are tested, if {@code D_i(s)} is symmetric about 0. By the places nearer to the
 * middle it is where both are hit equally often. By the other places beside the object it has the
 * mean 0 but is skewed: to the right while less than half is expected, which makes large {@code T}
 * rarer than the sign changes say; to the left, and then {@code level} does not hold, where more
 * is. {@code minRatio >= 2} leaves no place of the second kind.
 *
 * <p><b>Suspects.</b> A place must also matter, not only be significant: at least {@code minHits}
 * hits, a rate at least {@code minExcess} above the expected one and at least {@code minRatio}
 * times as large. Suspects whose windows touch are one, seen through overlapping windows; they are
 * ranked by their excess. Being chosen for it, they exceed by more than other images would show:
 * intervals of their rates must hold for all places at once.
 *
 * <p><b>What it cannot see.</b> Without boxes, a shortcut in the middle of the image; one that
 * moves from image to image; one so spread out that no single window hides enough of it. A suspect
 * is a place to look at, not a proof: objects that are always on the same side make suspects too
 * when their boxes are not known. {@link PatchTransplant} asks the opposite question.
 *
 * @param hitDrop drop of the score from which hiding a place counts as a hit, (0, 1]
 * @param minHits least number of images with a hit
 * @param minExcess least difference of the rate to the expected one, [0, 1]
 * @param minRatio least ratio of the rate to the expected one, at least 1
 * @param level probability of any false suspect per scan, (0, 1); divide it by the number of scans
 *     that are looked at together and have enough images, see {@link #fewestImages}
 * @param permutations least number of sign changes, at least 100; more are drawn where the level
 *     needs them
 * @param seed of the sign changes
 */
public record ShortcutScan(
    double hitDrop,
    int minHits,
    double minExcess,
    double minRatio,
    double level,
    int permutations,
    long seed) {
  /** Usual least number of sign changes. */
  public static final int USUAL_PERMUTATIONS = 2000;

  private static final int FEWEST = 10;

  /** Sign changes in which the largest statistic may reach a suspect's, so that p is not crude. */
  private static final int REACHED = 20;

  private static final int MOST_PERMUTATIONS = 20_000_000; // enough for a level of 1e-7

  public ShortcutScan {
    Checks.require(hitDrop > 0 && hitDrop <= 1, "hitDrop must be in (0, 1], was %s", hitDrop);
    Checks.require(minHits >= 1, "minHits must be >= 1, was %s", minHits);
    Checks.require(
        minExcess >= 0 && minExcess <= 1, "minExcess must be in [0, 1], was %s", minExcess);
    Checks.require(minRatio >= 1, "minRatio must be >= 1, was %s", minRatio);
    Checks.require(level > 0 && level < 1, "level must be in (0, 1), was %s", level);
    Checks.require(permutations >= 100, "permutations must be >= 100, was %s", permutations);
  }

  /** Usual settings: a drop of 0.1, five hits, 0.1 and twice above what is expected. */
  public static ShortcutScan usual(double level, long seed) {
    return new ShortcutScan(0.1, 5, 0.1, 2, level, USUAL_PERMUTATIONS, seed);
  }

  /**
   * The least number of images of which a suspect can come at a level: n images have {@code 2^n}
   * sign changes, and no p-value is less than one of them.
   */
  public static int fewestImages(double level) {
    return Math.max(FEWEST, (int) Math.ceil(-Math.log(level) / Math.log(2) - 1e-9));
  }

  private int permutationsOfLevel() {
    return (int) Math.min(MOST_PERMUTATIONS, Math.max(permutations, Math.ceil(REACHED / level)));
  }

  /**
   * Scans the images of one class.
   *
   * @param grid the windows of all images
   * @param images that the classifier takes for the class
   */
  public ScanResult scan(WindowGrid grid, List<ScannedImage> images) {
    Hits hits = new Hits(grid, List.copyOf(images), hitDrop);
    NullModel explained =
        images.stream().allMatch(image -> image.onObject() != null)
            ? NullModel.BY_OTHER_PLACES_BESIDE_THE_OBJECT
            : NullModel.BY_PLACES_NEARER_TO_THE_MIDDLE;
    int fewest = fewestImages(level);
    if (images.size() < fewest) {
      String few =
          "%d %s too few, %d are needed"
              .formatted(images.size(), images.size() == 1 ? "image is" : "images are", fewest);
      return new ScanResult(grid, images.size(), explained, List.of(), List.of(), few);
    }
    List<Contrast> contrasts =
        IntStream.range(0, grid.size()).mapToObj(s -> explained.contrast(s, hits)).toList();
    double[] p = new SignFlipPermutation(permutationsOfLevel(), seed).p(contrasts);
    List<PositionStats> places = new ArrayList<>();
    for (int position = 0; position < grid.size(); position++) {
      double mirrored = (double) hits.hits(hits.mirrored(position)) / hits.images();
      places.add(PositionStats.of(position, hits, contrasts.get(position), mirrored, p[position]));
    }
    List<Suspect> suspects =
        new Suspects(grid, images)
            .among(places.stream().filter(this::suspicious).toList(), hits, contrasts);
    return new ScanResult(grid, images.size(), explained, places, suspects, "");
  }

  private boolean suspicious(PositionStats place) {
    return place.p() <= level
        && place.hits() >= minHits
        && place.excess() >= minExcess
        && place.rate() >= minRatio * place.expected();
  }

  /** Which hidden place changed which image's answer. */
  record Hits(WindowGrid grid, List<ScannedImage> all, double hitDrop) implements Scene {
    Hits {
      Scene.requireComplete(grid.size(), all);
    }

    @Override
    public int places() {
      return grid.size();
    }

    @Override
    public Window window(int place) {
      return grid.window(place);
    }

    @Override
    public int inwards(int place) {
      List<Integer> way = NullModel.towardsTheMiddle(place, grid);
      return way.isEmpty() ? -1 : way.get(0);
    }

    /** Images with a hit at a position. */
    int hits(int position) {
      return (int) IntStream.range(0, all.size()).filter(i -> hit(i, position)).count();
    }

    /** The position on the other side of the image, left and right exchanged. */
    int mirrored(int position) {
      var window = grid.window(position);
      int x = Math.max(0, grid.width() - window.x() - grid.windowPx());
      int column = Math.min(grid.columns() - 1, Math.round((float) x / grid.stridePx()));
      return position / grid.columns() * grid.columns() + column;
    }
  }
}
