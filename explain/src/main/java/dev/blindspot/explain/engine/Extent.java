package dev.blindspot.explain.engine;

/** The size of a map: rows, columns, and numbers at each place. */
record Extent(int height, int width, int channels) {
  /** Numbers in the whole map. */
  long floats() {
    return (long) height * width * channels;
  }

  Rect whole() {
    return Rect.of(0, 0, height, width);
  }
}
