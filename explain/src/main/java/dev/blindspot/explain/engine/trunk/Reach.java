package dev.blindspot.explain.engine.trunk;

import dev.blindspot.explain.onednn.graph.Sliding;
import dev.blindspot.explain.onednn.primitive.Axis;

/** What outputs a change reaches, and what inputs outputs read, where a kernel slides. */
public final class Reach {
  private Reach() {}

  /**
   * Number of outputs along an axis.
   *
   * @throws IllegalArgumentException if the kernel does not fit
   */
  static int outputs(Sliding sliding, int size) {
    int least = sliding.reach() - sliding.before() - sliding.after();
    if (sliding.end() != Sliding.End.SAME && size < least) {
      throw new IllegalArgumentException(
          "size of a map must be >= %d here, was %d: the image is too small for this network"
              .formatted(least, size));
    }
    return sliding.over(size).outputs();
  }

  /** The outputs that some change inside {@code changed} can reach; may be empty. */
  static Span reached(Sliding sliding, Span changed, int size) {
    Axis axis = sliding.over(size);
    int step = axis.stride();
    int first = -Math.floorDiv(sliding.reach() - 1 - axis.before() - changed.from(), step);
    int last = Math.floorDiv(changed.to() - 1 + axis.before(), step);
    return new Span(Math.max(0, first), Math.min(axis.outputs(), last + 1));
  }

  /**
   * What a run of outputs reads, padding included: it may begin before 0 and end behind the map.
   */
  public static Span read(Sliding sliding, Span outputs, int size) {
    int shift = sliding.over(size).before();
    int first = outputs.from() * sliding.stride() - shift;
    return new Span(first, first + sliding.inputs(outputs.length()));
  }
}
