package dev.blindspot.explain.engine.compile;

import dev.blindspot.explain.engine.trunk.Head;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.graph.Sliding;
import dev.blindspot.explain.onednn.nd4j.LayerSliding;
import dev.blindspot.explain.onednn.primitive.Pooling;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads settings and parameters of one layer; parameters are copied as float32. */
final class LayerReader {
  private static final String WEIGHTS = "W";
  private static final String POINTWISE_WEIGHTS = "pW";
  private static final String BIAS = "b";

  private final Layer layer;

  LayerReader(Layer layer) {
    this.layer = layer;
  }

  /** The convolution without its activation. */
  Node.Convolve convolution(int source, ConvolutionLayer settings) {
    float[] bias = bias((int) settings.getNOut());
    return new Node.Convolve(
        source,
        values(WEIGHTS),
        bias,
        1,
        LayerSliding.of(settings, 0),
        LayerSliding.of(settings, 1));
  }

  /**
   * The depthwise convolution without its activation; channel {@code c} makes outputs {@code c * M}
   * to {@code c * M + M - 1}. DL4J has its weights as {@code [kh,kw,C,M]}.
   */
  Node.Convolve depthwise(int source, ConvolutionLayer settings) {
    INDArray weights = layer.getParam(WEIGHTS);
    int channels = (int) weights.size(2);
    return new Node.Convolve(
        source,
        floats(weights.permute(2, 3, 0, 1)),
        bias(channels * (int) weights.size(3)),
        channels,
        LayerSliding.of(settings, 0),
        LayerSliding.of(settings, 1));
  }

  /** The first part of a separable convolution, whose weights DL4J has as {@code [M,C,kh,kw]}. */
  Node.Convolve separableDepthwise(int source, ConvolutionLayer settings) {
    INDArray weights = layer.getParam(WEIGHTS);
    int channels = (int) weights.size(1);
    return new Node.Convolve(
        source,
        floats(weights.permute(1, 0, 2, 3)),
        new float[channels * (int) weights.size(0)],
        channels,
        LayerSliding.of(settings, 0),
        LayerSliding.of(settings, 1));
  }

  /** The second part of a separable convolution, without its activation. */
  Node.Convolve separablePointwise(int source, ConvolutionLayer settings) {
    float[] bias = bias((int) settings.getNOut());
    return new Node.Convolve(
        source, values(POINTWISE_WEIGHTS), bias, 1, Sliding.POINT, Sliding.POINT);
  }

  /** A pooling of this kind. */
  static Node.Pool pool(int source, Pooling kind, SubsamplingLayer settings) {
    return new Node.Pool(source, kind, LayerSliding.of(settings, 0), LayerSliding.of(settings, 1));
  }

  /** Normalisation by the stored statistics: a line per channel. */
  Node.ScaleShift batchNorm(int source, BatchNormalization settings) {
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
    return new Node.ScaleShift(source, scale, shift);
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

  /** A dense layer over one place, without its activation. */
  Node.Convolve pointwise(int source) {
    INDArray weights = layer.getParam(WEIGHTS);
    return new Node.Convolve(
        source,
        floats(weights.transpose()),
        bias((int) weights.size(1)),
        1,
        Sliding.POINT,
        Sliding.POINT);
  }

  /** A dense layer without its activation. */
  Head.Dense dense() {
    INDArray weights = layer.getParam(WEIGHTS);
    return new Head.Dense(copy(weights), denseBias(weights.size(1)));
  }

  /**
   * A dense layer without its activation behind maps that were flattened with the channel last.
   *
   * @param places H times W
   */
  Head.Dense denseOfChannelsLast(long places) {
    INDArray weights = layer.getParam(WEIGHTS);
    long outputs = weights.size(1);
    INDArray planes = weights.reshape(places, weights.size(0) / places, outputs);
    return new Head.Dense(
        copy(planes.permute(1, 0, 2)).reshape('c', weights.size(0), outputs), denseBias(outputs));
  }

  private INDArray denseBias(long length) {
    return layer.paramTable().containsKey(BIAS)
        ? copy(layer.getParam(BIAS)).reshape(1, length)
        : Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', 1, length).assign(0);
  }

  private float[] bias(int length) {
    return layer.paramTable().containsKey(BIAS) ? values(BIAS) : new float[length];
  }

  private float[] values(String parameter) {
    return floats(layer.getParam(parameter));
  }

  private static float[] floats(INDArray array) {
    return array.castTo(DataType.FLOAT).dup('c').data().asFloat();
  }

  private static INDArray copy(INDArray from) {
    return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', from.shape()).assign(from);
  }
}
