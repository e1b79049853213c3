package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Rect;
import dev.blindspot.explain.engine.chain.Shape2d;

/**
 * How the numbers of a map, or of a rectangle of it, lie in memory: {@code [C/B,H,W,B]}. The
 * channel last is one block.
 *
 * @param map its size
 * @param block B, channels side by side; divides the map's channels
 */
record MapLayout(Shape2d map, int block) {
  MapLayout {
    if (block < 1 || map.channels() % block != 0) {
      throw new IllegalArgumentException(
          "block must divide %d channels, was %d".formatted(map.channels(), block));
    }
  }

  static MapLayout channelsLast(Shape2d map) {
    return new MapLayout(map, map.channels());
  }

  int blocks() {
    return map.channels() / block;
  }

  /** Index of the first number of a place of a block, counted from the first of {@code stored}. */
  int at(Rect stored, int index, int y, int x) {
    int row = index * stored.height() + y - stored.rows().from();
    return (row * stored.width() + x - stored.columns().from()) * block;
  }
}
