package dev.blindspot.explain.engine.trunk;

/**
 * A run of places along one axis of a map.
 *
 * @param from the first place
 * @param to the place behind the last one
 */
public record Span(int from, int to) {
  public int length() {
    return Math.max(0, to - from);
  }

  boolean isEmpty() {
    return to <= from;
  }

  public boolean contains(int place) {
    return place >= from && place < to;
  }

  Span union(Span other) {
    return new Span(Math.min(from, other.from), Math.max(to, other.to));
  }

  /** A span of the given length that contains this one and lies within {@code 0..limit}. */
  public Span grown(int length, int limit) {
    int start = Math.min(from, limit - length);
    return new Span(start, start + length);
  }
}
