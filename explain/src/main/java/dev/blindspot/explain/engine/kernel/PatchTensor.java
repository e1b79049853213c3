package dev.blindspot.explain.engine.kernel;

import dev.blindspot.explain.engine.trunk.Rect;

/**
 * Where the recomputed part of one map lies in memory.
 *
 * @param window index of the window (or of the image) whose map it is
 * @param changed the part that differs from the clean map; empty where nothing does
 * @param stored the part that is in memory, at least {@code changed}
 * @param offset of the first number of {@code stored}
 */
public record PatchTensor(int window, Rect changed, Rect stored, int offset) {

  /** A map that is the clean one. */
  public static PatchTensor unchanged(int window) {
    return new PatchTensor(window, Rect.EMPTY, Rect.EMPTY, 0);
  }

  /** Index of the first number of a place of a block of channels. */
  int at(MapLayout layout, int block, int y, int x) {
    return offset + layout.at(stored, block, y, x);
  }
}
