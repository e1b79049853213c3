package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.primitive.Axis;

/**
 * How a kernel slides along one axis of maps of any size.
 *
 * @param kernel taps, at least 1
 * @param stride step between outputs, at least 1
 * @param before places of padding in front, at least 0; 0 with {@link End#SAME}
 * @param after places of padding behind, at least 0; 0 with {@link End#SAME}
 * @param dilation step between taps, at least 1
 * @param end where it ends
 */
public record Sliding(int kernel, int stride, int before, int after, int dilation, End end) {

  /** Where a kernel that slides ends. */
  public enum End {
    /** A last step that does not fit is left out. */
    FLOOR,
    /** A last step that begins within the map or its front padding is padded. */
    CEIL,
    /**
     * There are {@code ceil(size / stride)} outputs, with as much padding as that takes, the
     * smaller half of it in front.
     */
    SAME
  }

  /** One output for each place. */
  public static final Sliding POINT = of(1, 1, 0);

  public Sliding {
    if (kernel < 1 || stride < 1 || before < 0 || after < 0 || dilation < 1) {
      throw new IllegalArgumentException(
          "kernel, stride and dilation must be >= 1 and padding >= 0, were %d, %d, %d and %d, %d"
              .formatted(kernel, stride, dilation, before, after));
    }
    if (end == End.SAME) {
      before = 0;
      after = 0;
    }
  }

  /**
   * The same padding on both sides.
   *
   * @param padding not used with {@code same}
   * @param same whether it ends as {@link End#SAME} says, else as {@link End#FLOOR}
   */
  public Sliding(int kernel, int stride, int padding, boolean same, int dilation) {
    this(kernel, stride, padding, padding, dilation, same ? End.SAME : End.FLOOR);
  }

  /** Without dilation, the same padding on both sides. */
  public static Sliding of(int kernel, int stride, int padding) {
    return new Sliding(kernel, stride, padding, false, 1);
  }

  /** Places from the first tap to behind the last one. */
  public int reach() {
    return (kernel - 1) * dilation + 1;
  }

  /** Places that so many outputs read, padding included. */
  public int inputs(int outputs) {
    return (outputs - 1) * stride + reach();
  }

  /** With more padding. */
  Sliding padded(int front, int behind) {
    return new Sliding(kernel, stride, before + front, after + behind, dilation, end);
  }

  /**
   * Over a map of this size.
   *
   * @throws IllegalArgumentException if the kernel does not fit
   */
  public Axis over(int size) {
    return switch (end) {
      case FLOOR -> new Axis(size, kernel, stride, before, after, dilation);
      case CEIL -> {
        int steps = (size + before + after - reach() + stride - 1) / stride;
        int last = steps * stride < size + before ? steps : steps - 1;
        int missing = Math.max(after, last * stride + reach() - size - before);
        yield new Axis(size, kernel, stride, before, missing, dilation);
      }
      case SAME -> {
        int outputs = (size + stride - 1) / stride;
        int missing = Math.max(0, inputs(outputs) - size);
        yield new Axis(size, kernel, stride, missing / 2, missing - missing / 2, dilation);
      }
    };
  }
}
