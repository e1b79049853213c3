package dev.blindspot.explain.engine.kernel;

import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Span;

/**
 * Reads rows of a map as a window leaves it: recomputed numbers where something changed, those of
 * the clean image elsewhere, padding outside. Safe for use by several threads.
 */
public interface RowReader {
  MapLayout layout();

  /** The part of the map that a window changed. */
  Rect changed(int window);

  /** The same map with other numbers around it. */
  RowReader paddedBy(float value);

  /**
   * Reads part of row {@code y} of a block of channels; {@code into} begins with column {@code
   * columns.from()}.
   */
  void read(int window, int block, int y, Span columns, float[] into);

  /** Reads the clean numbers of a row's part, which lies in the map; nothing if there are none. */
  void readClean(int block, int y, int from, int to, int shift, float[] into);

  default Shape2d map() {
    return layout().map();
  }
}
