package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Rect;

/**
 * Where the recomputed part of one map lies in memory.
 *
 * @param window index of the window (or of the image) whose map it is
 * @param changed the part that differs from the clean map
 * @param stored the part that is in memory, at least {@code changed}, row after row
 * @param offset of the first number of {@code stored}
 */
record PatchTensor(int window, Rect changed, Rect stored, int offset) {

  /** Index of the first number of a place. */
  int at(int y, int x, int channels) {
    return offset
        + ((y - stored.rows().from()) * stored.width() + x - stored.columns().from()) * channels;
  }
}
