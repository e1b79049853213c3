package dev.blindspot.explain.onednn.layer;

import java.util.Collection;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A convolution with ReLU or without, by Winograd's algorithm where that is faster. Weights are
 * {@code [K,C,kh,kw]} as the standard layer's.
 */
final class BlockedConvolution extends ConvolutionLayer {
  private static final long serialVersionUID = 1L;

  private final Wiring wiring;

  private BlockedConvolution(Wiring wiring) {
    this.wiring = wiring;
  }

  /** A layer with the settings of a standard one whose activation is ReLU or the identity. */
  static BlockedConvolution of(ConvolutionLayer standard, boolean relu, Wiring wiring) {
    BlockedConvolution own = new BlockedConvolution(wiring);
    copy(standard, own, relu);
    return own;
  }

  /** Copies what all convolutions have. */
  static void copy(ConvolutionLayer from, ConvolutionLayer to, boolean relu) {
    LayerParts.copy(from, to);
    to.setKernelSize(from.getKernelSize());
    to.setStride(from.getStride());
    to.setPadding(from.getPadding());
    to.setDilation(from.getDilation());
    to.setConvolutionMode(from.getConvolutionMode());
    to.setCnn2dDataFormat(from.getCnn2dDataFormat());
    to.setHasBias(from.hasBias());
    to.setNIn(from.getNIn());
    to.setNOut(from.getNOut());
    if (relu) {
      to.setActivationFn(new ActivationReLU());
    }
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
