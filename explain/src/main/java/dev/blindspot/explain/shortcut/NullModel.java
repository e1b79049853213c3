package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** What the object's presence explains of the hits at a place: the null model of the scan. */
public enum NullModel {
  /**
   * Where the object is known: only images whose object the window does not touch count, and in
   * each of them hiding this place is expected to matter as often as hiding the other places beside
   * the object does.
   */
  BY_OTHER_PLACES_BESIDE_THE_OBJECT {
    @Override
    Contrast contrast(int position, Scene scene) {
      double[] difference = new double[scene.images()];
      BitSet counted = new BitSet();
      int[] apart = apart(position, scene);
      for (int i = 0; i < difference.length; i++) {
        BitSet touched = scene.onObject(i);
        int image = i;
        int[] free = IntStream.of(apart).filter(other -> !touched.get(other)).toArray();
        if (touched.get(position) || free.length == 0) {
          continue;
        }
        double hits = IntStream.of(free).filter(other -> scene.hit(image, other)).count();
        counted.set(i);
        difference[i] = (scene.hit(i, position) ? 1 : 0) - hits / free.length;
      }
      return new Contrast(difference, counted);
    }

    private static int[] apart(int position, Scene scene) {
      Window window = scene.window(position);
      return IntStream.range(0, scene.places())
          .filter(other -> !window.overlaps(scene.window(other)))
          .toArray();
    }
  },

  /**
   * Where the object is not known: photographers put it near the middle, so that whatever reaches a
   * place has to pass the places between it and the middle at least as often. Hiding a place is
   * expected to matter as often as hiding the next place on the way to the middle that has no pixel
   * in common with it. Places from which there is no such step cannot be told from the object and
   * are not tested.
   */
  BY_PLACES_NEARER_TO_THE_MIDDLE {
    @Override
    Contrast contrast(int position, Scene scene) {
      double[] difference = new double[scene.images()];
      BitSet counted = new BitSet();
      int inwards = scene.inwards(position);
      for (int i = 0; inwards >= 0 && i < difference.length; i++) {
        counted.set(i);
        boolean expected = scene.hit(i, inwards);
        difference[i] = (scene.hit(i, position) ? 1 : 0) - (expected ? 1 : 0);
      }
      return new Contrast(difference, counted);
    }
  };

  /** The images' hits at some places. */
  interface Scene {
    List<ScannedImage> all();

    double hitDrop();

    int places();

    Window window(int place);

    /** The next place on the way to the middle without a pixel in common; -1: there is none. */
    int inwards(int place);

    default int images() {
      return all().size();
    }

    default boolean hit(int image, int position) {
      return all().get(image).isHit(position, hitDrop());
    }

    default BitSet onObject(int image) {
      return Objects.requireNonNull(all().get(image).onObject());
    }

    /** Of the class's score, over all images. */
    default double meanDrop(int position) {
      return all().stream().mapToDouble(i -> i.drops()[position]).average().orElse(Double.NaN);
    }

    /** Refuses images that were scanned at other places. */
    static void requireComplete(int places, List<ScannedImage> all) {
      for (ScannedImage image : all) {
        Checks.require(
            image.drops().length == places,
            "images must have %d positions, '%s' has %d",
            places,
            image.id(),
            image.drops().length);
      }
    }
  }

  /**
   * What is left of the hits at one place.
   *
   * @param difference per image, hit (0 or 1) minus what was expected of it; 0 if not counted
   * @param counted images that say something about the place
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  record Contrast(double[] difference, BitSet counted) {}

  abstract Contrast contrast(int position, Scene scene);

  /**
   * Positions whose windows lie on the straight way from a window to the middle of the image and
   * have no pixel in common with it.
   */
  static List<Integer> towardsTheMiddle(int position, WindowGrid grid) {
    Window from = grid.window(position);
    double toX = (grid.width() - grid.windowPx()) / 2.0;
    double toY = (grid.height() - grid.windowPx()) / 2.0;
    int steps = grid.rows() + grid.columns();
    List<Integer> found = new ArrayList<>();
    for (int step = 1; step <= steps; step++) {
      double share = (double) step / steps;
      long column = nearest(from.x() + share * (toX - from.x()), grid, grid.columns());
      long row = nearest(from.y() + share * (toY - from.y()), grid, grid.rows());
      int at = (int) (row * grid.columns() + column);
      if (!found.contains(at) && !from.overlaps(grid.window(at))) {
        found.add(at);
      }
    }
    return found;
  }

  private static long nearest(double pixel, WindowGrid grid, int count) {
    return Math.max(0, Math.min(count - 1, Math.round(pixel / grid.stridePx())));
  }
}
