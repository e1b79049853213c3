package dev.blindspot.train.model;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.format.Hdf5Array;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.convolution.DepthwiseConvolution2DLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What a Keras file holds of one layer.
 *
 * @param file named in messages
 * @param name of the group
 * @param arrays in the group by their names
 * @param sizes what of the configuration has to be which, where shapes differ
 */
record KerasGroup(Path file, String name, Map<String, Hdf5Array> arrays, String sizes) {
  /** Keras's names of what a batch normalisation holds, and DL4J's. */
  private static final Map<String, String> NORM =
      Map.of(
          "gamma:0", BatchNormalizationParamInitializer.GAMMA,
          "beta:0", BatchNormalizationParamInitializer.BETA,
          "moving_mean:0", BatchNormalizationParamInitializer.GLOBAL_MEAN,
          "moving_variance:0", BatchNormalizationParamInitializer.GLOBAL_VAR);

  /**
   * Copies a kernel {@code [height, width, in, out]}, for depthwise convolutions {@code [height,
   * width, channels, 1]}, and a bias where the layer has one.
   *
   * @param redFirst whether the kernel reads red first, as ours never do
   */
  void copyConvolution(Layer layer, boolean redFirst) throws IOException {
    boolean depthwise = layer instanceof DepthwiseConvolution2DLayer;
    Map<String, INDArray> found = new HashMap<>();
    for (Map.Entry<String, Hdf5Array> array : arrays.entrySet()) {
      boolean kernel = array.getValue().shape().length == 4;
      INDArray values = array.getValue().read();
      if (kernel) {
        INDArray ours = redFirst ? turned(values) : values;
        String key = ConvolutionParamInitializer.WEIGHT_KEY;
        put(found, key, depthwise ? ours : ours.permute(3, 2, 0, 1), layer, array.getKey());
      } else {
        put(found, ConvolutionParamInitializer.BIAS_KEY, values, layer, array.getKey());
      }
    }
    boolean bias = layer.paramTable().containsKey(ConvolutionParamInitializer.BIAS_KEY);
    assign(found, layer, bias ? "a kernel of rank 4 and a bias" : "a kernel of rank 4");
  }

  /** A kernel with its input channels in the opposite order. */
  private static INDArray turned(INDArray kernel) {
    INDArray turned = kernel.dup();
    long last = kernel.size(2) - 1;
    for (long c = 0; c <= last; c++) {
      channel(turned, last - c).assign(channel(kernel, c));
    }
    return turned;
  }

  private static INDArray channel(INDArray kernel, long channel) {
    return kernel.get(
        NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(channel), NDArrayIndex.all());
  }

  /** Copies {@code gamma}, {@code beta} and the running estimates. */
  void copyNorm(Layer layer) throws IOException {
    Map<String, INDArray> found = new HashMap<>();
    for (Map.Entry<String, Hdf5Array> array : arrays.entrySet()) {
      String key = NORM.get(array.getKey());
      if (key != null) {
        put(found, key, array.getValue().read(), layer, array.getKey());
      }
    }
    assign(found, layer, "gamma:0, beta:0, moving_mean:0 and moving_variance:0");
  }

  private void put(
      Map<String, INDArray> found, String key, INDArray values, Layer layer, String array) {
    INDArray target = layer.paramTable().get(key);
    if (target == null) {
      return;
    }
    long[] shape = values.rank() == 1 ? new long[] {1, values.length()} : values.shape();
    if (!Arrays.equals(
        shape, target.rank() == 1 ? new long[] {1, target.length()} : target.shape())) {
      throw new UserError(
          "weights: '%s/%s' in %s has shape %s, the network needs %s (out, in, height, width); %s"
              .formatted(
                  name,
                  array,
                  file,
                  Arrays.toString(values.shape()),
                  Arrays.toString(target.shape()),
                  sizes));
    }
    found.put(key, values.reshape(target.shape()));
  }

  private void assign(Map<String, INDArray> found, Layer layer, String needed) {
    if (!found.keySet().containsAll(layer.paramTable().keySet())) {
      throw new UserError(
          "weights: group '%s' in %s must hold %s, but it holds %s"
              .formatted(name, file, needed, arrays.keySet()));
    }
    found.forEach((key, values) -> layer.getParam(key).assign(values));
  }
}
