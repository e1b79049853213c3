package dev.blindspot.train.model;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.config.WeightSource;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.progress.Progress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.hdf5.global.hdf5;
import org.bytedeco.javacpp.Loader;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.convolution.ConvolutionLayer;
import org.deeplearning4j.nn.layers.convolution.DepthwiseConvolution2DLayer;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Files with the groups, names and axes of Keras's MobileNetV2, of a network that is known. */
class KerasMobileNetV2Test {
  private static final ModelSpec SPEC = ArchitecturesTest.spec(Architecture.MOBILENET_V2);

  private final Path folder;

  KerasMobileNetV2Test(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeAll
  static void needsHdf5() {
    assumeThatCode(() -> Loader.load(hdf5.class))
        .as("there is no HDF5 library for this platform")
        .doesNotThrowAnyException();
  }

  @Test
  void everyLayerButTheHeadComesFromTheFile() {
    INDArray parameters = Fixtures.parameters(SPEC, 3);
    KerasFile.write(folder.resolve("weights.h5"), keras(parameters));
    INDArray read = weights().parameters(SPEC, 1);
    long body = parameters.length() - 2L * SPEC.features() - 2;
    assertThat(body(read, body)).isEqualTo(body(parameters, body));
    assertThat(weights().preprocessing()).isEqualTo(Preprocessing.SYMMETRIC);
  }

  /** The published files are older than the names; read by their names, blocks would be missing. */
  @Test
  void publishedNamesAreReadByTheirOrder() {
    INDArray parameters = Fixtures.parameters(SPEC, 3);
    Map<String, Map<String, INDArray>> published = new LinkedHashMap<>();
    published.put("input_1", Map.of());
    keras(parameters).forEach((name, arrays) -> published.put(published(name), arrays));
    assertThat(published)
        .containsKeys(
            "bn_Conv1", "mobl0_conv_0_depthwise", "mobl12_conv_12_expand", "bn3_conv_3_bn_project");
    KerasFile.write(folder.resolve("weights.h5"), published);
    INDArray read = weights().parameters(SPEC, 1);
    long body = parameters.length() - 2L * SPEC.features() - 2;
    assertThat(body(read, body)).isEqualTo(body(parameters, body));
  }

  private static String published(String name) {
    return name.replaceFirst("^expanded_conv", "block_0")
        .replaceFirst("^block_(\\d+)_(\\w+)_BN$", "bn$1_conv_$1_bn_$2")
        .replaceFirst("^block_(\\d+)_", "mobl$1_conv_$1_");
  }

  @Test
  void missingEstimatesAreNamed() {
    Map<String, Map<String, INDArray>> layers = keras(Fixtures.parameters(SPEC, 3));
    requireNonNull(layers.get("block_2_expand_BN")).remove("moving_mean:0");
    KerasFile.write(folder.resolve("weights.h5"), layers);
    assertThatThrownBy(() -> weights().parameters(SPEC, 1))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("weights: group 'block_2_expand_BN' in ")
        .hasMessageContaining(
            "must hold gamma:0, beta:0, moving_mean:0 and moving_variance:0, but it holds [");
  }

  @Test
  void otherWidthsAreRefused() {
    KerasFile.write(folder.resolve("weights.h5"), keras(Fixtures.parameters(SPEC, 3)));
    assertThatThrownBy(() -> weights().parameters(ofWidth(0.5), 1))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("model.width must be the alpha that the file was made with");
  }

  @Test
  void ofAMissingFileItIsSaidWhereKerasHasIt() {
    assertThatThrownBy(() -> weights().parameters(ofWidth(1), 1))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("weights: there is no file ")
        .hasMessageEndingWith(
            "; Keras's is at https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5");
    assertThatThrownBy(() -> weights().parameters(SPEC, 1))
        .isInstanceOf(UserError.class)
        .hasMessageEndingWith("weights.h5"); // Keras has none of this width
  }

  private static ModelSpec ofWidth(double width) {
    return new ModelSpec(
        Architecture.MOBILENET_V2,
        48,
        Resize.STRETCH,
        width,
        true,
        0,
        Preprocessing.SYMMETRIC,
        Fixtures.CLASSES);
  }

  private FirstWeights weights() {
    return new FirstWeights(
        Architecture.MOBILENET_V2, new WeightSource.Keras("weights.h5"), folder, Progress.NONE);
  }

  private static INDArray body(INDArray row, long length) {
    return row.get(NDArrayIndex.all(), NDArrayIndex.interval(0, length)).dup();
  }

  /** Kernels {@code [height, width, in, out]}, the first one of red, green, blue. */
  private static Map<String, Map<String, INDArray>> keras(INDArray parameters) {
    ComputationGraph graph = Network.standard(SPEC, 0);
    graph.setParams(parameters.dup());
    Map<String, Map<String, INDArray>> layers = new LinkedHashMap<>();
    for (Layer layer : graph.getLayers()) {
      String name = layer.conf().getLayer().getLayerName();
      Map<String, INDArray> arrays = new LinkedHashMap<>();
      if (layer instanceof DepthwiseConvolution2DLayer) {
        arrays.put("depthwise_kernel:0", layer.getParam("W").dup());
      } else if (layer instanceof ConvolutionLayer) {
        INDArray kernel = layer.getParam("W").permute(2, 3, 1, 0).dup('c');
        arrays.put("kernel:0", name.equals("Conv1") ? redFirst(kernel) : kernel);
      } else if (layer instanceof BatchNormalization) {
        name = name.equals("Conv1_bn") ? "bn_Conv1" : name;
        name =
            name.startsWith("block") || name.startsWith("exp") ? name.replace("_bn", "_BN") : name;
        arrays.put("gamma:0", vector(layer, "gamma"));
        arrays.put("beta:0", vector(layer, "beta"));
        arrays.put("moving_mean:0", vector(layer, "mean"));
        arrays.put("moving_variance:0", vector(layer, "var"));
      }
      if (!arrays.isEmpty()) {
        layers.put(name, arrays);
      }
    }
    graph.close();
    return layers;
  }

  /** {@code [height, width, in, out]} with the input channels in the opposite order. */
  private static INDArray redFirst(INDArray kernel) {
    float[] values = kernel.reshape(kernel.length()).toFloatVector();
    int out = (int) kernel.size(3);
    float[] turned = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int channel = i / out % 3;
      turned[i + (2 - 2 * channel) * out] = values[i];
    }
    return Nd4j.createFromArray(turned).reshape(kernel.shape());
  }

  private static INDArray vector(Layer layer, String key) {
    return Nd4j.createFromArray(layer.getParam(key).toFloatVector());
  }
}
