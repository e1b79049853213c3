package dev.blindspot.explain.onednn.primitive;

/**
 * A kernel that slides along one axis of a map.
 *
 * @param size of the map, at least 1
 * @param kernel taps, at least 1
 * @param stride step between outputs, at least 1
 * @param before places of padding in front, at least 0
 * @param after places of padding behind, at least 0
 * @param dilation step between taps, at least 1
 */
public record Axis(int size, int kernel, int stride, int before, int after, int dilation) {
  public Axis {
    requireAtLeast(1, size, "size");
    requireAtLeast(1, kernel, "kernel");
    requireAtLeast(1, stride, "stride");
    requireAtLeast(0, before, "before");
    requireAtLeast(0, after, "after");
    requireAtLeast(1, dilation, "dilation");
    int reach = (kernel - 1) * dilation + 1;
    if (size + before + after < reach) {
      throw new IllegalArgumentException(
          "size with padding must be >= %d for this kernel, was %d"
              .formatted(reach, size + before + after));
    }
  }

  /** Stride 1 and as much padding on both sides. */
  public static Axis of(int size, int kernel, int padding) {
    return new Axis(size, kernel, 1, padding, padding, 1);
  }

  /** Number of outputs; a last step that does not fit is left out. */
  public int outputs() {
    return (size + before + after - (kernel - 1) * dilation - 1) / stride + 1;
  }

  private static void requireAtLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(name + " must be >= " + least + ", was " + value);
    }
  }
}
