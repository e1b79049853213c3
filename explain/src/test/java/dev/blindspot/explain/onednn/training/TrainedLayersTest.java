package dev.blindspot.explain.onednn.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.primitive.Axis;
import dev.blindspot.explain.onednn.primitive.BatchNorm;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.primitive.Pooling;
import dev.blindspot.explain.onednn.primitive.PoolingShape;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Reorder;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainedLayersTest {
  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
  }

  /** Convolution with ReLU, convolution with batch norm and ReLU, pooling: slopes of a loss. */
  @Test
  void gradientsOfAChainAreThoseOfFiniteDifferences() {
    try (Chain chain = new Chain()) {
      chain.forward();
      chain.backward(true);
      chain.requireSlopes("first weights", chain.w1, chain.dw1.toArray());
      chain.requireSlopes("bias", chain.b1, chain.db1.toArray());
      chain.requireSlopes("second weights", chain.w2, chain.dw2.toArray());
      chain.requireSlopes("image", chain.image, chain.dx.toArray());
      float[] dScaleShift = chain.dScaleShift;
      for (int c = 0; c < 32; c += 9) {
        int channel = c;
        assertThat((double) dScaleShift[c])
            .isCloseTo(chain.slope(h -> chain.gamma[channel] += h), within(0.02));
        assertThat((double) dScaleShift[32 + c])
            .isCloseTo(chain.slope(h -> chain.beta[channel] += h), within(0.02));
      }
    }
  }

  @Test
  void gradientsOfTheFirstLayersInputMayBeLeftOut() {
    try (Chain with = new Chain();
        Chain without = new Chain()) {
      with.forward();
      with.backward(true);
      without.forward();
      without.backward(false);
      assertThat(without.dw1.toArray()).isEqualTo(with.dw1.toArray());
    }
  }

  @Test
  void stepsRepeatBitByBit() {
    try (Chain chain = new Chain()) {
      double loss = chain.forward();
      chain.backward(true);
      float[] first = chain.dw2.toArray();
      assertThat(chain.forward()).isEqualTo(loss);
      chain.backward(true);
      assertThat(chain.dw2.toArray()).isEqualTo(first);
    }
  }

  @Test
  void inferenceUsesTheGivenStatistics() {
    TensorLayout layout = TensorLayout.plain(1, 1, 1, 2);
    try (OneDnnContext context = new OneDnnContext();
        TrainedBatchNorm norm = new TrainedBatchNorm(context, new BatchNorm(layout, 0, true));
        Tensor x = Tensor.of(new float[] {1, 5}, 1, 1, 1, 2);
        Tensor y = Tensor.allocate(layout)) {
      var statistics = new TrainedBatchNorm.Statistics(new float[] {3}, new float[] {4});
      norm.inference(x, new float[] {10}, new float[] {1}, statistics, y);
      assertThat(y.toArray()).containsExactly(0, 11);
      assertThat(norm.forward(x, new float[] {1}, new float[] {0}, y).variance())
          .containsExactly(4);
    }
  }

  @Test
  void closeGivesAllMemoryBack() {
    new Chain().close();
    long before = Pointer.totalBytes();
    for (int i = 0; i < 5; i++) {
      try (Chain chain = new Chain()) {
        chain.forward();
        chain.backward(true);
      }
    }
    assertThat(Pointer.totalBytes()).isEqualTo(before);
  }

  private interface Change {
    void by(float amount);
  }

  /** Loss: the sum of the outputs, each times a fixed number. */
  private static final class Chain implements AutoCloseable {
    private static final ConvolutionShape FIRST = ConvolutionShape.square(2, 3, 16, 8, 3, 1);
    private static final ConvolutionShape SECOND = ConvolutionShape.square(2, 16, 32, 8, 3, 1);
    private static final Axis HALF = new Axis(8, 2, 2, 0, 0, 1);
    private static final PoolingShape POOL = new PoolingShape(2, 32, HALF, HALF);

    private final OneDnnContext context = new OneDnnContext();
    private final TrainedConvolution first;
    private final TrainedConvolution second;
    private final TrainedBatchNorm norm;
    private final TrainedPooling pooling;
    private final Tensor image = Tensor.of(random(1, 2 * 3 * 64, 1), FIRST.source());
    private final Tensor w1 = Tensor.of(random(2, 16 * 27, 0.3), FIRST.weights());
    private final Tensor b1 = Tensor.of(random(3, 16, 0.3), 16);
    private final Tensor w2 = Tensor.of(random(4, 32 * 144, 0.1), SECOND.weights());
    private final float[] gamma = random(5, 32, 1);
    private final float[] beta = random(6, 32, 0.3);
    private final Tensor dw1 = Tensor.allocate(w1.layout());
    private final Tensor db1 = Tensor.allocate(b1.layout());
    private final Tensor dw2 = Tensor.allocate(w2.layout());
    private final Tensor dx = Tensor.allocate(image.layout());
    private final Tensor y1;
    private final Tensor y2;
    private final Tensor y3;
    private final Tensor y4;
    private final Tensor d1;
    private final Tensor d3;
    private final Tensor factors;
    private final Tensor plain = Tensor.allocate(TensorLayout.plain(POOL.output()));
    private float[] dScaleShift = {};

    Chain() {
      first = new TrainedConvolution(context, FIRST, true, true);
      second = new TrainedConvolution(context, SECOND, false, false);
      TensorLayout maps = TensorLayout.ofMaps(2, 32, 8, 8);
      norm = new TrainedBatchNorm(context, new BatchNorm(maps, 1e-3f, true));
      pooling = new TrainedPooling(context, Pooling.MAX, POOL, maps);
      y1 = Tensor.allocate(first.output());
      y2 = Tensor.allocate(maps);
      y3 = Tensor.allocate(maps);
      y4 = Tensor.allocate(pooling.output());
      d1 = Tensor.allocate(first.output());
      d3 = Tensor.allocate(maps);
      factors = Tensor.of(random(7, 2 * 32 * 16, 1), POOL.output());
    }

    double forward() {
      first.forward(image, w1, b1, y1);
      second.forward(y1, w2, null, y2);
      norm.forward(y2, gamma, beta, y3);
      pooling.forward(y3, y4);
      Reorder.run(context, y4, plain);
      float[] outputs = plain.toArray();
      float[] by = factors.toArray();
      double loss = 0;
      for (int i = 0; i < outputs.length; i++) {
        loss += (double) outputs[i] * by[i];
      }
      return loss;
    }

    void backward(boolean toImage) {
      pooling.backward(factors, d3);
      dScaleShift = norm.backward(y2, d3, d3);
      second.backward(y1, w2, y2, d3, d1, dw2, null);
      first.backward(image, w1, y1, d1, orNull(toImage), dw1, db1);
    }

    private @Nullable Tensor orNull(boolean wanted) {
      return wanted ? dx : null;
    }

    /**
     * The median: some slopes step over the edge of a ReLU or change a maximum. Winograd's rounding
     * (7e-7 of an output) over a step of 4e-4 is a few thousandths of a slope.
     */
    void requireSlopes(String what, Tensor parameter, float[] gradient) {
      int step = Math.max(1, gradient.length / 14);
      double size = 0;
      List<Double> differences = new ArrayList<>();
      for (int i = 0; i < gradient.length; i += step) {
        int index = i;
        double slope =
            slope(
                h -> {
                  float[] values = parameter.toArray();
                  values[index] += h;
                  parameter.set(values);
                });
        differences.add(Math.abs(gradient[i] - slope));
        size += slope * slope;
      }
      differences.sort(null);
      double rms = Math.sqrt(size / differences.size());
      assertThat(differences.get(differences.size() / 2) / rms).as(what).isLessThan(0.02);
    }

    /** Central difference. */
    double slope(Change change) {
      float h = 2e-4f;
      change.by(h);
      double above = forward();
      change.by(-2 * h);
      double below = forward();
      change.by(h);
      return (above - below) / (2 * h);
    }

    @Override
    public void close() {
      first.close();
      second.close();
      norm.close();
      pooling.close();
      for (Tensor tensor :
          new Tensor[] {
            image, w1, b1, w2, dw1, db1, dw2, dx, y1, y2, y3, y4, d1, d3, factors, plain
          }) {
        tensor.close();
      }
      context.close();
    }

    private static float[] random(long seed, int length, double size) {
      Random random = new Random(seed);
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) (random.nextGaussian() * size);
      }
      return values;
    }
  }
}
