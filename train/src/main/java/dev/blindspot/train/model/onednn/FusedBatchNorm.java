package dev.blindspot.train.model.onednn;

import static java.util.Objects.requireNonNull;

import dev.blindspot.explain.onednn.layer.LayerParts;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch normalisation (Ioffe and Szegedy 2015, arXiv:1502.03167) followed by ReLU, over the last
 * dimension of {@code [N,H,W,C]}: two passes forward and two backward. Parameters, running
 * estimates and their updates are the stock layer's.
 *
 * <p>The running variance is the mean of the batches' variances with 1/m, m the values of a channel
 * in a batch; PyTorch and the paper's algorithm 2 take 1/(m - 1). So at inference ours divides by a
 * slightly smaller deviation: by 0.03 % for 32 images at 7 x 7, by 6 % for 8 images at 1 x 1.
 */
public final class FusedBatchNorm extends BatchNormalization {
  private static final long serialVersionUID = 1L;

  /** A layer with the stock layer's epsilon and the given decay of the running estimates. */
  public static FusedBatchNorm of(double decay) {
    FusedBatchNorm layer = new FusedBatchNorm();
    layer.setDecay(decay);
    layer.setCnn2DFormat(CNN2DFormat.NHWC);
    layer.setUseLogStd(false);
    return layer;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    return LayerParts.connect(
        new Implementation(conf, type),
        listeners,
        index,
        parameters,
        initializer().init(conf, parameters, initialize));
  }

  private static final class Implementation
      extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {
    private static final long serialVersionUID = 1L;

    private transient float[] mean = {};
    private transient float[] batchVariance = {};
    private transient float[] deviation = {};
    private transient float[] scale = {};
    private transient float[] shift = {};

    Implementation(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
      assertInputSet(false);
      INDArray x = ChannelKernels.contiguous(input);
      float[] variance;
      if (training) {
        ChannelKernels.Moments moments = ChannelKernels.moments(x);
        mean = floats(moments.mean());
        variance = floats(moments.variance());
        batchVariance = variance;
      } else {
        mean = getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN).toFloatVector();
        variance = getParam(BatchNormalizationParamInitializer.GLOBAL_VAR).toFloatVector();
      }
      prepare(variance);
      INDArray out =
          workspaces.createUninitialized(ArrayType.ACTIVATIONS, x.dataType(), x.shape(), 'c');
      ChannelKernels.affineRelu(x, scale, shift, out);
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaces) {
      assertInputSet(true);
      INDArray x = ChannelKernels.contiguous(input);
      INDArray dy = ChannelKernels.contiguous(epsilon);
      double[][] sums = ChannelKernels.reluGradientSums(x, dy, scale, shift, mean);
      int channels = mean.length;
      double rows = (double) x.length() / channels;
      float[] betaGradient = floats(sums[0]);
      float[] gammaGradient = new float[channels];
      float[] xFactor = new float[channels];
      float[] constant = new float[channels];
      for (int c = 0; c < channels; c++) {
        double dGamma = sums[1][c] / deviation[c];
        gammaGradient[c] = (float) dGamma;
        double factor = -scale[c] * dGamma / (rows * deviation[c]);
        xFactor[c] = (float) factor;
        constant[c] = (float) (-scale[c] * sums[0][c] / rows - factor * mean[c]);
      }
      INDArray dx =
          workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, x.dataType(), x.shape(), 'c');
      ChannelKernels.reluGradient(x, dy, scale, shift, scale, xFactor, constant, dx);

      Gradient gradient = new DefaultGradient();
      set(gradient, BatchNormalizationParamInitializer.GAMMA, gammaGradient);
      set(gradient, BatchNormalizationParamInitializer.BETA, betaGradient);
      move(gradient, BatchNormalizationParamInitializer.GLOBAL_MEAN, mean);
      move(gradient, BatchNormalizationParamInitializer.GLOBAL_VAR, batchVariance);
      return new Pair<>(gradient, dx);
    }

    /**
     * Running estimates move by way of the gradient, as in the stock layer: (1 - decay)(estimate -
     * batch) is taken off.
     */
    private void move(Gradient gradient, String estimate, float[] batch) {
      INDArray step = requireNonNull(gradientViews.get(estimate), estimate);
      INDArray target = Nd4j.createFromArray(batch).reshape(step.shape());
      step.assign(getParam(estimate)).subi(target).muli(1 - layerConf().getDecay());
      gradient.setGradientFor(estimate, step);
    }

    private void prepare(float[] variance) {
      float[] gamma = getParam(BatchNormalizationParamInitializer.GAMMA).toFloatVector();
      float[] beta = getParam(BatchNormalizationParamInitializer.BETA).toFloatVector();
      deviation = new float[mean.length];
      scale = new float[mean.length];
      shift = new float[mean.length];
      for (int c = 0; c < mean.length; c++) {
        deviation[c] = (float) Math.sqrt(variance[c] + layerConf().getEps());
        scale[c] = gamma[c] / deviation[c];
        shift[c] = beta[c] - mean[c] * scale[c];
      }
    }

    private void set(Gradient gradient, String name, float[] values) {
      INDArray view = requireNonNull(gradientViews.get(name), name);
      view.assign(Nd4j.createFromArray(values).reshape(view.shape()));
      gradient.setGradientFor(name, view);
    }

    private static float[] floats(double[] values) {
      float[] out = new float[values.length];
      for (int i = 0; i < out.length; i++) {
        out[i] = (float) values[i];
      }
      return out;
    }
  }
}
