package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.map.Checks;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.shortcut.NullModel.Contrast;
import dev.blindspot.explain.shortcut.NullModel.Scene;
import java.util.ArrayList;
import java.util.List;

/**
 * The test of {@link ShortcutScan} for one rectangle that somebody chose: the same hits, the same
 * null model, the same changes of the images' signs. Since one place is tested, p is adjusted for
 * nothing: it holds for a place that was chosen before anybody looked at these images, and is too
 * small for one that was searched for among them.
 *
 * <p>Where the object is known, the rectangle is compared with rectangles of its size beside the
 * object, on a grid of at most {@value #PER_AXIS} by {@value #PER_AXIS}; else with itself, moved
 * towards the middle until they have no pixel in common.
 */
public final class ChosenPlace {
  private static final int PER_AXIS = 8;

  private final List<Window> windows;
  private final NullModel explained;
  private final double hitDrop;
  private final long seed;

  private ChosenPlace(List<Window> windows, NullModel explained, double hitDrop, long seed) {
    this.windows = List.copyOf(windows);
    this.explained = explained;
    this.hitDrop = hitDrop;
    this.seed = seed;
  }

  /**
   * A test.
   *
   * @param chosen rectangle inside of the image
   * @param height of the images in pixels
   * @param width of the images in pixels
   * @param objectsKnown whether it is known of every image where the object is
   * @param hitDrop drop of the score from which hiding a place counts as a hit, (0, 1]
   * @param seed of the sign changes
   */
  public static ChosenPlace of(
      Window chosen, int height, int width, boolean objectsKnown, double hitDrop, long seed) {
    Checks.require(
        chosen.isInside(height, width),
        "chosen must lie inside the image of %d x %d, was %s",
        width,
        height,
        chosen);
    Checks.require(hitDrop > 0 && hitDrop <= 1, "hitDrop must be in (0, 1], was %s", hitDrop);
    List<Window> windows = new ArrayList<>(List.of(chosen));
    windows.addAll(
        objectsKnown ? ofTheSameSize(chosen, height, width) : nearer(chosen, height, width));
    return new ChosenPlace(
        windows,
        objectsKnown
            ? NullModel.BY_OTHER_PLACES_BESIDE_THE_OBJECT
            : NullModel.BY_PLACES_NEARER_TO_THE_MIDDLE,
        hitDrop,
        seed);
  }

  private static List<Window> ofTheSameSize(Window chosen, int height, int width) {
    List<Window> windows = new ArrayList<>();
    for (int y : starts(height, chosen.height())) {
      for (int x : starts(width, chosen.width())) {
        Window window = new Window(x, y, chosen.width(), chosen.height());
        if (!window.overlaps(chosen)) {
          windows.add(window);
        }
      }
    }
    return windows;
  }

  /** Evenly from border to border, by at least half of the side. */
  private static List<Integer> starts(int length, int side) {
    int room = length - side;
    int steps = Math.min(PER_AXIS - 1, room / Math.max(1, side / 2));
    List<Integer> starts = new ArrayList<>();
    for (int k = 0; k <= steps; k++) {
      starts.add(steps == 0 ? 0 : (int) Math.round((double) k * room / steps));
    }
    return starts;
  }

  private static List<Window> nearer(Window chosen, int height, int width) {
    double toX = (width - chosen.width()) / 2.0;
    double toY = (height - chosen.height()) / 2.0;
    int steps = height + width;
    for (int step = 1; step <= steps; step++) {
      double share = (double) step / steps;
      Window moved =
          new Window(
              (int) Math.round(chosen.x() + share * (toX - chosen.x())),
              (int) Math.round(chosen.y() + share * (toY - chosen.y())),
              chosen.width(),
              chosen.height());
      if (!moved.overlaps(chosen)) {
        return List.of(moved);
      }
    }
    return List.of();
  }

  /** Which rectangles are to be hidden in every image, one at a time; the chosen one first. */
  public List<Window> windows() {
    return windows;
  }

  /** By what the object's share in the hits is judged. */
  public NullModel explained() {
    return explained;
  }

  /**
   * Tests.
   *
   * @param images that the classifier takes for one class, with a score for each of {@link
   *     #windows}
   * @return of the chosen place; no image counts where the object cannot be told from it, and the
   *     rate is NaN then; the rate of the mirrored place is not computed and NaN
   */
  public PositionStats test(List<ScannedImage> images) {
    Rectangles scene = new Rectangles(windows, List.copyOf(images), hitDrop);
    Contrast contrast = explained.contrast(0, scene);
    double p =
        contrast.counted().isEmpty()
            ? 1
            : new SignFlipPermutation(ShortcutScan.USUAL_PERMUTATIONS, seed)
                .p(List.of(contrast))[0];
    return PositionStats.of(0, scene, contrast, Double.NaN, p);
  }

  private record Rectangles(List<Window> windows, List<ScannedImage> all, double hitDrop)
      implements Scene {
    Rectangles {
      Scene.requireComplete(windows.size(), all);
    }

    @Override
    public int places() {
      return windows.size();
    }

    @Override
    public Window window(int place) {
      return windows.get(place);
    }

    @Override
    public int inwards(int place) {
      return windows.size() > 1 ? 1 : -1;
    }
  }
}
