package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.ClassScores;
import dev.blindspot.explain.occlusion.OcclusionResult;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One image of a class, as the scan sees it: what hiding each place does to the class's score.
 *
 * @param id the image's name
 * @param cleanScore of the class, for the whole image
 * @param drops of the class's score, per position of the grid
 * @param changed positions behind which another class is predicted than for the whole image
 * @param onObject positions whose window touches the object; null where it is not known where the
 *     object is
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record ScannedImage(
    String id, double cleanScore, double[] drops, BitSet changed, @Nullable BitSet onObject) {

  /**
   * Reads the answers of an occlusion.
   *
   * @param result a pass over the image in which the class was one of the targets
   * @param targetClass the class that is scanned
   * @param objects boxes of the object in the image's pixels; null if they are not known
   */
  public static ScannedImage of(
      String id, OcclusionResult result, int targetClass, @Nullable List<Region> objects) {
    WindowGrid grid = result.grid();
    double clean = result.cleanScores()[targetClass];
    double[] drops = new double[grid.size()];
    BitSet changed = new BitSet(grid.size());
    for (int position = 0; position < drops.length; position++) {
      drops[position] = clean - result.score(position, targetClass);
      changed.set(position, result.predictedClass(position) != result.cleanPrediction());
    }
    return new ScannedImage(
        id, clean, drops, changed, touched(drops.length, grid::window, objects));
  }

  /**
   * Reads scores of any windows.
   *
   * @param clean scores of the whole image, one per class
   * @param windows that were hidden, one at a time
   * @param hidden a row of scores for each window
   * @param targetClass the class that is tested
   * @param objects boxes of the object in the image's pixels; null if they are not known
   */
  public static ScannedImage of(
      String id,
      float[] clean,
      List<Window> windows,
      float[][] hidden,
      int targetClass,
      @Nullable List<Region> objects) {
    double[] drops = new double[windows.size()];
    BitSet changed = new BitSet(drops.length);
    int before = ClassScores.argMax(clean);
    for (int i = 0; i < drops.length; i++) {
      drops[i] = clean[targetClass] - hidden[i][targetClass];
      changed.set(i, ClassScores.argMax(hidden[i]) != before);
    }
    return new ScannedImage(
        id, clean[targetClass], drops, changed, touched(drops.length, windows::get, objects));
  }

  private static @Nullable BitSet touched(
      int places, IntFunction<Window> window, @Nullable List<Region> objects) {
    if (objects == null) {
      return null;
    }
    BitSet touched = new BitSet(places);
    for (int place = 0; place < places; place++) {
      touched.set(place, touches(window.apply(place), objects));
    }
    return touched;
  }

  /** Whether hiding a position changes the answer, or costs enough of the class's score. */
  boolean isHit(int position, double hitDrop) {
    return changed.get(position) || drops[position] >= hitDrop;
  }

  private static boolean touches(Window window, List<Region> objects) {
    return objects.stream()
        .map(object -> new Window(object.x(), object.y(), object.width(), object.height()))
        .anyMatch(window::overlaps);
  }
}
