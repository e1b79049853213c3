package dev.blindspot.explain.onednn.layer;

import dev.blindspot.explain.onednn.nd4j.LayerSliding;
import dev.blindspot.explain.onednn.primitive.Pooling;
import dev.blindspot.explain.onednn.primitive.PoolingShape;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import dev.blindspot.explain.onednn.training.TrainedPooling;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maxima or means under a window. Of equal maxima the first one gets the gradient. */
final class BlockedPooling extends SubsamplingLayer {
  private static final long serialVersionUID = 1L;

  private final Wiring wiring;

  private BlockedPooling(Wiring wiring) {
    this.wiring = wiring;
  }

  /** A layer with the settings of a standard one of type MAX or AVG. */
  static BlockedPooling of(SubsamplingLayer standard, Wiring wiring) {
    BlockedPooling own = new BlockedPooling(wiring);
    LayerParts.copyCommon(standard, own);
    own.setPoolingType(standard.getPoolingType());
    own.setKernelSize(standard.getKernelSize());
    own.setStride(standard.getStride());
    own.setPadding(standard.getPadding());
    own.setDilation(standard.getDilation());
    own.setConvolutionMode(standard.getConvolutionMode());
    own.setCnn2dDataFormat(standard.getCnn2dDataFormat());
    own.setAvgPoolIncludePadInDivisor(standard.isAvgPoolIncludePadInDivisor());
    return own;
  }

  @Override
  public Layer instantiate(
      NeuralNetConfiguration conf,
      Collection<TrainingListener> listeners,
      int index,
      INDArray parameters,
      boolean initialize,
      DataType type) {
    Implementation layer = new Implementation(conf, type, wiring);
    layer.setListeners(listeners);
    layer.setIndex(index);
    layer.setParamsViewArray(parameters);
    layer.setParamTable(initializer().init(conf, parameters, initialize));
    return layer;
  }

  private static final class Implementation
      extends org.deeplearning4j.nn.layers.convolution.subsampling.SubsamplingLayer {
    private static final long serialVersionUID = 1L;

    private final Wiring wiring;
    private final transient ShapeCache<PoolingShape, TrainedPooling> kernels =
        new ShapeCache<>(this::kernel, TrainedPooling::close);

    Implementation(NeuralNetConfiguration conf, DataType type, Wiring wiring) {
      super(conf, type);
      this.wiring = wiring;
    }

    private TrainedPooling kernel(PoolingShape shape) {
      long[] in = shape.source();
      return new TrainedPooling(
          OneDnnContext.shared(), kind(), shape, TensorLayout.ofMaps(in[0], in[1], in[2], in[3]));
    }

    private Pooling kind() {
      if (layerConf().getPoolingType() == org.deeplearning4j.nn.conf.layers.PoolingType.MAX) {
        return Pooling.MAX;
      }
      return layerConf().isAvgPoolIncludePadInDivisor()
          ? Pooling.AVERAGE_WITH_PADDING
          : Pooling.AVERAGE;
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
      assertInputSet(false);
      Maps x = Maps.of(input, wiring.input());
      PoolingShape shape = shape(x);
      Maps y = Maps.create(workspaces, ArrayType.ACTIVATIONS, shape.output(), wiring.output());
      kernels.get(shape).forward(x.tensor(), y.tensor());
      return y.array();
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaces) {
      assertInputSet(true);
      if (!wiring.inputGradient()) {
        return new Pair<>(new DefaultGradient(), null);
      }
      Maps x = Maps.of(input, wiring.input());
      Maps dy = Maps.of(epsilon, wiring.output());
      Maps dx = Maps.create(workspaces, ArrayType.ACTIVATION_GRAD, x.sizes(), wiring.input());
      kernels.get(shape(x)).backward(dy.tensor(), dx.tensor());
      return new Pair<>(new DefaultGradient(), dx.array());
    }

    private PoolingShape shape(Maps x) {
      return new PoolingShape(
          x.batch(),
          x.channels(),
          LayerSliding.of(layerConf(), 0).over(x.height()),
          LayerSliding.of(layerConf(), 1).over(x.width()));
    }

    @Override
    public void close() {
      kernels.clear();
    }
  }
}
