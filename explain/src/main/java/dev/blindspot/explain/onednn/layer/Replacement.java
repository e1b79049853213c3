package dev.blindspot.explain.onednn.layer;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Which standard layers there is a layer of this package for. */
final class Replacement {
  private Replacement() {}

  /** Whether it has one; a batch normalisation must read maps besides. */
  static boolean has(Layer layer) {
    if (layer.getIDropout() != null) {
      return false;
    }
    if (isConvolution(layer)) {
      ConvolutionLayer convolution = (ConvolutionLayer) layer;
      return convolution.getConvolutionMode() != ConvolutionMode.Causal
          && convolution.getWeightNoise() == null
          && (isIdentity(convolution.getActivationFn()) || isRelu(convolution.getActivationFn()));
    }
    if (isPooling(layer)) {
      SubsamplingLayer pool = (SubsamplingLayer) layer;
      return pool.getConvolutionMode() != ConvolutionMode.Causal
          && pool.getDilation()[0] == 1
          && pool.getDilation()[1] == 1
          && (pool.getPoolingType() == PoolingType.MAX || pool.getPoolingType() == PoolingType.AVG);
    }
    return isBatchNorm(layer)
        && layer instanceof BatchNormalization norm
        && norm.isMinibatch()
        && !norm.isLockGammaBeta()
        && !norm.isUseLogStd();
  }

  static boolean isConvolution(Layer layer) {
    return layer.getClass() == ConvolutionLayer.class
        || layer.getClass() == Convolution2D.class
        || layer.getClass() == DepthwiseConvolution2D.class;
  }

  static boolean isBatchNorm(Layer layer) {
    return layer.getClass() == BatchNormalization.class;
  }

  private static boolean isPooling(Layer layer) {
    return layer.getClass() == SubsamplingLayer.class;
  }

  /** Whether a ReLU that follows can be computed by the layer. */
  static boolean takesRelu(Layer layer) {
    return isBatchNorm(layer)
        || (isConvolution(layer) && isIdentity(((BaseLayer) layer).getActivationFn()));
  }

  static boolean isRelu(IActivation activation) {
    return activation.equals(new ActivationReLU());
  }

  private static boolean isIdentity(IActivation activation) {
    return activation instanceof ActivationIdentity;
  }

  static CNN2DFormat format(Layer layer) {
    if (layer instanceof ConvolutionLayer convolution) {
      return convolution.getCnn2dDataFormat();
    }
    return layer instanceof SubsamplingLayer pool
        ? pool.getCnn2dDataFormat()
        : ((BatchNormalization) layer).getCnn2DFormat();
  }

  /** The layer in place of a standard one; {@code relu} is computed besides the layer's own. */
  static Layer of(Layer standard, boolean relu, Wiring wiring) {
    if (standard instanceof DepthwiseConvolution2D depthwise) {
      return BlockedDepthwiseConvolution.of(depthwise, relu, wiring);
    }
    if (standard instanceof ConvolutionLayer convolution) {
      return BlockedConvolution.of(convolution, relu, wiring);
    }
    return standard instanceof SubsamplingLayer pool
        ? BlockedPooling.of(pool, wiring)
        : BlockedBatchNorm.of((BatchNormalization) standard, relu, wiring);
  }
}
