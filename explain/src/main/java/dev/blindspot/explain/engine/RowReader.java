package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Shape2d;
import dev.blindspot.explain.engine.chain.Span;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows of a map as a window leaves it: recomputed numbers where something changed, those of
 * the clean image elsewhere, padding outside. Safe for use by several threads.
 */
final class RowReader {
  private final Shape2d map;
  private final @Nullable FloatBuffer clean;
  private final FloatBuffer changed;
  private final boolean relu;
  private final float padding;

  /**
   * @param clean the map of the clean image; null where everything is recomputed
   * @param changed recomputed numbers
   * @param relu whether the recomputed numbers still wait for their ReLU
   * @param padding what is outside of the map
   */
  RowReader(
      Shape2d map, @Nullable FloatBuffer clean, FloatBuffer changed, boolean relu, float padding) {
    this.map = map;
    this.clean = clean;
    this.changed = changed;
    this.relu = relu;
    this.padding = padding;
  }

  Shape2d map() {
    return map;
  }

  /** The same map with other numbers around it. */
  RowReader paddedBy(float value) {
    return new RowReader(map, clean, changed, relu, value);
  }

  /** Reads part of row {@code y}; {@code into} begins with column {@code columns.from()}. */
  void read(PatchTensor held, int y, Span columns, float[] into) {
    int c = map.channels();
    if (y < 0 || y >= map.height()) {
      Arrays.fill(into, 0, columns.length() * c, padding);
      return;
    }
    int left = Math.max(columns.from(), 0);
    int right = Math.min(columns.to(), map.width());
    int shift = columns.from();
    int length = columns.length();
    Arrays.fill(into, 0, Math.min(length, left - shift) * c, padding);
    Arrays.fill(into, Math.max(0, Math.min(right - shift, length)) * c, length * c, padding);
    if (!held.changed().rows().contains(y)) {
      readClean(y, left, right, shift, into);
      return;
    }
    int from = Math.min(right, Math.max(left, held.changed().columns().from()));
    int to = Math.max(from, Math.min(right, held.changed().columns().to()));
    readClean(y, left, from, shift, into);
    readChanged(held, y, from, to, shift, into);
    readClean(y, to, right, shift, into);
  }

  /** Reads the clean numbers of a row's part. */
  void readClean(int y, int from, int to, int shift, float[] into) {
    if (clean != null && to > from) {
      int c = map.channels();
      clean.get((y * map.width() + from) * c, into, (from - shift) * c, (to - from) * c);
    }
  }

  private void readChanged(PatchTensor held, int y, int from, int to, int shift, float[] into) {
    if (to <= from) {
      return;
    }
    int c = map.channels();
    int start = (from - shift) * c;
    int end = (to - shift) * c;
    changed.get(held.at(y, from, c), into, start, end - start);
    if (relu) {
      for (int i = start; i < end; i++) {
        into[i] = Math.max(0f, into[i]);
      }
    }
  }
}
