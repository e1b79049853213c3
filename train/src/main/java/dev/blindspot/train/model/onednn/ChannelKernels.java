package dev.blindspot.train.model.onednn;

import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * Passes over float arrays whose last dimension is the channel, {@code [.., C]} in 'c' order.
 * ND4J's own reductions over the leading dimensions are several times slower than one read of the
 * memory.
 *
 * <p>The work is cut into a fixed number of slices, whatever the number of cores, and their sums
 * are added in order: results are the same bits for any number of threads.
 */
final class ChannelKernels {
  private static final int SLICES = 8;

  /**
   * Floats of a tile: it is copied from native memory, computed on within the first-level cache,
   * and copied back.
   */
  private static final int TILE = 4096;

  private ChannelKernels() {}

  /**
   * The array itself where its memory is in 'c' order without gaps, as all kernels need it; else a
   * copy that is.
   */
  static INDArray contiguous(INDArray array) {
    return array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array)
        ? array
        : array.dup('c');
  }

  /** Per-channel mean and (population) variance. */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  record Moments(double[] mean, double[] variance) {}

  /**
   * One pass for both moments; the squares are taken around the first row, so that they do not
   * cancel.
   */
  static Moments moments(INDArray x) {
    int c = channels(x);
    float[] first = new float[c];
    new View(x).read(0, first, c);
    float[] around = tile(first);
    double[][] sums =
        pass(
            2,
            null,
            (in, n, acc) -> {
              float[] v = in[0];
              float[] sum = acc[0];
              float[] squares = acc[1];
              for (int i = 0; i < n; i++) {
                float d = v[i] - around[i];
                sum[i] += d;
                squares[i] += d * d;
              }
            },
            x);
    double rows = (double) x.length() / c;
    double[] mean = new double[c];
    double[] variance = new double[c];
    for (int k = 0; k < c; k++) {
      double d = sums[0][k] / rows;
      mean[k] = first[k] + d;
      variance[k] = Math.max(0, sums[1][k] / rows - d * d);
    }
    return new Moments(mean, variance);
  }

  /** {@code out = max(0, x * scale + shift)}. */
  static void affineRelu(INDArray x, float[] scale, float[] shift, INDArray out) {
    float[] a = tile(scale);
    float[] b = tile(shift);
    pass(
        0,
        out,
        (in, n, acc) -> {
          float[] v = in[0];
          for (int i = 0; i < n; i++) {
            v[i] = Math.max(0f, v[i] * a[i] + b[i]);
          }
        },
        x);
  }

  /**
   * Sums over rows of {@code dz} and of {@code dz * (x - mean)}, where {@code dz} is {@code dy}
   * where {@code x * scale + shift > 0} and else 0.
   */
  static double[][] reluGradientSums(
      INDArray x, INDArray dy, float[] scale, float[] shift, float[] mean) {
    float[] a = tile(scale);
    float[] b = tile(shift);
    float[] m = tile(mean);
    return pass(
        2,
        null,
        (in, n, acc) -> {
          float[] v = in[0];
          float[] g = in[1];
          float[] sum = acc[0];
          float[] product = acc[1];
          for (int i = 0; i < n; i++) {
            float dz = v[i] * a[i] + b[i] > 0 ? g[i] : 0f;
            sum[i] += dz;
            product[i] += dz * (v[i] - m[i]);
          }
        },
        x,
        dy);
  }

  /**
   * {@code dx = dz * dzFactor + x * xFactor + constant}, with {@code dz} as in {@link
   * #reluGradientSums}.
   */
  static void reluGradient(
      INDArray x,
      INDArray dy,
      float[] scale,
      float[] shift,
      float[] dzFactor,
      float[] xFactor,
      float[] constant,
      INDArray dx) {
    float[] a = tile(scale);
    float[] b = tile(shift);
    float[] p = tile(dzFactor);
    float[] q = tile(xFactor);
    float[] r = tile(constant);
    pass(
        0,
        dx,
        (in, n, acc) -> {
          float[] v = in[0];
          float[] g = in[1];
          for (int i = 0; i < n; i++) {
            float dz = v[i] * a[i] + b[i] > 0 ? g[i] : 0f;
            v[i] = dz * p[i] + v[i] * q[i] + r[i];
          }
        },
        x,
        dy);
  }

  /**
   * {@code out = dy} where the activation is above 0, else 0; {@code out} may be the activation
   * itself.
   */
  static void reluMask(INDArray activation, INDArray dy, INDArray out) {
    pass(
        0,
        out,
        (in, n, acc) -> {
          float[] v = in[0];
          float[] g = in[1];
          for (int i = 0; i < n; i++) {
            v[i] = v[i] > 0 ? g[i] : 0f;
          }
        },
        activation,
        dy);
  }

  /**
   * Computes on the first {@code n} floats of one tile of every input; what is left in {@code
   * in[0]} is the output.
   */
  private interface Kernel {
    void run(float[][] in, int n, float[][] sums);
  }

  /** Runs a kernel over all tiles and returns its sums, {@code [sum][channel]}. */
  private static double[][] pass(
      int sums, @Nullable INDArray output, Kernel kernel, INDArray... inputs) {
    int channels = channels(inputs[0]);
    long rows = inputs[0].length() / channels;
    double[][][] parts =
        IntStream.range(0, SLICES)
            .parallel()
            .mapToObj(
                s ->
                    slice(
                        rows * s / SLICES,
                        rows * (s + 1) / SLICES,
                        channels,
                        sums,
                        output,
                        kernel,
                        inputs))
            .toArray(double[][][]::new);
    double[][] total = new double[sums][channels];
    for (double[][] part : parts) {
      for (int k = 0; k < sums; k++) {
        for (int c = 0; c < channels; c++) {
          total[k][c] += part[k][c];
        }
      }
    }
    return total;
  }

  private static double[][] slice(
      long from,
      long to,
      int channels,
      int sums,
      @Nullable INDArray output,
      Kernel kernel,
      INDArray... inputs) {
    int tileRows = tileRows(channels);
    View[] views = new View[inputs.length];
    for (int k = 0; k < views.length; k++) {
      views[k] = new View(inputs[k]);
    }
    View out = output == null ? null : new View(output);
    float[][] in = new float[inputs.length][tileRows * channels];
    float[][] lanes = new float[sums][tileRows * channels];
    for (long row = from; row < to; row += tileRows) {
      int n = (int) Math.min(tileRows, to - row) * channels;
      for (int k = 0; k < views.length; k++) {
        views[k].read(row * channels, in[k], n);
      }
      kernel.run(in, n, lanes);
      if (out != null) {
        out.write(row * channels, in[0], n);
      }
    }
    return fold(lanes, channels);
  }

  private static double[][] fold(float[][] lanes, int channels) {
    double[][] sums = new double[lanes.length][channels];
    for (int k = 0; k < lanes.length; k++) {
      for (int i = 0; i < lanes[k].length; i++) {
        sums[k][i % channels] += lanes[k][i];
      }
    }
    return sums;
  }

  private static int channels(INDArray x) {
    return (int) x.size(-1);
  }

  private static int tileRows(int channels) {
    return Math.max(1, TILE / channels);
  }

  /** One value per channel, repeated over the rows of a tile. */
  private static float[] tile(float[] perChannel) {
    float[] all = new float[tileRows(perChannel.length) * perChannel.length];
    for (int i = 0; i < all.length; i += perChannel.length) {
      System.arraycopy(perChannel, 0, all, i, perChannel.length);
    }
    return all;
  }

  /**
   * The native memory of a contiguous array; one per thread, since a pointer's position is state.
   */
  private static final class View {
    private final FloatPointer pointer;
    private final long offset;

    View(INDArray array) {
      pointer = new FloatPointer(array.data().pointer());
      offset = array.offset();
    }

    void read(long index, float[] into, int n) {
      pointer.position(offset + index).get(into, 0, n);
    }

    void write(long index, float[] from, int n) {
      pointer.position(offset + index).put(from, 0, n);
    }
  }
}
