package dev.blindspot.train.model.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One layer against the formulas of the paper (section 3) in double precision. */
class FusedBatchNormTest {
  private static final int ROWS = 4 * 5 * 3;
  private static final int CHANNELS = 6;
  private static final double DECAY = 0.9;
  private static final double EPSILON = 1e-5;

  private final Random random = new Random(21);
  private final double[] gamma = gaussian(CHANNELS, 1, 0.3);
  private final double[] beta = gaussian(CHANNELS, 0, 0.3);
  private final double[] oldMean = gaussian(CHANNELS, 0, 1);
  private final double[] oldVariance = gaussian(CHANNELS, 2, 0.3);
  private final double[] x = gaussian(ROWS * CHANNELS, 0.5, 2);
  private final double[] dy = gaussian(ROWS * CHANNELS, 0, 1);
  private final INDArray gradients = Nd4j.zeros(1, 4 * CHANNELS);
  private final Layer layer = layer();

  @Test
  void trainingNormalisesByTheBatch() {
    assertClose(activate(true, input(x)), new Reference().y());
  }

  @Test
  void scoringNormalisesByTheRunningEstimates() {
    double[] expected = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      int c = i % CHANNELS;
      double hat = (x[i] - oldMean[c]) / Math.sqrt(oldVariance[c] + EPSILON);
      expected[i] = Math.max(0, gamma[c] * hat + beta[c]);
    }
    assertClose(activate(false, input(x)), expected);
  }

  @Test
  void gradientsAreThoseOfTheFormula() {
    Reference reference = new Reference();
    activate(true, input(x));
    Pair<Gradient, INDArray> result =
        layer.backpropGradient(input(dy), LayerWorkspaceMgr.noWorkspaces());
    assertClose(result.getSecond(), reference.dx());
    Gradient gradient = result.getFirst();
    assertClose(gradient.getGradientFor("gamma"), reference.dGamma);
    assertClose(gradient.getGradientFor("beta"), reference.dBeta);
  }

  /**
   * An estimate e moves to decay e + (1 - decay) b: DL4J takes the "gradient" (1 - decay)(e - b)
   * off.
   */
  @Test
  void runningEstimatesMoveTowardsTheBatch() {
    Reference reference = new Reference();
    activate(true, input(x));
    Gradient gradient =
        layer.backpropGradient(input(dy), LayerWorkspaceMgr.noWorkspaces()).getFirst();
    double[] mean = new double[CHANNELS];
    double[] variance = new double[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      mean[c] = (1 - DECAY) * (oldMean[c] - reference.mean[c]);
      variance[c] = (1 - DECAY) * (oldVariance[c] - reference.variance[c]);
    }
    assertClose(gradient.getGradientFor("mean"), mean);
    assertClose(gradient.getGradientFor("var"), variance);
    assertThat(gradient.gradientForVariable().keySet())
        .containsExactlyInAnyOrderElementsOf(List.of("gamma", "beta", "mean", "var"));
    assertClose(layer.getParam("mean"), oldMean);
  }

  /** Arrays whose memory is not in the order of their elements. */
  @Test
  void permutedArraysGiveTheSame() {
    INDArray expected = activate(true, input(x)).dup();
    INDArray permuted = input(x).permute(0, 3, 1, 2).dup('c').permute(0, 2, 3, 1);
    assertThat(activate(true, permuted)).isEqualTo(expected);

    INDArray dx =
        layer.backpropGradient(input(dy), LayerWorkspaceMgr.noWorkspaces()).getSecond().dup();
    activate(true, permuted);
    INDArray epsilon = input(dy).permute(0, 3, 1, 2).dup('c').permute(0, 2, 3, 1);
    assertThat(layer.backpropGradient(epsilon, LayerWorkspaceMgr.noWorkspaces()).getSecond())
        .isEqualTo(dx);
  }

  private INDArray activate(boolean training, INDArray input) {
    layer.setInput(input, LayerWorkspaceMgr.noWorkspaces());
    return layer.activate(training, LayerWorkspaceMgr.noWorkspaces());
  }

  private Layer layer() {
    FusedBatchNorm configuration = FusedBatchNorm.of(DECAY);
    configuration.setNIn(CHANNELS);
    configuration.setNOut(CHANNELS);
    NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder().layer(configuration).build();
    INDArray parameters = Nd4j.zeros(1, conf.getLayer().initializer().numParams(conf));
    Layer made = conf.getLayer().instantiate(conf, List.of(), 0, parameters, true, DataType.FLOAT);
    made.setBackpropGradientsViewArray(gradients);
    assign(made.getParam("gamma"), gamma);
    assign(made.getParam("beta"), beta);
    assign(made.getParam("mean"), oldMean);
    assign(made.getParam("var"), oldVariance);
    return made;
  }

  private static void assign(INDArray target, double[] values) {
    target.assign(Nd4j.createFromArray(values).castTo(DataType.FLOAT).reshape(target.shape()));
  }

  private static INDArray input(double[] values) {
    return Nd4j.createFromArray(values).castTo(DataType.FLOAT).reshape(4, 5, 3, CHANNELS);
  }

  private static void assertClose(INDArray actual, double[] expected) {
    float[] values = actual.dup('c').data().asFloat();
    assertThat(values).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) values[i])
          .as("element %d", i)
          .isCloseTo(expected[i], within(1e-5 * (1 + Math.abs(expected[i]))));
    }
  }

  private double[] gaussian(int n, double mean, double deviation) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      // as a float, so that layer and reference start from the same numbers
      values[i] = (float) (mean + deviation * random.nextGaussian());
    }
    return values;
  }

  private final class Reference {
    private final double[] mean = new double[CHANNELS];
    private final double[] variance = new double[CHANNELS];
    private final double[] dGamma = new double[CHANNELS];
    private final double[] dBeta = new double[CHANNELS];
    private final double[] dVariance = new double[CHANNELS];
    private final double[] dMean = new double[CHANNELS];

    Reference() {
      for (int i = 0; i < x.length; i++) {
        mean[i % CHANNELS] += x[i] / ROWS;
      }
      for (int i = 0; i < x.length; i++) {
        variance[i % CHANNELS] += Math.pow(x[i] - mean[i % CHANNELS], 2) / ROWS;
      }
      for (int i = 0; i < x.length; i++) {
        int c = i % CHANNELS;
        dBeta[c] += dz(i);
        dGamma[c] += dz(i) * hat(i);
        dVariance[c] +=
            dz(i) * gamma[c] * (x[i] - mean[c]) * -0.5 * Math.pow(variance[c] + EPSILON, -1.5);
        dMean[c] -= dz(i) * gamma[c] / Math.sqrt(variance[c] + EPSILON);
      }
    }

    double hat(int i) {
      return (x[i] - mean[i % CHANNELS]) / Math.sqrt(variance[i % CHANNELS] + EPSILON);
    }

    double z(int i) {
      return gamma[i % CHANNELS] * hat(i) + beta[i % CHANNELS];
    }

    double dz(int i) {
      return z(i) > 0 ? dy[i] : 0;
    }

    double[] y() {
      double[] y = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        y[i] = Math.max(0, z(i));
      }
      return y;
    }

    double[] dx() {
      double[] dx = new double[x.length];
      for (int i = 0; i < x.length; i++) {
        int c = i % CHANNELS;
        dx[i] =
            dz(i) * gamma[c] / Math.sqrt(variance[c] + EPSILON)
                + dVariance[c] * 2 * (x[i] - mean[c]) / ROWS
                + dMean[c] / ROWS;
      }
      return dx;
    }
  }
}
