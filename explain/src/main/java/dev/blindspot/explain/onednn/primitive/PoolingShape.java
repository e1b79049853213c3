package dev.blindspot.explain.onednn.primitive;

/**
 * Sizes of a pooling, without dilation.
 *
 * @param batch images, at least 1
 * @param channels at least 1
 * @param rows window from top to bottom
 * @param columns window from left to right
 */
public record PoolingShape(int batch, int channels, Axis rows, Axis columns) {
  public PoolingShape {
    if (batch < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "batch and channels must be >= 1, were %d and %d".formatted(batch, channels));
    }
    if (rows.dilation() != 1 || columns.dilation() != 1) {
      throw new IllegalArgumentException(
          "dilation must be 1, was %d and %d".formatted(rows.dilation(), columns.dilation()));
    }
  }

  /** {@code [N,C,H,W]}. */
  public long[] source() {
    return new long[] {batch, channels, rows.size(), columns.size()};
  }

  /** {@code [N,C,H',W']}. */
  public long[] output() {
    return new long[] {batch, channels, rows.outputs(), columns.outputs()};
  }
}
