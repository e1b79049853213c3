package dev.blindspot.explain.engine.trunk;

/** A rectangle of places of a map. */
public record Rect(Span rows, Span columns) {
  /** No place at all. */
  public static final Rect EMPTY = of(0, 0, 0, 0);

  /**
   * By its upper left corner and size.
   *
   * @throws ArithmeticException if it ends beyond the largest integer
   */
  public static Rect of(int y, int x, int height, int width) {
    return new Rect(new Span(y, Math.addExact(y, height)), new Span(x, Math.addExact(x, width)));
  }

  public int height() {
    return rows.length();
  }

  public int width() {
    return columns.length();
  }

  public int area() {
    return Math.multiplyExact(height(), width());
  }

  public boolean isEmpty() {
    return rows.isEmpty() || columns.isEmpty();
  }

  /** The smallest rectangle that holds both. */
  public Rect union(Rect other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    return new Rect(rows.union(other.rows), columns.union(other.columns));
  }
}
