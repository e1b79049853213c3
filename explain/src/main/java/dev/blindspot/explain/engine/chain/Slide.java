package dev.blindspot.explain.engine.chain;

/**
 * How a kernel slides along one axis.
 *
 * @param kernel number of taps
 * @param stride step between outputs
 * @param padding places added on both sides; not used with {@code same}
 * @param same whether there are {@code ceil(size / stride)} outputs, with as much padding as that
 *     takes, the smaller half of it in front
 */
public record Slide(int kernel, int stride, int padding, boolean same) {
  /** One output for each place. */
  static final Slide POINT = new Slide(1, 1, 0, false);

  /**
   * Number of outputs along an axis.
   *
   * @throws IllegalArgumentException if the kernel does not fit
   */
  int outputs(int size) {
    if (same) {
      return (size + stride - 1) / stride;
    }
    int room = size + 2 * padding - kernel;
    if (room < 0) {
      throw new IllegalArgumentException(
          "size of a map must be >= %d here, was %d: the image is too small for this network"
              .formatted(kernel - 2 * padding, size));
    }
    return room / stride + 1;
  }

  /** Padding in front. */
  int before(int size) {
    return same ? Math.max(0, (outputs(size) - 1) * stride + kernel - size) / 2 : padding;
  }

  /** The outputs that some change inside {@code changed} can reach; may be empty. */
  Span reached(Span changed, int size) {
    int shift = before(size);
    int first = -Math.floorDiv(kernel - 1 - shift - changed.from(), stride);
    int last = Math.floorDiv(changed.to() - 1 + shift, stride);
    return new Span(Math.max(0, first), Math.min(outputs(size), last + 1));
  }

  /** Places that so many outputs read, padding included. */
  public int inputs(int outputs) {
    return (outputs - 1) * stride + kernel;
  }

  /**
   * What a run of outputs reads, padding included: it may begin before 0 and end behind the map.
   */
  public Span read(Span outputs, int size) {
    int shift = before(size);
    return new Span(outputs.from() * stride - shift, (outputs.to() - 1) * stride - shift + kernel);
  }
}
