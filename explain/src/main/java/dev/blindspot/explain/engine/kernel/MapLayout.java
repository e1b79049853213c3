package dev.blindspot.explain.engine.kernel;

import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;

/**
 * How the numbers of a map, or of a rectangle of it, lie in memory: {@code [C/B,H,W,B]}. The
 * channel last is one block.
 *
 * @param map its size
 * @param block B, channels side by side; divides the map's channels
 */
public record MapLayout(Shape2d map, int block) {
  public MapLayout {
    if (block < 1 || map.channels() % block != 0) {
      throw new IllegalArgumentException(
          "block must divide %d channels, was %d".formatted(map.channels(), block));
    }
  }

  public int blocks() {
    return map.channels() / block;
  }

  /** Index of the first number of a place of a block, counted from the first of {@code stored}. */
  int at(Rect stored, int index, int y, int x) {
    int row = index * stored.height() + y - stored.rows().from();
    return (row * stored.width() + x - stored.columns().from()) * block;
  }
}
