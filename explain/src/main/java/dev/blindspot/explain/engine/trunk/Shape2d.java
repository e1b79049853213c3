package dev.blindspot.explain.engine.trunk;

/** The size of a map: rows, columns, and numbers at each place. */
public record Shape2d(int height, int width, int channels) {
  /** Numbers in the whole map. */
  public long floats() {
    return (long) height * width * channels;
  }

  /** Whether it is one place. */
  public boolean isPoint() {
    return height == 1 && width == 1;
  }

  public Rect whole() {
    return Rect.of(0, 0, height, width);
  }
}
