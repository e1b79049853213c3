package dev.blindspot.explain.engine;

/** A rectangle of places of a map. */
record Rect(Span rows, Span columns) {
  static Rect of(int y, int x, int height, int width) {
    return new Rect(new Span(y, y + height), new Span(x, x + width));
  }

  int height() {
    return rows.length();
  }

  int width() {
    return columns.length();
  }

  int area() {
    return height() * width();
  }

  boolean isEmpty() {
    return rows.isEmpty() || columns.isEmpty();
  }
}
