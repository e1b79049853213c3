package dev.blindspot.explain.engine.chain;

/** A rectangle of places of a map. */
public record Rect(Span rows, Span columns) {
  public static Rect of(int y, int x, int height, int width) {
    return new Rect(new Span(y, y + height), new Span(x, x + width));
  }

  public int height() {
    return rows.length();
  }

  public int width() {
    return columns.length();
  }

  public int area() {
    return height() * width();
  }

  public boolean isEmpty() {
    return rows.isEmpty() || columns.isEmpty();
  }
}
