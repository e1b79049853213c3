package dev.blindspot.explain.engine;

/**
 * A run of places along one axis of a map.
 *
 * @param from the first place
 * @param to the place behind the last one
 */
record Span(int from, int to) {
  int length() {
    return Math.max(0, to - from);
  }

  boolean isEmpty() {
    return to <= from;
  }

  boolean contains(int place) {
    return place >= from && place < to;
  }

  /** A span of the given length that contains this one and lies within {@code 0..limit}. */
  Span grown(int length, int limit) {
    int start = Math.min(from, limit - length);
    return new Span(start, start + length);
  }
}
