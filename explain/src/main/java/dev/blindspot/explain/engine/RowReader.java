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
  private final MapLayout layout;
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
      MapLayout layout,
      @Nullable FloatBuffer clean,
      FloatBuffer changed,
      boolean relu,
      float padding) {
    this.layout = layout;
    this.clean = clean;
    this.changed = changed;
    this.relu = relu;
    this.padding = padding;
  }

  Shape2d map() {
    return layout.map();
  }

  MapLayout layout() {
    return layout;
  }

  /** The same map with other numbers around it. */
  RowReader paddedBy(float value) {
    return new RowReader(layout, clean, changed, relu, value);
  }

  /**
   * Reads part of row {@code y} of a block of channels; {@code into} begins with column {@code
   * columns.from()}.
   */
  void read(PatchTensor held, int block, int y, Span columns, float[] into) {
    int c = layout.block();
    if (y < 0 || y >= map().height()) {
      Arrays.fill(into, 0, columns.length() * c, padding);
      return;
    }
    int left = Math.max(columns.from(), 0);
    int right = Math.min(columns.to(), map().width());
    int shift = columns.from();
    int length = columns.length();
    Arrays.fill(into, 0, Math.min(length, left - shift) * c, padding);
    Arrays.fill(into, Math.max(0, Math.min(right - shift, length)) * c, length * c, padding);
    if (!held.changed().rows().contains(y)) {
      readClean(block, y, left, right, shift, into);
      return;
    }
    int from = Math.min(right, Math.max(left, held.changed().columns().from()));
    int to = Math.max(from, Math.min(right, held.changed().columns().to()));
    readClean(block, y, left, from, shift, into);
    readChanged(held, block, y, from, to, shift, into);
    readClean(block, y, to, right, shift, into);
  }

  /** Reads the clean numbers of a row's part. */
  void readClean(int block, int y, int from, int to, int shift, float[] into) {
    if (clean != null && to > from) {
      int c = layout.block();
      int at = layout.at(map().whole(), block, y, from);
      clean.get(at, into, (from - shift) * c, (to - from) * c);
    }
  }

  private void readChanged(
      PatchTensor held, int block, int y, int from, int to, int shift, float[] into) {
    if (to <= from) {
      return;
    }
    int c = layout.block();
    int start = (from - shift) * c;
    int end = (to - shift) * c;
    changed.get(held.at(layout, block, y, from), into, start, end - start);
    if (relu) {
      for (int i = start; i < end; i++) {
        into[i] = Math.max(0f, into[i]);
      }
    }
  }
}
