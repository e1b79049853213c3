package dev.blindspot.train.model.format.keras;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.model.format.GraphConfiguration;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeFeedForward;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
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
 * The network that DL4J makes of a configuration of Keras 1 or 2. Weights are compared with it
 * before they are copied.
 */
final class KerasNetwork {
  private final Weights weights;
  private final long bytes;

  /**
   * @param bytes how many the file has that holds the weights
   */
  KerasNetwork(Weights weights, long bytes) {
    this.weights = weights;
    this.bytes = bytes;
  }

  /** Where the weights of layers are. */
  interface Weights {
    /** Arrays of a layer by Keras's names of its parameters; empty if it has none. */
    Map<String, INDArray> of(String layer) throws IOException;

    /** Refuses weights of layers that the configuration does not know. */
    void requireNoOthers(Set<String> layers) throws IOException;
  }

  /**
   * Makes the network.
   *
   * @throws IOException saying why it cannot be made
   */
  ComputationGraph of(ObjectNode configuration) throws IOException {
    try {
      return configuration.path("class_name").asText().equals("Sequential")
          ? sequential(configuration.toString())
          : functional(configuration.toString());
    } catch (InvalidKerasConfigurationException | UnsupportedKerasConfigurationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private ComputationGraph functional(String configuration)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    KerasModel model = new KerasModel().modelBuilder().modelJson(configuration).buildModel();
    setFormatOfRows(model);
    readWeights(model.getLayers());
    requireSize(GraphConfiguration.parameters(model.getComputationGraphConfiguration()));
    GraphConfiguration.requireGeometry(model.getComputationGraphConfiguration().toJson());
    ComputationGraph graph = model.getComputationGraph(false);
    copyWeights(graph, graph.getLayers(), model.getLayers());
    return graph;
  }

  private ComputationGraph sequential(String configuration)
      throws IOException,
          InvalidKerasConfigurationException,
          UnsupportedKerasConfigurationException {
    KerasSequentialModel model =
        new KerasSequentialModel().modelBuilder().modelJson(configuration).buildSequential();
    setFormatOfRows(model);
    readWeights(model.getLayers());
    requireSize(GraphConfiguration.parameters(model.getMultiLayerConfiguration()));
    GraphConfiguration.requireGeometry(model.getMultiLayerConfiguration().toJson());
    MultiLayerNetwork network = model.getMultiLayerNetwork(false);
    copyWeights(network, network.getLayers(), model.getLayers());
    return network.toComputationGraph();
  }

  /**
   * To normalise rows of numbers, DL4J makes images of one pixel of them, whose channels come
   * first; its importer says last for all, and then ND4J logs an error for every batch.
   */
  private static void setFormatOfRows(KerasModel model) {
    model
        .getLayers()
        .forEach(
            (name, layer) -> {
              if (layer.getLayer() instanceof BatchNormalization norm
                  && model.getOutputTypes().get(name) instanceof InputTypeFeedForward) {
                norm.setCnn2DFormat(CNN2DFormat.NCHW);
              }
            });
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
    for (Map.Entry<String, KerasLayer> layer : layers.entrySet()) {
      Map<String, INDArray> found = weights.of(layer.getKey());
      if (!found.isEmpty()) {
        layer.getValue().setWeights(found);
      } else if (layer.getValue().getNumParams() > 0) {
        throw new IOException("it has no weights of layer '%s'".formatted(layer.getKey()));
      }
    }
    weights.requireNoOthers(layers.keySet());
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
