package dev.blindspot.explain.onednn.primitive;

/**
 * Sizes of a convolution.
 *
 * @param batch images, at least 1
 * @param channels of the input; a multiple of {@code groups}
 * @param filters channels of the output; a multiple of {@code groups}
 * @param groups each filter reads the channels of its group; 1 for all channels
 * @param rows kernel from top to bottom
 * @param columns kernel from left to right
 */
public record ConvolutionShape(
    int batch, int channels, int filters, int groups, Axis rows, Axis columns) {
  public ConvolutionShape {
    if (batch < 1 || channels < 1 || filters < 1 || groups < 1) {
      throw new IllegalArgumentException(
          "batch, channels, filters and groups must be >= 1, were %d, %d, %d and %d"
              .formatted(batch, channels, filters, groups));
    }
    if (channels % groups != 0 || filters % groups != 0) {
      throw new IllegalArgumentException(
          "channels and filters must be multiples of %d groups, were %d and %d"
              .formatted(groups, channels, filters));
    }
  }

  /** A square kernel over square maps with stride 1: VGG's. */
  public static ConvolutionShape square(
      int batch, int channels, int filters, int size, int kernel, int padding) {
    Axis axis = Axis.of(size, kernel, padding);
    return new ConvolutionShape(batch, channels, filters, 1, axis, axis);
  }

  public ConvolutionShape withBatch(int images) {
    return new ConvolutionShape(images, channels, filters, groups, rows, columns);
  }

  /** {@code [N,C,H,W]}. */
  public long[] source() {
    return new long[] {batch, channels, rows.size(), columns.size()};
  }

  /** {@code [N,K,H',W']}. */
  public long[] output() {
    return new long[] {batch, filters, rows.outputs(), columns.outputs()};
  }

  /**
   * {@code [K,C,kh,kw]}, or {@code [G,K/G,C/G,kh,kw]} for several groups: the same memory as {@code
   * [K,C/G,kh,kw]}.
   */
  public long[] weights() {
    return groups == 1
        ? new long[] {filters, channels, rows.kernel(), columns.kernel()}
        : new long[] {groups, filters / groups, channels / groups, rows.kernel(), columns.kernel()};
  }

  /** Multiplications of direct convolution, padding included. */
  public long multiplications() {
    return (long) batch
        * filters
        * (channels / groups)
        * rows.kernel()
        * columns.kernel()
        * rows.outputs()
        * columns.outputs();
  }

  long[] strides() {
    return new long[] {rows.stride(), columns.stride()};
  }

  /** oneDNN counts from 0. */
  long[] dilations() {
    return new long[] {rows.dilation() - 1, columns.dilation() - 1};
  }

  long[] before() {
    return new long[] {rows.before(), columns.before()};
  }

  long[] after() {
    return new long[] {rows.after(), columns.after()};
  }

  @Override
  public String toString() {
    return "%d x %d->%d%s, %dx%d over %dx%d%s"
        .formatted(
            batch,
            channels,
            filters,
            groups == 1 ? "" : " in " + groups + " groups",
            rows.kernel(),
            columns.kernel(),
            rows.size(),
            columns.size(),
            rows.stride() == 1 && columns.stride() == 1
                ? ""
                : " stride " + rows.stride() + "," + columns.stride());
  }
}
