package dev.blindspot.explain.onednn.layer;

import static java.util.Objects.requireNonNull;

import dev.blindspot.explain.onednn.primitive.BatchNorm;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import dev.blindspot.explain.onednn.training.TrainedBatchNorm;
import dev.blindspot.explain.onednn.training.TrainedBatchNorm.Statistics;
import java.util.Arrays;
import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Batch normalisation (Ioffe and Szegedy 2015, arXiv:1502.03167) of maps, followed by ReLU or not.
 * Parameters, running estimates and their updates are the standard layer's.
 */
final class BlockedBatchNorm extends BatchNormalization {
  private static final long serialVersionUID = 1L;

  private final boolean relu;
  private final Wiring wiring;

  private BlockedBatchNorm(boolean relu, Wiring wiring) {
    this.relu = relu;
    this.wiring = wiring;
  }

  /** A layer with the settings of a standard one that has gamma and beta. */
  static BlockedBatchNorm of(BatchNormalization standard, boolean relu, Wiring wiring) {
    BlockedBatchNorm own = new BlockedBatchNorm(relu, wiring);
    LayerParts.copy(standard, own);
    own.setDecay(standard.getDecay());
    own.setEps(standard.getEps());
    own.setMinibatch(standard.isMinibatch());
    own.setGamma(standard.getGamma());
    own.setBeta(standard.getBeta());
    own.setUseLogStd(standard.isUseLogStd());
    own.setCnn2DFormat(standard.getCnn2DFormat());
    own.setNIn(standard.getNIn());
    own.setNOut(standard.getNOut());
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
    return LayerParts.connect(
        new Implementation(conf, type, relu, wiring),
        listeners,
        index,
        parameters,
        initializer().init(conf, parameters, initialize));
  }

  private static final class Implementation
      extends org.deeplearning4j.nn.layers.normalization.BatchNormalization {
    private static final long serialVersionUID = 1L;

    private final boolean relu;
    private final Wiring wiring;
    private final transient ShapeCache<Sizes, TrainedBatchNorm> kernels =
        new ShapeCache<>(this::kernel, TrainedBatchNorm::close);
    private transient @Nullable Statistics statistics;

    Implementation(NeuralNetConfiguration conf, DataType type, boolean relu, Wiring wiring) {
      super(conf, type);
      this.relu = relu;
      this.wiring = wiring;
    }

    private record Sizes(long batch, long channels, long height, long width) {
      static Sizes of(Maps maps) {
        return new Sizes(maps.batch(), maps.channels(), maps.height(), maps.width());
      }
    }

    private TrainedBatchNorm kernel(Sizes sizes) {
      TensorLayout layout =
          TensorLayout.ofMaps(sizes.batch(), sizes.channels(), sizes.height(), sizes.width());
      return new TrainedBatchNorm(
          OneDnnContext.shared(), new BatchNorm(layout, (float) layerConf().getEps(), relu));
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
      assertInputSet(false);
      Maps x = Maps.of(input, wiring.input());
      Maps y = Maps.create(workspaces, ArrayType.ACTIVATIONS, x.sizes(), wiring.output());
      TrainedBatchNorm kernel = kernels.get(Sizes.of(x));
      float[] gamma = values(BatchNormalizationParamInitializer.GAMMA);
      float[] beta = values(BatchNormalizationParamInitializer.BETA);
      if (training) {
        statistics = kernel.forward(x.tensor(), gamma, beta, y.tensor());
      } else {
        Statistics running =
            new Statistics(
                values(BatchNormalizationParamInitializer.GLOBAL_MEAN),
                values(BatchNormalizationParamInitializer.GLOBAL_VAR));
        kernel.inference(x.tensor(), gamma, beta, running, y.tensor());
      }
      return y.array();
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(
        INDArray epsilon, LayerWorkspaceMgr workspaces) {
      assertInputSet(true);
      Maps x = Maps.of(input, wiring.input());
      Maps dy = Maps.of(epsilon, wiring.output());
      Maps dx = Maps.create(workspaces, ArrayType.ACTIVATION_GRAD, x.sizes(), wiring.input());
      Statistics batch = requireNonNull(statistics, "a forward pass in training mode comes first");
      float[] both = kernels.get(Sizes.of(x)).backward(x.tensor(), dy.tensor(), dx.tensor());
      int channels = x.channels();

      Gradient gradient = new DefaultGradient();
      set(gradient, BatchNormalizationParamInitializer.GAMMA, Arrays.copyOf(both, channels));
      set(
          gradient,
          BatchNormalizationParamInitializer.BETA,
          Arrays.copyOfRange(both, channels, 2 * channels));
      move(gradient, BatchNormalizationParamInitializer.GLOBAL_MEAN, batch.mean());
      move(gradient, BatchNormalizationParamInitializer.GLOBAL_VAR, batch.variance());
      return new Pair<>(gradient, wiring.inputGradient() ? dx.array() : null);
    }

    private float[] values(String parameter) {
      return getParam(parameter).toFloatVector();
    }

    /**
     * Running estimates move by way of the gradient, as in the standard layer: (1 - decay)(estimate
     * - batch) is taken off.
     */
    private void move(Gradient gradient, String estimate, float[] batch) {
      INDArray step = requireNonNull(gradientViews.get(estimate), estimate);
      INDArray target = Nd4j.createFromArray(batch).reshape(step.shape());
      step.assign(getParam(estimate)).subi(target).muli(1 - layerConf().getDecay());
      gradient.setGradientFor(estimate, step);
    }

    private void set(Gradient gradient, String name, float[] values) {
      INDArray view = requireNonNull(gradientViews.get(name), name);
      view.assign(Nd4j.createFromArray(values).reshape(view.shape()));
      gradient.setGradientFor(name, view);
    }

    @Override
    public void close() {
      kernels.clear();
    }
  }
}
