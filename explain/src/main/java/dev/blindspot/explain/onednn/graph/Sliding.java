package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.primitive.Axis;

/**
 * How a kernel slides along one axis of maps of any size.
 *
 * @param kernel taps, at least 1
 * @param stride step between outputs, at least 1
 * @param padding places on both sides, at least 0; not used with {@code same}
 * @param same whether there are {@code ceil(size / stride)} outputs, with as much padding as that
 *     takes, the smaller half of it in front
 * @param dilation step between taps, at least 1
 */
public record Sliding(int kernel, int stride, int padding, boolean same, int dilation) {
  public Sliding {
    if (kernel < 1 || stride < 1 || padding < 0 || dilation < 1) {
      throw new IllegalArgumentException(
          "kernel, stride and dilation must be >= 1 and padding >= 0, were %d, %d, %d and %d"
              .formatted(kernel, stride, dilation, padding));
    }
  }

  /** Without dilation, the same padding on both sides. */
  public static Sliding of(int kernel, int stride, int padding) {
    return new Sliding(kernel, stride, padding, false, 1);
  }

  /**
   * Over a map of this size.
   *
   * @throws IllegalArgumentException if the kernel does not fit
   */
  public Axis over(int size) {
    if (!same) {
      return new Axis(size, kernel, stride, padding, padding, dilation);
    }
    int outputs = (size + stride - 1) / stride;
    int missing = Math.max(0, (outputs - 1) * stride + (kernel - 1) * dilation + 1 - size);
    return new Axis(size, kernel, stride, missing / 2, missing - missing / 2, dilation);
  }
}
