package dev.blindspot.explain.shortcut;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.WindowGrid;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * How far the content reaches that brings a class along. A classifier that is sure of its answer
 * needs only a part of a shortcut: hiding a window changes the answer at the shortcut's middle
 * alone, while the ends beside it say the same. So windows beside a suspected place are added to it
 * as long as their content suffices too when it is pasted by itself.
 */
public final class ContentExtent {
  private ContentExtent() {}

  /**
   * Grows a place by the windows of a grid that overlap or touch it, directly or through others.
   *
   * @param place that is known to suffice, in pixels
   * @param grid the windows; each is tried at most once
   * @param suffices whether the content of a window alone brings the class along; see {@link
   *     PatchTransplant}
   * @return the rectangle around the place and all such windows
   */
  public static Region around(Region place, WindowGrid grid, Predicate<Region> suffices) {
    List<Region> left = new ArrayList<>();
    for (int position = 0; position < grid.size(); position++) {
      left.add(Region.of(grid.window(position)));
    }
    Region extent = place;
    boolean grown = true;
    while (grown) {
      grown = false;
      for (Iterator<Region> windows = left.iterator(); windows.hasNext(); ) {
        Region window = windows.next();
        if (!extent.touches(window)) {
          continue;
        }
        windows.remove();
        Region union = extent.union(window);
        if (!union.equals(extent) && suffices.test(window)) {
          extent = union;
          grown = true;
        }
      }
    }
    return extent;
  }
}
