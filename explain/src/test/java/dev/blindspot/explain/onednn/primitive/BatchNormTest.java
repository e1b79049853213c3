package dev.blindspot.explain.onednn.primitive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchNormTest {
  private static final float EPSILON = 1e-3f;

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
  }

  @ParameterizedTest
  @CsvSource({
    "2,16,5,7,true",
    "2,16,5,7,false",
    "3,48,4,4,true",
    "1,3,6,5,true",
    "2,20,3,3,true",
    "4,64,12,12,true",
    "2,5,1,1,false"
  })
  void agreesWithDoublePrecision(int n, int c, int h, int w, boolean relu) {
    Case numbers = new Case(new long[] {n, c, h, w}, relu);
    for (MemoryOrder order : new MemoryOrder[] {MemoryOrder.NCHW, MemoryOrder.blocked()}) {
      numbers.require(order);
    }
  }

  @Test
  void negativeEpsilonIsRefused() {
    TensorLayout layout = TensorLayout.plain(1, 1, 1, 1);
    assertThatThrownBy(() -> new BatchNorm(layout, -1, true))
        .hasMessage("epsilon must be >= 0, was -1.0");
    assertThatThrownBy(() -> new BatchNorm(layout, Float.NaN, true))
        .hasMessage("epsilon must be >= 0, was NaN");
  }

  /** Numbers of one shape, and what must come out by the definition in double precision. */
  private static final class Case {
    private final long[] sizes;
    private final boolean relu;
    private final int channels;
    private final float[] x;
    private final float[] dy;
    private final float[] scaleShift;
    private final double[] mean;
    private final double[] variance;
    private final double[] y;
    private final double[] dx;
    private final double[] dScaleShift;

    Case(long[] sizes, boolean relu) {
      this.sizes = sizes;
      this.relu = relu;
      channels = (int) sizes[1];
      x = Reference.random(1, Reference.length(sizes));
      dy = Reference.random(2, x.length);
      scaleShift = Reference.random(3, 2 * channels);
      mean = new double[channels];
      variance = new double[channels];
      dScaleShift = new double[2 * channels];
      y = new double[x.length];
      dx = new double[x.length];
      double count = (double) x.length / channels;
      for (int i = 0; i < x.length; i++) {
        mean[channel(i)] += x[i] / count;
      }
      for (int i = 0; i < x.length; i++) {
        variance[channel(i)] += Math.pow(x[i] - mean[channel(i)], 2) / count;
      }
      double[] delta = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        int c = channel(i);
        double z = scaleShift[c] * normal(i, mean, variance) + scaleShift[channels + c];
        y[i] = relu ? Math.max(0, z) : z;
        delta[i] = relu && z <= 0 ? 0 : dy[i];
        dScaleShift[c] += delta[i] * normal(i, mean, variance);
        dScaleShift[channels + c] += delta[i];
      }
      for (int i = 0; i < x.length; i++) {
        int c = channel(i);
        dx[i] =
            scaleShift[c]
                / Math.sqrt(variance[c] + EPSILON)
                * (delta[i]
                    - dScaleShift[channels + c] / count
                    - normal(i, mean, variance) * dScaleShift[c] / count);
      }
    }

    private int channel(int index) {
      return (int) (index / (sizes[2] * sizes[3]) % channels);
    }

    private double normal(int i, double[] mean, double[] variance) {
      int c = channel(i);
      return (x[i] - mean[c]) / Math.sqrt(variance[c] + EPSILON);
    }

    void require(MemoryOrder order) {
      BatchNorm norm = new BatchNorm(TensorLayout.of(order, sizes), EPSILON, relu);
      try (OneDnnContext context = new OneDnnContext();
          Operation forward = norm.training(context);
          Operation gradient = norm.gradient(context);
          Tensor source = Tensor.of(x, sizes);
          Tensor delta = Tensor.of(dy, sizes);
          Tensor parameters = Tensor.of(scaleShift, 2, channels);
          Tensor means = forward.allocate(Argument.MEAN);
          Tensor variances = forward.allocate(Argument.VARIANCE);
          Tensor output = Tensor.allocate(TensorLayout.plain(sizes));
          Tensor result = Tensor.allocate(TensorLayout.plain(sizes));
          Tensor parameterGradient = Tensor.allocate(TensorLayout.plain(2, channels));
          Tensor workspace = relu ? forward.allocate(Argument.WORKSPACE) : Tensor.of(dy, sizes)) {
        forward
            .with(Argument.SOURCE, source)
            .with(Argument.SCALE_SHIFT, parameters)
            .with(Argument.MEAN, means)
            .with(Argument.VARIANCE, variances)
            .with(Argument.OUTPUT, output);
        gradient
            .with(Argument.SOURCE, source)
            .with(Argument.SCALE_SHIFT, parameters)
            .with(Argument.GIVEN_MEAN, means)
            .with(Argument.GIVEN_VARIANCE, variances)
            .with(Argument.OUTPUT_GRADIENT, delta)
            .with(Argument.SOURCE_GRADIENT, result)
            .with(Argument.SCALE_SHIFT_GRADIENT, parameterGradient);
        if (relu) {
          forward.with(Argument.WORKSPACE, workspace);
          gradient.with(Argument.FORMER_WORKSPACE, workspace);
        }
        forward.run();
        gradient.run();
        requireClose("mean", means.toArray(), mean, 1e-4);
        requireClose("variance", variances.toArray(), variance, 1e-5);
        requireClose("output", output.toArray(), y, 1e-5);
        requireClose("gradient of the input", result.toArray(), dx, 1e-4);
        requireClose("gradient of scale and shift", parameterGradient.toArray(), dScaleShift, 1e-5);
        requireInference(norm, context, source, parameters, means, variances);
      }
    }

    private void requireInference(
        BatchNorm norm,
        OneDnnContext context,
        Tensor source,
        Tensor parameters,
        Tensor means,
        Tensor variances) {
      try (Operation inference = norm.inference(context);
          Tensor output = Tensor.allocate(TensorLayout.plain(sizes))) {
        inference
            .with(Argument.SOURCE, source)
            .with(Argument.SCALE_SHIFT, parameters)
            .with(Argument.GIVEN_MEAN, means)
            .with(Argument.GIVEN_VARIANCE, variances)
            .with(Argument.OUTPUT, output)
            .run();
        requireClose("output of inference", output.toArray(), y, 1e-5);
      }
    }

    private void requireClose(String what, float[] actual, double[] expected, double allowed) {
      assertThat(Reference.error(actual, expected))
          .as("%s of %s", what, Arrays.toString(sizes))
          .isLessThan(allowed);
    }
  }
}
