package dev.blindspot.explain.onednn.layer;

import static java.util.Objects.requireNonNull;

import dev.blindspot.explain.onednn.nd4j.ArrayTensors;
import dev.blindspot.explain.onednn.nd4j.LayerSliding;
import dev.blindspot.explain.onednn.primitive.ConvolutionShape;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import dev.blindspot.explain.onednn.training.TrainedConvolution;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes convolutions: the ones that read all channels, and depthwise ones. The activation is
 * overwritten by the gradient before the ReLU when all layers that read it have been through their
 * backward pass.
 */
final class BlockedConvolutionLayer
    extends org.deeplearning4j.nn.layers.convolution.ConvolutionLayer {
  private static final long serialVersionUID = 1L;

  private final Wiring wiring;
  private final transient ShapeCache<ConvolutionShape, TrainedConvolution> kernels =
      new ShapeCache<>(this::kernel, TrainedConvolution::close);
  private transient @Nullable Maps activation;

  BlockedConvolutionLayer(NeuralNetConfiguration conf, DataType type, Wiring wiring) {
    super(conf, type);
    this.wiring = wiring;
  }

  private TrainedConvolution kernel(ConvolutionShape shape) {
    return new TrainedConvolution(OneDnnContext.shared(), shape, hasBias(), relu());
  }

  @Override
  public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
    assertInputSet(false);
    Maps x = Maps.of(input, wiring.input());
    ConvolutionShape shape = shape(x);
    Maps y = Maps.create(workspaces, ArrayType.ACTIVATIONS, shape.output(), wiring.output());
    kernels.get(shape).forward(x.tensor(), weights(shape), bias(), y.tensor());
    activation = training && relu() ? y : null;
    return y.array();
  }

  @Override
  public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
    assertInputSet(true);
    Maps x = Maps.of(input, wiring.input());
    Maps dy = Maps.of(epsilon, wiring.output());
    ConvolutionShape shape = shape(x);
    Maps dx =
        wiring.inputGradient()
            ? Maps.create(workspaces, ArrayType.ACTIVATION_GRAD, x.sizes(), wiring.input())
            : null;
    INDArray dw = gradientView(ConvolutionParamInitializer.WEIGHT_KEY);
    INDArray db = hasBias() ? gradientView(ConvolutionParamInitializer.BIAS_KEY) : null;
    kernels
        .get(shape)
        .backward(
            x.tensor(),
            weights(shape),
            (relu() ? takeActivation() : dy).tensor(),
            dy.tensor(),
            dx == null ? null : dx.tensor(),
            weights(dw, shape),
            db == null ? null : vector(db));
    Gradient gradient = new DefaultGradient();
    if (db != null) {
      gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, db);
    }
    gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, dw, 'c');
    return new Pair<>(gradient, dx == null ? null : dx.array());
  }

  private Maps takeActivation() {
    Maps taken = activation;
    activation = null;
    if (taken == null) {
      throw new IllegalStateException(
          "backpropagation needs a forward pass in training mode first");
    }
    return taken;
  }

  private ConvolutionShape shape(Maps x) {
    ConvolutionLayer settings = layerConf();
    return new ConvolutionShape(
        x.batch(),
        x.channels(),
        (int) settings.getNOut(),
        settings instanceof DepthwiseConvolution2D ? x.channels() : 1,
        LayerSliding.of(settings, 0).over(x.height()),
        LayerSliding.of(settings, 1).over(x.width()));
  }

  private Tensor weights(ConvolutionShape shape) {
    return weights(getParam(ConvolutionParamInitializer.WEIGHT_KEY), shape);
  }

  /** {@code [K,C,kh,kw]}, or {@code [kh,kw,C,K/C]} of a depthwise convolution. */
  private static Tensor weights(INDArray array, ConvolutionShape shape) {
    return ArrayTensors.over(
        array,
        shape.groups() == 1
            ? TensorLayout.plain(shape.weights())
            : TensorLayout.groupsLast(shape.weights()));
  }

  private @Nullable Tensor bias() {
    return hasBias() ? vector(getParam(ConvolutionParamInitializer.BIAS_KEY)) : null;
  }

  private static Tensor vector(INDArray array) {
    return ArrayTensors.over(array, TensorLayout.plain(array.length()));
  }

  private INDArray gradientView(String parameter) {
    return requireNonNull(gradientViews.get(parameter), parameter);
  }

  private boolean relu() {
    return layerConf().getActivationFn() instanceof ActivationReLU;
  }

  @Override
  public void close() {
    kernels.clear();
  }
}
