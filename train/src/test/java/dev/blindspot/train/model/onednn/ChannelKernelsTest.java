package dev.blindspot.train.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.model.onednn.ChannelKernels.Moments;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Each kernel against a plain loop: fewer rows than slices, one row, part of a tile, several tiles.
 */
class ChannelKernelsTest {
  /**
   * Rows and channels. A tile is 4096 floats: 5000 channels exceed it, 4097 rows of one leave a
   * rest.
   */
  @Retention(RetentionPolicy.RUNTIME)
  @ParameterizedTest(name = "{0} x {1}")
  @CsvSource({
    "1, 1",
    "5, 1",
    "4097, 1",
    "40001, 1",
    "1, 3",
    "7, 3",
    "13001, 3",
    "3, 16",
    "4111, 16",
    "1, 5000",
    "9, 5000"
  })
  private @interface ShapesTest {}

  private final Random random = new Random(11);

  @ShapesTest
  void momentsAreThoseOfTheLoop(int rows, int channels) {
    INDArray x = noise(rows, channels, 100);
    Moments moments = ChannelKernels.moments(x);
    float[] v = x.data().asFloat();
    for (int c = 0; c < channels; c++) {
      double mean = 0;
      for (int r = 0; r < rows; r++) {
        mean += v[r * channels + c] / (double) rows;
      }
      double variance = 0;
      for (int r = 0; r < rows; r++) {
        variance += Math.pow(v[r * channels + c] - mean, 2) / rows;
      }
      assertThat(moments.mean()[c]).isCloseTo(mean, within(1e-5));
      assertThat(moments.variance()[c]).isCloseTo(variance, within(1e-5 * (1 + variance)));
    }
  }

  /** Values far from zero: squares around zero would cancel to nothing. */
  @Test
  void varianceSurvivesALargeMean() {
    INDArray x = noise(5001, 2, 1e4f);
    double[] plain = ChannelKernels.moments(x.sub(1e4f)).variance();
    assertThat(ChannelKernels.moments(x).variance()[1]).isCloseTo(plain[1], within(1e-3));
  }

  @Test
  void varianceOfAConstantIsZero() {
    Moments moments = ChannelKernels.moments(Nd4j.valueArrayOf(new long[] {99, 3}, 0.1f));
    assertThat(moments.variance()).containsOnly(0);
    assertThat(moments.mean()).containsOnly(0.1f);
  }

  @ShapesTest
  void affineReluIsThatOfTheLoop(int rows, int channels) {
    INDArray x = noise(rows, channels, 0);
    float[] scale = floats(channels);
    float[] shift = floats(channels);
    INDArray out = Nd4j.createUninitialized(DataType.FLOAT, x.shape(), 'c');
    ChannelKernels.affineRelu(x, scale, shift, out);
    float[] v = x.data().asFloat();
    float[] expected = new float[v.length];
    for (int i = 0; i < v.length; i++) {
      expected[i] = Math.max(0, v[i] * scale[i % channels] + shift[i % channels]);
    }
    assertThat(out.data().asFloat()).isEqualTo(expected);
    assertThat(x.data().asFloat()).as("the input is left alone").isEqualTo(v);
  }

  @ShapesTest
  void gradientSumsAreThoseOfTheLoop(int rows, int channels) {
    Arguments a = new Arguments(rows, channels);
    double[][] sums = a.sums();
    double[] expected = new double[channels];
    double[] expectedProduct = new double[channels];
    for (int i = 0; i < a.v.length; i++) {
      int c = i % channels;
      expected[c] += a.dz(i);
      expectedProduct[c] += (double) a.dz(i) * (a.v[i] - a.mean[c]);
    }
    double tolerance = 1e-6 * (1 + rows);
    for (int c = 0; c < channels; c++) {
      assertThat(sums[0][c]).isCloseTo(expected[c], within(tolerance));
      assertThat(sums[1][c]).isCloseTo(expectedProduct[c], within(tolerance));
    }
  }

  @ShapesTest
  void gradientIsThatOfTheLoop(int rows, int channels) {
    Arguments a = new Arguments(rows, channels);
    float[] p = floats(channels);
    float[] q = floats(channels);
    float[] r = floats(channels);
    INDArray dx = Nd4j.createUninitialized(DataType.FLOAT, a.x.shape(), 'c');
    ChannelKernels.reluGradient(a.x, a.dy, a.scale, a.shift, p, q, r, dx);
    float[] expected = new float[a.v.length];
    for (int i = 0; i < expected.length; i++) {
      int c = i % channels;
      expected[i] = a.dz(i) * p[c] + a.v[i] * q[c] + r[c];
    }
    assertThat(dx.data().asFloat()).isEqualTo(expected);
  }

  @Test
  void reluMaskMayOverwriteTheActivation() {
    INDArray activation = Nd4j.createFromArray(new float[][] {{0, 1, 2}, {3, 0, -0f}});
    INDArray dy = Nd4j.createFromArray(new float[][] {{10, 20, 30}, {-40, 50, 60}});
    ChannelKernels.reluMask(activation, dy, activation);
    assertThat(activation.data().asFloat()).containsExactly(0, 20, 30, -40, 0, 0);
    assertThat(dy.data().asFloat()).containsExactly(10, 20, 30, -40, 50, 60);
  }

  @Test
  void viewsWithAnOffsetAreReadAndWrittenInTheirPlace() {
    INDArray whole = noise(20, 3, 0);
    float[] before = whole.data().asFloat();
    INDArray rows = whole.get(NDArrayIndex.interval(4, 13), NDArrayIndex.all());
    assertThat(rows.offset()).isEqualTo(12);

    Moments copied = ChannelKernels.moments(rows.dup());
    assertThat(ChannelKernels.moments(rows).mean()).isEqualTo(copied.mean());
    assertThat(ChannelKernels.moments(rows).variance()).isEqualTo(copied.variance());

    ChannelKernels.affineRelu(rows, new float[3], new float[] {7, 8, 9}, rows);
    float[] after = whole.data().asFloat();
    for (int i = 0; i < after.length; i++) {
      boolean inside = i >= 12 && i < 39;
      assertThat(after[i]).isEqualTo(inside ? 7f + i % 3 : before[i]);
    }
  }

  @Test
  void contiguousArraysAreNotCopied() {
    INDArray x = noise(6, 4, 0).reshape(2, 3, 4);
    assertThat(ChannelKernels.contiguous(x)).isSameAs(x);
    INDArray first = x.get(NDArrayIndex.interval(1, 2), NDArrayIndex.all(), NDArrayIndex.all());
    assertThat(ChannelKernels.contiguous(first)).isSameAs(first);
  }

  @Test
  void arraysWithGapsOrInAnotherOrderAreCopied() {
    INDArray x = noise(6, 4, 0).reshape(2, 3, 4);
    for (INDArray other :
        new INDArray[] {
          x.permute(0, 2, 1),
          x.dup('f'),
          x.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(1, 3)),
          x.get(NDArrayIndex.all(), NDArrayIndex.point(1), NDArrayIndex.all())
        }) {
      INDArray copy = ChannelKernels.contiguous(other);
      assertThat(copy).isEqualTo(other);
      assertThat(copy.data().asFloat()).isEqualTo(other.dup('c').data().asFloat());
    }
  }

  @Test
  void anyNumberOfThreadsGivesTheSameBits() throws Exception {
    Arguments a = new Arguments(30011, 3);
    INDArray one = Nd4j.createUninitialized(DataType.FLOAT, a.x.shape(), 'c');
    INDArray four = Nd4j.createUninitialized(DataType.FLOAT, a.x.shape(), 'c');

    Moments alone = with(1, () -> ChannelKernels.moments(a.x));
    Moments together = with(4, () -> ChannelKernels.moments(a.x));
    assertThat(together.mean()).isEqualTo(alone.mean());
    assertThat(together.variance()).isEqualTo(alone.variance());
    assertThat(with(4, a::sums)).isDeepEqualTo(with(1, a::sums));
    with(
        1,
        () -> {
          ChannelKernels.affineRelu(a.x, a.scale, a.shift, one);
          return one;
        });
    with(
        4,
        () -> {
          ChannelKernels.affineRelu(a.x, a.scale, a.shift, four);
          return four;
        });
    assertThat(four.data().asFloat()).isEqualTo(one.data().asFloat());
  }

  private static <T> T with(int threads, Supplier<T> work) throws Exception {
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      return pool.submit(work::get).get();
    } finally {
      pool.shutdown();
    }
  }

  /** What batch normalisation hands to the backward kernels. */
  private final class Arguments {
    private final int channels;
    private final INDArray x;
    private final INDArray dy;
    private final float[] scale;
    private final float[] shift;
    private final float[] mean;
    private final float[] v;
    private final float[] g;

    Arguments(int rows, int channels) {
      this.channels = channels;
      x = noise(rows, channels, 0);
      dy = noise(rows, channels, 0);
      scale = floats(channels);
      shift = floats(channels);
      mean = floats(channels);
      v = x.data().asFloat();
      g = dy.data().asFloat();
    }

    float dz(int i) {
      return v[i] * scale[i % channels] + shift[i % channels] > 0 ? g[i] : 0;
    }

    double[][] sums() {
      return ChannelKernels.reluGradientSums(x, dy, scale, shift, mean);
    }
  }

  private INDArray noise(int rows, int channels, float mean) {
    float[] values = new float[rows * channels];
    for (int i = 0; i < values.length; i++) {
      values[i] = mean + (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(values).reshape(rows, channels);
  }

  private float[] floats(int n) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
