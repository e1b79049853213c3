package dev.blindspot.explain.measure;

import dev.blindspot.explain.map.Attribution;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * MaxBoxAccV2 (Choe et al. 2020, "Evaluation for Weakly Supervised Object Localization: Protocol,
 * Metrics, and Datasets", arXiv:2007.04178; the first version, arXiv:2001.07437, took the largest
 * box and IoU 0.5 alone): how well boxes around what maps highlight fit the objects, at the best
 * threshold for the whole set.
 *
 * <p>Every map is scaled to 0..1. At each threshold 0, 0.001, ..., 1 the places above it form
 * components (eight neighbours) with a tight box each; an image is right if the best of its boxes
 * has at least the wanted IoU with one of its objects. The accuracy at an IoU is that of the best
 * threshold, and the measure is the mean over IoU 0.3, 0.5 and 0.7.
 *
 * <p>Deviations from the authors' code: maps are not rounded to 256 levels, and holes in a
 * component give no boxes of their own. A box ends with its last pixel, for maps and objects alike;
 * theirs reads the first pixel behind a component as its last one, so that the boxes of their maps
 * are one pixel wider and higher (inside of the image). For a box of {@code n} by {@code n} pixels
 * that is an IoU of {@code n^2 / (n + 1)^2} with ours: 0.90 at 20 pixels, 0.98 at 100. Accuracies
 * of small objects differ from published ones by that.
 *
 * @param atIou30 accuracy at IoU 0.3
 * @param atIou50 accuracy at IoU 0.5
 * @param atIou70 accuracy at IoU 0.7
 * @param images how many were measured
 */
public record MaxBoxAccV2(double atIou30, double atIou50, double atIou70, int images) {
  private static final int THRESHOLDS = 1000;

  /** The mean over the three IoUs, 0..1; larger is better. */
  public double mean() {
    return (atIou30 + atIou50 + atIou70) / 3;
  }

  /**
   * The best IoU of one image at every threshold.
   *
   * @param map at the size of the image
   * @param objects boxes of the objects, one or more
   * @return IoU at threshold {@code i / 1000}, {@code i} from 0 to 1000; all 0 for a map that is
   *     flat or holds NaN
   */
  public static double[] bestIous(Attribution map, List<Region> objects) {
    double[] best = new double[THRESHOLDS + 1];
    if (!UndefinedReason.of(map).isEmpty()) {
      return best;
    }
    GrowingBoxes boxes = new GrowingBoxes(map.height(), map.width());
    PixelRanking ranking = new PixelRanking(map);
    double low = map.min();
    double range = map.max() - low;
    int rank = 0;
    for (int t = THRESHOLDS; t >= 0; t--) {
      double threshold = (double) t / THRESHOLDS;
      boolean grown = false;
      while (rank < ranking.places()
          && (value(map, ranking.place(rank)) - low) / range > threshold) {
        boxes.add(ranking.place(rank++));
        grown = true;
      }
      best[t] = grown || t == THRESHOLDS ? boxes.bestIou(objects) : best[t + 1];
    }
    return best;
  }

  /** The measure of a set, from the {@link #bestIous} of its images. */
  public static MaxBoxAccV2 of(List<double[]> bestIous) {
    if (bestIous.isEmpty()) {
      return new MaxBoxAccV2(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    return new MaxBoxAccV2(
        accuracy(bestIous, 0.3), accuracy(bestIous, 0.5), accuracy(bestIous, 0.7), bestIous.size());
  }

  private static double accuracy(List<double[]> bestIous, double iou) {
    double best = 0;
    for (int t = 0; t <= THRESHOLDS; t++) {
      int threshold = t;
      long right = bestIous.stream().filter(image -> image[threshold] >= iou).count();
      best = Math.max(best, (double) right / bestIous.size());
    }
    return best;
  }

  private static float value(Attribution map, int place) {
    return map.at(place / map.width(), place % map.width());
  }

  /** Components that only grow: union-find with a tight box around each. */
  private static final class GrowingBoxes {
    private final int height;
    private final int width;
    private final int[] parent;
    private final int[][] box; // left, top, right, bottom of a root
    private final BitSet roots = new BitSet();

    GrowingBoxes(int height, int width) {
      this.height = height;
      this.width = width;
      this.parent = new int[height * width];
      this.box = new int[height * width][];
      Arrays.fill(parent, -1);
    }

    void add(int place) {
      int y = place / width;
      int x = place % width;
      parent[place] = place;
      box[place] = new int[] {x, y, x, y};
      roots.set(place);
      for (int ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          if (parent[ny * width + nx] >= 0) {
            join(root(place), root(ny * width + nx));
          }
        }
      }
    }

    private void join(int a, int b) {
      if (a == b) {
        return;
      }
      int[] from = box[b];
      int[] to = box[a];
      to[0] = Math.min(to[0], from[0]);
      to[1] = Math.min(to[1], from[1]);
      to[2] = Math.max(to[2], from[2]);
      to[3] = Math.max(to[3], from[3]);
      parent[b] = a;
      roots.clear(b);
    }

    private int root(int place) {
      int at = place;
      while (parent[at] != at) {
        parent[at] = parent[parent[at]];
        at = parent[at];
      }
      return at;
    }

    double bestIou(List<Region> objects) {
      double best = 0;
      for (int root = roots.nextSetBit(0); root >= 0; root = roots.nextSetBit(root + 1)) {
        int[] b = box[root];
        Region region = new Region(b[0], b[1], b[2] - b[0] + 1, b[3] - b[1] + 1);
        for (Region object : objects) {
          best = Math.max(best, region.iou(object));
        }
      }
      return best;
    }
  }
}
