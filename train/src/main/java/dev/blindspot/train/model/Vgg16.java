package dev.blindspot.train.model;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * VGG16 (Simonyan and Zisserman 2014, arXiv:1409.1556, configuration D) without its last pool, with
 * global average pooling and one dense softmax layer (Zhou et al. 2015, arXiv:1512.04150): 13
 * convolutions, four pools, so that class activation maps are 14 x 14 for an input of 224.
 */
final class Vgg16 {
  static final String INPUT = "input";
  static final String GAP = "gap";
  static final String OUTPUT = "predictions";

  private Vgg16() {}

  /**
   * Which part of the network a graph holds.
   *
   * @param firstBlock its first block; 6 when it holds the head alone
   * @param lastBlock its last block
   * @param head whether pooling and the dense layer follow
   */
  record Part(int firstBlock, int lastBlock, boolean head) {
    static final Part WHOLE = new Part(1, ModelSpec.BLOCKS, true);

    /** The first blocks, without the head. */
    static Part upTo(int block) {
      return new Part(1, block, false);
    }

    /** What follows the first blocks. */
    static Part after(int block) {
      return new Part(block + 1, ModelSpec.BLOCKS, true);
    }
  }

  static String convolutionName(int block, int index) {
    return "block" + block + "_conv" + index;
  }

  /**
   * The configuration of one part of the network.
   *
   * @param loss of the output layer
   * @param base seed, updater and regularisation; shapes and layers are added
   */
  static ComputationGraphConfiguration configuration(
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
    graph.setInputTypes(inputType(spec, style, part));
    String last = INPUT;
    for (int block = part.firstBlock(); block <= part.lastBlock(); block++) {
      for (int i = 1; i <= ModelSpec.convolutions(block); i++) {
        last =
            style.convolution(
                graph, convolutionName(block, i), last, spec.channels(block), spec.batchNorm());
      }
      if (block < ModelSpec.BLOCKS) {
        last = style.pool(graph, "block" + block + "_pool", last);
      }
    }
    if (part.head()) {
      last = head(spec, style, loss, graph, last);
    }
    return style.finished(graph.setOutputs(last).build());
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

  private static InputType inputType(ModelSpec spec, LayerStyle style, Part part) {
    int first = part.firstBlock();
    if (first > ModelSpec.BLOCKS) {
      int size = spec.sizeBefore(ModelSpec.BLOCKS);
      return InputType.convolutional(size, size, spec.channels(ModelSpec.BLOCKS), style.format());
    }
    int size = spec.sizeBefore(first);
    int channels = first == 1 ? 3 : spec.channels(first - 1);
    return InputType.convolutional(size, size, channels, style.format());
  }
}
