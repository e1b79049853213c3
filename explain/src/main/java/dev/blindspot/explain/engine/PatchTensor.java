package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Rect;

/**
 * Where the recomputed part of one map lies in memory.
 *
 * @param window index of the window (or of the image) whose map it is
 * @param changed the part that differs from the clean map
 * @param stored the part that is in memory, at least {@code changed}
 * @param offset of the first number of {@code stored}
 */
record PatchTensor(int window, Rect changed, Rect stored, int offset) {

  /** Index of the first number of a place of a block of channels. */
  int at(MapLayout layout, int block, int y, int x) {
    return offset + layout.at(stored, block, y, x);
  }
}
