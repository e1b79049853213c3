package dev.blindspot.train.model;

import dev.blindspot.train.model.backbone.Backbone;
import dev.blindspot.train.model.backbone.LayerStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

/**
 * The layers of a network or of a part of it: stages of its backbone, then global average pooling
 * and one dense softmax layer (Zhou et al. 2015, arXiv:1512.04150).
 */
final class NetworkConfiguration {
  static final String INPUT = "input";
  static final String GAP = "gap";
  static final String OUTPUT = "predictions";

  private NetworkConfiguration() {}

  /**
   * Which part of the network a graph holds.
   *
   * @param firstStage its first stage; one more than there are when it holds the head alone
   * @param lastStage its last stage
   * @param head whether pooling and the dense layer follow
   */
  record Part(int firstStage, int lastStage, boolean head) {
    static Part whole(ModelSpec spec) {
      return after(0, spec);
    }

    /** The first stages, without the head. */
    static Part upTo(int stage) {
      return new Part(1, stage, false);
    }

    /** What follows the first stages. */
    static Part after(int stage, ModelSpec spec) {
      return new Part(stage + 1, spec.architecture().stages(), true);
    }
  }

  /**
   * The configuration of one part of the network.
   *
   * @param loss of the output layer
   * @param base seed, updater and regularisation; shapes and layers are added
   * @return with the order of its layers, and so of its parameters, set
   */
  static ComputationGraphConfiguration of(
      ModelSpec spec,
      LayerStyle style,
      Part part,
      ILossFunction loss,
      NeuralNetConfiguration.Builder base) {
    ComputationGraphConfiguration graph = layers(spec, style, part, loss, base);
    List<String> order =
        order(
            layers(
                spec,
                LayerStyle.STANDARD,
                Part.whole(spec),
                new LossMCXENT(),
                new NeuralNetConfiguration.Builder()));
    return style.finished(inOrder(graph, order));
  }

  private static ComputationGraphConfiguration layers(
      ModelSpec spec,
      LayerStyle style,
      Part part,
      ILossFunction loss,
      NeuralNetConfiguration.Builder base) {
    GraphBuilder graph =
        base.dataType(DataType.FLOAT)
            .weightInit(WeightInit.RELU)
            .trainingWorkspaceMode(WorkspaceMode.ENABLED)
            .inferenceWorkspaceMode(WorkspaceMode.ENABLED)
            .graphBuilder()
            .addInputs(INPUT);
    graph.setInputTypes(inputType(spec, style, part.firstStage() - 1));
    Backbone backbone = spec.backbone();
    String last = INPUT;
    for (int stage = part.firstStage(); stage <= part.lastStage(); stage++) {
      last = backbone.addStage(graph, style, stage, last);
    }
    if (part.head()) {
      last = head(spec, style, loss, graph, last);
    }
    return graph.setOutputs(last).build();
  }

  private static String head(
      ModelSpec spec, LayerStyle style, ILossFunction loss, GraphBuilder graph, String features) {
    String pooled = style.globalAverage(graph, GAP, features);
    OutputLayer.Builder output =
        new OutputLayer.Builder(loss)
            .nOut(spec.classes().size())
            .activation(Activation.SOFTMAX)
            .weightInit(WeightInit.XAVIER);
    if (spec.dropout() > 0) {
      output.dropOut(1 - spec.dropout());
    }
    graph.addLayer(OUTPUT, output.build(), pooled);
    return OUTPUT;
  }

  /** What a part takes in that follows a stage; 0 for the image. */
  private static InputType inputType(ModelSpec spec, LayerStyle style, int stage) {
    int side = stage == 0 ? spec.inputSize() : spec.backbone().side(stage, spec.inputSize());
    int channels = stage == 0 ? 3 : spec.channels(stage);
    return InputType.convolutional(side, side, channels, style.format());
  }

  /**
   * The order in which parameters lie. DL4J's own order of branches depends on the numbers of their
   * vertices, which differ between the whole network, its parts and its styles: all take the order
   * of the whole network of standard layers, which DL4J's copies of a saved one come to as well.
   */
  private static ComputationGraphConfiguration inOrder(
      ComputationGraphConfiguration graph, List<String> whole) {
    List<String> numbered = new ArrayList<>(graph.getNetworkInputs());
    numbered.addAll(graph.getVertices().keySet());
    List<String> ordered = whole.stream().filter(numbered::contains).toList();
    graph.setTopologicalOrder(ordered.stream().mapToInt(numbered::indexOf).toArray());
    graph.setTopologicalOrderStr(ordered);
    return graph;
  }

  private static List<String> order(ComputationGraphConfiguration whole) {
    List<String> numbered = new ArrayList<>(whole.getNetworkInputs());
    numbered.addAll(whole.getVertices().keySet());
    return Arrays.stream(new ComputationGraph(whole.clone()).topologicalSortOrder())
        .mapToObj(numbered::get)
        .toList();
  }
}
