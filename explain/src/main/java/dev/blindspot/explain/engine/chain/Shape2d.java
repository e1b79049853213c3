package dev.blindspot.explain.engine.chain;

/** The size of a map: rows, columns, and numbers at each place. */
public record Shape2d(int height, int width, int channels) {
  /** Numbers in the whole map. */
  public long floats() {
    return (long) height * width * channels;
  }

  public Rect whole() {
    return Rect.of(0, 0, height, width);
  }
}
