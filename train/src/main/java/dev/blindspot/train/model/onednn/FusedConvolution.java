package dev.blindspot.train.model.onednn;

import static java.util.Objects.requireNonNull;

import dev.blindspot.explain.onednn.layer.LayerParts;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.api.ops.impl.scalar.RectifiedLinear;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A 3x3 convolution with stride 1 and 'same' padding, NHWC, with or without ReLU, that calls ND4J's
 * convolution ops directly. Stock layers run every convolution forward twice per training step and
 * compute wrong gradients in NHWC.
 *
 * <p>Input {@code [N,H,W,C]}, output {@code [N,H,W,K]}, weights {@code [K,C,3,3]} as the stock
 * layer's. The activation is overwritten while backpropagating, so it must feed one layer only.
 */
public final class FusedConvolution extends ConvolutionLayer {
  private static final long serialVersionUID = 1L;

  private FusedConvolution(ConvolutionLayer.Builder builder) {
    super(builder);
    initializeConstraints(builder);
  }

  /** A layer of {@code channels} filters; without a bias where batch normalisation follows. */
  public static FusedConvolution of(int channels, boolean relu, boolean bias) {
    return new FusedConvolution(
        new ConvolutionLayer.Builder(3, 3)
            .stride(1, 1)
            .convolutionMode(ConvolutionMode.Same)
            .dataFormat(CNN2DFormat.NHWC)
            .nOut(channels)
            .activation(relu ? Activation.RELU : Activation.IDENTITY)
            .hasBias(bias));
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
      extends org.deeplearning4j.nn.layers.convolution.ConvolutionLayer {
    private static final long serialVersionUID = 1L;

    /** kernel, stride, padding, dilation, same mode, NHWC, weights as [out, in, height, width] */
    private static final int[] ARGUMENTS = {3, 3, 1, 1, 0, 0, 1, 1, 1, 1, 1};

    private transient @Nullable INDArray activation;

    Implementation(NeuralNetConfiguration conf, DataType type) {
      super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
      assertInputSet(false);
      INDArray x = ChannelKernels.contiguous(input);
      INDArray weights = getParam(ConvolutionParamInitializer.WEIGHT_KEY);
      INDArray out =
          workspaces.createUninitialized(
              ArrayType.ACTIVATIONS,
              x.dataType(),
              new long[] {x.size(0), x.size(1), x.size(2), weights.size(0)},
              'c');
      run("conv2d", hasBias() ? arrays(x, weights, bias()) : arrays(x, weights), out);
      if (relu()) {
        Nd4j.getExecutioner().exec(new RectifiedLinear(out, out, 0));
        activation = training ? out : null;
      }
      return out;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaces) {
      assertInputSet(true);
      INDArray x = ChannelKernels.contiguous(input);
      INDArray weights = getParam(ConvolutionParamInitializer.WEIGHT_KEY);
      INDArray weightGradient = gradientView(ConvolutionParamInitializer.WEIGHT_KEY);
      INDArray inputGradient =
          workspaces.createUninitialized(ArrayType.ACTIVATION_GRAD, x.dataType(), x.shape(), 'c');
      INDArray delta = delta(ChannelKernels.contiguous(epsilon));
      Gradient gradient = new DefaultGradient();
      if (hasBias()) {
        INDArray biasGradient = gradientView(ConvolutionParamInitializer.BIAS_KEY);
        run(
            "conv2d_bp",
            arrays(x, weights, bias(), delta),
            inputGradient,
            weightGradient,
            biasGradient);
        gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradient);
      } else {
        run("conv2d_bp", arrays(x, weights, delta), inputGradient, weightGradient);
      }
      gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradient, 'c');
      return new Pair<>(gradient, inputGradient);
    }

    /** The gradient before the ReLU; written over the activation, which nobody needs any more. */
    private INDArray delta(INDArray epsilon) {
      if (!relu()) {
        return epsilon;
      }
      INDArray delta = activation;
      activation = null;
      if (delta == null) {
        throw new IllegalStateException(
            "backpropagation needs a forward pass in training mode first");
      }
      ChannelKernels.reluMask(delta, epsilon, delta);
      return delta;
    }

    private INDArray gradientView(String parameter) {
      return requireNonNull(gradientViews.get(parameter), parameter);
    }

    private INDArray bias() {
      return getParam(ConvolutionParamInitializer.BIAS_KEY);
    }

    private static INDArray[] arrays(INDArray... arrays) {
      return arrays;
    }

    private static void run(String op, INDArray[] inputs, INDArray... outputs) {
      Nd4j.getExecutioner()
          .exec(
              DynamicCustomOp.builder(op)
                  .addInputs(inputs)
                  .addOutputs(outputs)
                  .addIntegerArguments(ARGUMENTS)
                  .build());
    }

    private boolean relu() {
      return layerConf().getActivationFn()
          instanceof org.nd4j.linalg.activations.impl.ActivationReLU;
    }
  }
}
