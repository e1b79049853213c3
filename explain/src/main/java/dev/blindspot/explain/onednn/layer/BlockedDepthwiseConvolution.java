package dev.blindspot.explain.onednn.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution of every channel with filters of its own, with ReLU or without. Weights are {@code
 * [kh,kw,C,M]} as the standard layer's, for M filters per channel.
 */
final class BlockedDepthwiseConvolution extends DepthwiseConvolution2D {
  private static final long serialVersionUID = 1L;

  private final Wiring wiring;

  private BlockedDepthwiseConvolution(Wiring wiring) {
    this.wiring = wiring;
  }

  /** A layer with the settings of a standard one whose activation is ReLU or the identity. */
  static BlockedDepthwiseConvolution of(
      DepthwiseConvolution2D standard, boolean relu, Wiring wiring) {
    BlockedDepthwiseConvolution own = new BlockedDepthwiseConvolution(wiring);
    BlockedConvolution.copy(standard, own, relu);
    own.setDepthMultiplier(standard.getDepthMultiplier());
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
        new BlockedConvolutionLayer(conf, type, wiring),
        listeners,
        index,
        parameters,
        initializer().init(conf, parameters, initialize));
  }
}
