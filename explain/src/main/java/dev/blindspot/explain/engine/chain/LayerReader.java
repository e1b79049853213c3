package dev.blindspot.explain.engine.chain;

import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads settings and parameters of one layer; parameters are copied as float32. */
final class LayerReader {
  private final Layer layer;

  LayerReader(Layer layer) {
    this.layer = layer;
  }

  /** The convolution without its activation. */
  Op.Convolution convolution(ConvolutionLayer settings) {
    INDArray weights = copy("W");
    INDArray bias = bias(weights.size(0));
    boolean same = settings.getConvolutionMode() == ConvolutionMode.Same;
    int[] kernel = settings.getKernelSize();
    int[] stride = settings.getStride();
    int[] padding = settings.getPadding();
    return new Op.Convolution(
        weights,
        bias.reshape(bias.length()),
        new Slide(kernel[0], stride[0], padding[0], same),
        new Slide(kernel[1], stride[1], padding[1], same),
        false);
  }

  Op.MaxPool pool(SubsamplingLayer settings, Supplier<IllegalArgumentException> refusal) {
    if (settings.getPoolingType() != PoolingType.MAX || isDilated(settings.getDilation())) {
      throw refusal.get();
    }
    boolean same = settings.getConvolutionMode() == ConvolutionMode.Same;
    int[] kernel = settings.getKernelSize();
    int[] stride = settings.getStride();
    int[] padding = settings.getPadding();
    return new Op.MaxPool(
        new Slide(kernel[0], stride[0], padding[0], same),
        new Slide(kernel[1], stride[1], padding[1], same));
  }

  /** ND4J 1.0.0-M2.1 cannot run dilated kernels on oneDNN with the channel last. */
  static boolean isDilated(int @Nullable [] dilation) {
    return dilation != null && (dilation[0] != 1 || dilation[1] != 1);
  }

  /** Normalisation by the stored statistics: a line per channel. */
  Op.Affine batchNorm(BatchNormalization settings) {
    float[] mean = values(BatchNormalizationParamInitializer.GLOBAL_MEAN);
    float[] variance = variance(settings);
    boolean locked = settings.isLockGammaBeta();
    float[] scale = new float[mean.length];
    float[] shift = new float[mean.length];
    float[] gamma = locked ? scale : values(BatchNormalizationParamInitializer.GAMMA);
    float[] beta = locked ? shift : values(BatchNormalizationParamInitializer.BETA);
    for (int c = 0; c < mean.length; c++) {
      double g = locked ? settings.getGamma() : gamma[c];
      double b = locked ? settings.getBeta() : beta[c];
      double factor = g / Math.sqrt(variance[c] + settings.getEps());
      scale[c] = (float) factor;
      shift[c] = (float) (b - mean[c] * factor);
    }
    return new Op.Affine(scale, shift, false);
  }

  private float[] variance(BatchNormalization settings) {
    if (!settings.isUseLogStd()) {
      return values(BatchNormalizationParamInitializer.GLOBAL_VAR);
    }
    float[] log = values(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
    for (int c = 0; c < log.length; c++) {
      log[c] = (float) Math.pow(10, 2.0 * log[c]);
    }
    return log;
  }

  /** A dense layer without its activation. */
  Head.Dense dense() {
    INDArray weights = copy("W");
    return new Head.Dense(weights, bias(weights.size(1)));
  }

  private INDArray bias(long length) {
    return layer.paramTable().containsKey("b")
        ? copy("b").reshape(1, length)
        : Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', 1, length).assign(0);
  }

  private float[] values(String parameter) {
    return layer.getParam(parameter).castTo(DataType.FLOAT).dup('c').data().asFloat();
  }

  private INDArray copy(String parameter) {
    INDArray from = layer.getParam(parameter);
    return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', from.shape()).assign(from);
  }
}
