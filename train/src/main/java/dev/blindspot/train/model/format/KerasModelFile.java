package dev.blindspot.train.model.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.KerasModel;
import org.deeplearning4j.nn.modelimport.keras.KerasSequentialModel;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.utils.KerasModelUtils;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A whole Keras model in HDF5 ({@code model.save} of Keras 1 and 2). DL4J makes the network of the
 * configuration; the weights are read and compared with it here, because DL4J's own reader hands
 * the file to the native HDF5 library and believes what its headers say.
 */
public final class KerasModelFile {
  private static final String CONFIGURATION = "model_config";
  private static final String VERSION = "keras_version";
  private static final String BACKEND = "backend";
  private static final String WEIGHTS = "model_weights";

  /** Keras itself nests two deep: layer/layer/kernel:0. */
  private static final int MAX_DEPTH = 4;

  /** What TensorFlow and Theano append to names: {@code kernel:0}, {@code W_1}. */
  private static final Pattern SUFFIX = Pattern.compile("(:\\d+)?$");

  private static final Pattern NUMBER = Pattern.compile("_\\d+$");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Hdf5Group root;
  private final long bytes;

  private KerasModelFile(Hdf5Group root, long bytes) {
    this.root = root;
    this.bytes = bytes;
  }

  /**
   * Reads a model.
   *
   * @throws IOException saying why it cannot be read
   */
  public static ComputationGraph read(Path file) throws IOException {
    long bytes = Files.isRegularFile(file) ? Files.size(file) : 0;
    return Hdf5File.read(file, root -> new KerasModelFile(root, bytes).read());
  }

  private ComputationGraph read() throws IOException {
    try {
      ObjectNode configuration = configuration();
      return configuration.path("class_name").asText().equals("Sequential")
          ? sequential(configuration)
          : functional(configuration);
    } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private ObjectNode configuration() throws IOException {
    String text = attribute(CONFIGURATION);
    String version = attribute(VERSION);
    if (!version.startsWith("1") && !version.startsWith("2")) {
      throw new IOException(
          ("it was saved by Keras %s; DL4J reads models of Keras 1 and 2: load it in Python and save it by the package"
                  + " tf_keras (TF_USE_LEGACY_KERAS=1), model.save('model.h5')")
              .formatted(version));
    }
    if (!(JSON.readTree(text) instanceof ObjectNode configuration)) {
      throw new IOException("its attribute '%s' is not a configuration".formatted(CONFIGURATION));
    }
    configuration.put(VERSION, version);
    if (version.startsWith("2")) {
      configuration.put(BACKEND, attribute(BACKEND));
    }
    return configuration;
  }

  private String attribute(String name) throws IOException {
    return root.text(name)
        .orElseThrow(
            () ->
                new IOException(
                    "it has no attribute '%s'; it may hold weights only".formatted(name)));
  }

  private ComputationGraph functional(JsonNode configuration)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    KerasModel model =
        new KerasModel().modelBuilder().modelJson(configuration.toString()).buildModel();
    readWeights(model.getLayers());
    requireSize(GraphConfiguration.parameters(model.getComputationGraphConfiguration()));
    GraphConfiguration.requireGeometry(model.getComputationGraphConfiguration().toJson());
    ComputationGraph graph = model.getComputationGraph(false);
    copyWeights(graph, graph.getLayers(), model.getLayers());
    return graph;
  }

  private ComputationGraph sequential(JsonNode configuration)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    KerasSequentialModel model =
        new KerasSequentialModel()
            .modelBuilder()
            .modelJson(configuration.toString())
            .buildSequential();
    readWeights(model.getLayers());
    requireSize(GraphConfiguration.parameters(model.getMultiLayerConfiguration()));
    GraphConfiguration.requireGeometry(model.getMultiLayerConfiguration().toJson());
    MultiLayerNetwork network = model.getMultiLayerNetwork(false);
    copyWeights(network, network.getLayers(), model.getLayers());
    return network.toComputationGraph();
  }

  /** Before memory is taken for them: a parameter is at least a byte of the file. */
  private void requireSize(long parameters) throws IOException {
    if (parameters < 0 || parameters > bytes) {
      throw new IOException(
          "its configuration needs %d parameters, more than a file of %d bytes can hold"
              .formatted(parameters, bytes));
    }
  }

  private void readWeights(Map<String, KerasLayer> layers)
      throws IOException, InvalidKerasConfigurationException {
    Hdf5Group weights =
        root.group(WEIGHTS)
            .orElseThrow(() -> new IOException("it has no group '%s'".formatted(WEIGHTS)));
    for (Map.Entry<String, KerasLayer> layer : layers.entrySet()) {
      Map<String, INDArray> found = new HashMap<>();
      Hdf5Group group = weights.group(layer.getKey()).orElse(null);
      if (group != null) {
        collect(group, layer.getKey(), found, 0);
      }
      if (!found.isEmpty()) {
        layer.getValue().setWeights(found);
      } else if (layer.getValue().getNumParams() > 0) {
        throw new IOException("it has no weights of layer '%s'".formatted(layer.getKey()));
      }
    }
    requireNoOthers(weights, layers.keySet());
  }

  private static void collect(Hdf5Group group, String layer, Map<String, INDArray> found, int depth)
      throws IOException {
    if (depth > MAX_DEPTH) {
      throw new IOException("the weights of layer '%s' are nested too deeply".formatted(layer));
    }
    for (Map.Entry<String, Hdf5Array> array : group.arrays().entrySet()) {
      if (found.put(parameter(array.getKey(), layer), array.getValue().read()) != null) {
        throw new IOException(
            "layer '%s' has several weights '%s'; networks in a network and layers in both directions are not read"
                .formatted(layer, array.getKey()));
      }
    }
    for (Hdf5Group inner : group.groups().values()) {
      collect(inner, layer, found, depth + 1);
    }
  }

  /** Keras's name of a parameter: {@code W} of {@code conv_1_W_1:0} in the layer conv_1. */
  private static String parameter(String array, String layer) {
    String name = layer.substring(layer.lastIndexOf('/') + 1);
    String own = array.startsWith(name) ? array.substring(name.length()) : array;
    own = own.startsWith("_") && own.length() > 1 ? own.substring(1) : own;
    return NUMBER.matcher(SUFFIX.matcher(own).replaceFirst("")).replaceFirst("");
  }

  private static void requireNoOthers(Hdf5Group weights, Set<String> layers) throws IOException {
    for (Map.Entry<String, Hdf5Group> group : weights.groups().entrySet()) {
      String name = group.getKey();
      boolean known =
          layers.stream().anyMatch(layer -> layer.equals(name) || layer.startsWith(name + "/"));
      if (!known && !group.getValue().arrays().isEmpty()) {
        throw new IOException("it holds weights of '%s', which is not a layer".formatted(name));
      }
    }
  }

  private static void copyWeights(Model network, Layer[] layers, Map<String, KerasLayer> weights)
      throws IOException, InvalidKerasConfigurationException {
    for (Layer layer : layers) {
      String name = layer.conf().getLayer().getLayerName();
      KerasLayer source = weights.get(name);
      if (source == null || source.getWeights() == null) {
        continue;
      }
      for (Map.Entry<String, INDArray> value : source.getWeights().entrySet()) {
        INDArray target = layer.paramTable().get(value.getKey());
        if (target != null && !Arrays.equals(core(target), core(value.getValue()))) {
          throw new IOException(
              "the parameter '%s' of layer '%s' has shape %s, its configuration needs %s"
                  .formatted(
                      value.getKey(),
                      name,
                      Arrays.toString(value.getValue().shape()),
                      Arrays.toString(target.shape())));
        }
      }
    }
    KerasModelUtils.copyWeightsToModel(network, weights);
  }

  /** The shape without dimensions of 1: a bias of n is [1,n] for DL4J. */
  private static long[] core(INDArray array) {
    return Arrays.stream(array.shape()).filter(n -> n != 1).toArray();
  }
}
