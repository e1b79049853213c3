package dev.blindspot.explain.engine.kernel;

import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Span;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a map that lies in memory.
 *
 * @param layout of the map and of its parts
 * @param clean the map of the clean image; null where everything is recomputed
 * @param values recomputed numbers
 * @param relu whether the recomputed numbers still wait for their ReLU
 * @param padding what is outside of the map
 * @param patches where the recomputed numbers are, by window
 */
public record PatchReader(
    MapLayout layout,
    @Nullable FloatBuffer clean,
    FloatBuffer values,
    boolean relu,
    float padding,
    List<PatchTensor> patches)
    implements RowReader {

  @Override
  public Rect changed(int window) {
    return patches.get(window).changed();
  }

  @Override
  public RowReader paddedBy(float value) {
    return new PatchReader(layout, clean, values, relu, value, patches);
  }

  @Override
  public void read(int window, int block, int y, Span columns, float[] into) {
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
    PatchTensor held = patches.get(window);
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

  @Override
  public void readClean(int block, int y, int from, int to, int shift, float[] into) {
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
    values.get(held.at(layout, block, y, from), into, start, end - start);
    if (relu) {
      for (int i = start; i < end; i++) {
        into[i] = Math.max(0f, into[i]);
      }
    }
  }
}
