package dev.blindspot.explain.network;

import static dev.blindspot.explain.TinyNets.conv;
import static dev.blindspot.explain.TinyNets.gap;
import static dev.blindspot.explain.TinyNets.graph;
import static dev.blindspot.explain.TinyNets.halve;
import static dev.blindspot.explain.TinyNets.init;
import static dev.blindspot.explain.TinyNets.softmax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class GapHeadTest {

  @Test
  void namesTheVertexThatIsPooledAndCopiesTheWeights() {
    ComputationGraph graph = init(plain());
    graph.getLayer("out").getParam("b").assign(Nd4j.createFromArray(1f, 2f).reshape(1, 2));
    GapHead head = GapHead.of(graph);
    assertThat(head.featureVertex()).isEqualTo("conv");
    assertThat(head.classes()).isEqualTo(2);
    assertThat(head.weights()).isEqualTo(graph.getLayer("out").getParam("W"));
    assertThat(head.bias().toFloatVector()).containsExactly(1, 2);
    graph.getLayer("out").getParam("W").assign(5);
    assertThat(head.weights().maxNumber().floatValue()).isLessThan(5);
  }

  @Test
  void walksThroughLayersThatKeepPlacesApart() {
    GraphBuilder builder =
        graph(3, 8, 8)
            .addLayer("conv", conv(3, 4), "in")
            .addLayer("norm", new BatchNormalization(), "conv")
            .addLayer("act", new ActivationLayer(Activation.ELU), "norm")
            .addLayer("pool", halve(), "act")
            .addLayer("drop", new DropoutLayer(0.5), "pool")
            .addLayer("gap", gap(), "drop")
            .addLayer("drop2", new DropoutLayer(0.5), "gap")
            .addLayer("out", softmax(2), "drop2")
            .setOutputs("out");
    assertThat(GapHead.of(init(builder)).featureVertex()).isEqualTo("drop");
  }

  @Test
  void acceptsASoftmaxThatStandsBehindTheDenseLayer() {
    GraphBuilder builder =
        graph(3, 8, 8)
            .addLayer("conv", conv(3, 4), "in")
            .addLayer("gap", gap(), "conv")
            .addLayer("dense", dense(2, Activation.IDENTITY), "gap")
            .addLayer("softmax", new ActivationLayer(Activation.SOFTMAX), "dense")
            .addLayer("loss", loss(Activation.IDENTITY), "softmax")
            .setOutputs("loss");
    assertThat(GapHead.of(init(builder)).featureVertex()).isEqualTo("conv");
  }

  @Test
  void usesZerosWhereTheDenseLayerHasNoBias() {
    GraphBuilder builder =
        graph(3, 8, 8)
            .addLayer("conv", conv(3, 4), "in")
            .addLayer("gap", gap(), "conv")
            .addLayer(
                "out",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(3)
                    .hasBias(false)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "gap")
            .setOutputs("out");
    assertThat(GapHead.of(init(builder)).bias().toFloatVector()).containsExactly(0, 0, 0);
  }

  @Test
  void seesThroughFrozenLayers() {
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(init(plain())).setFeatureExtractor("gap").build();
    assertThat(GapHead.of(frozen).featureVertex()).isEqualTo("conv");
  }

  @Test
  void refusesTheStockVggHeadAndSaysWhatIsNeeded() {
    GraphBuilder stock =
        graph(3, 8, 8)
            .addLayer("conv", conv(3, 4), "in")
            .addLayer("pool", halve(), "conv")
            .addLayer("fc1", dense(6, Activation.RELU), "pool")
            .addLayer("fc2", dense(6, Activation.RELU), "fc1")
            .addLayer("out", softmax(2), "fc2")
            .setOutputs("out");
    assertThatThrownBy(() -> GapHead.of(init(stock)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "A class activation map needs a network that ends in: convolution, global average"
                + " pooling, one dense softmax layer. Here 'fc2' is a DenseLayer where global"
                + " average pooling is needed. Use occlusion, which works on any network, or train"
                + " with such a head.");
  }

  @Test
  void refusesFlattenedFeatures() {
    GraphBuilder flat =
        graph(3, 8, 8)
            .addLayer("conv", conv(3, 4), "in")
            .addLayer("out", softmax(2), "conv")
            .setOutputs("out");
    refused(flat, "'conv' is a ConvolutionLayer where global average pooling is needed");
  }

  @Test
  void refusesOtherPooling() {
    GraphBuilder max =
        graph(3, 8, 8)
            .addLayer("conv", conv(3, 4), "in")
            .addLayer("gmp", new GlobalPoolingLayer(PoolingType.MAX), "conv")
            .addLayer("out", softmax(2), "gmp")
            .setOutputs("out");
    refused(max, "'gmp' is a GlobalPoolingLayer where global average pooling is needed");
  }

  /** The ends of a DenseNet and of a ResNet. */
  @Test
  void acceptsSumsAndBranchesSideBySide() {
    GraphBuilder joined =
        graph(3, 8, 8)
            .addLayer("a", conv(3, 4), "in")
            .addLayer("b", conv(3, 4), "a")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "b", "a")
            .addLayer("relu", new ActivationLayer(Activation.RELU), "sum")
            .addVertex("merge", new MergeVertex(), "relu", "a")
            .addLayer("gap", gap(), "merge")
            .addLayer("out", softmax(2), "gap")
            .setOutputs("out");
    GapHead head = GapHead.of(init(joined));
    assertThat(head.featureVertex()).isEqualTo("merge");
    assertThat(head.weights().shape()).containsExactly(8, 2);
  }

  @Test
  void refusesFeaturesThatNoConvolutionMade() {
    GraphBuilder merged =
        graph(3, 8, 8)
            .addLayer("a", conv(3, 4), "in")
            .addVertex("merge", new MergeVertex(), "a", "in")
            .addLayer("gap", gap(), "merge")
            .addLayer("out", softmax(2), "gap")
            .setOutputs("out");
    refused(merged, "'in' is an input where the last convolution is needed");
    GraphBuilder none =
        graph(3, 8, 8)
            .addLayer("gap", gap(), "in")
            .addLayer("out", softmax(2), "gap")
            .setOutputs("out");
    refused(none, "'in' is an input where the last convolution is needed");
  }

  @Test
  void refusesOutputsThatAreNotOneSoftmax() {
    GraphBuilder tanh =
        graph(3, 8, 8)
            .addLayer("conv", conv(3, 4), "in")
            .addLayer("gap", gap(), "conv")
            .addLayer("dense", dense(2, Activation.TANH), "gap")
            .addLayer("loss", loss(Activation.SOFTMAX), "dense")
            .setOutputs("loss");
    refused(tanh, "the activation of 'loss' is not softmax");
    GraphBuilder two =
        graph(3, 8, 8)
            .addLayer("conv", conv(3, 4), "in")
            .addLayer("gap", gap(), "conv")
            .addLayer("out", softmax(2), "gap")
            .addLayer("out2", softmax(2), "gap")
            .setOutputs("out", "out2");
    refused(two, "This one has 2 outputs");
  }

  @Test
  void readsTheChannelLastTooAndRefusesPoolingOfOtherDimensions() {
    ConvolutionLayer conv = conv(3, 4);
    conv.setCnn2dDataFormat(CNN2DFormat.NHWC);
    GraphBuilder nhwc =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.convolutional(8, 8, 3, CNN2DFormat.NHWC))
            .addLayer("conv", conv, "in")
            .addLayer("gap", gap(), "conv")
            .addLayer("out", softmax(2), "gap")
            .setOutputs("out");
    ComputationGraph graph = init(nhwc);
    assertThat(GapHead.of(graph).layout()).isEqualTo(CNN2DFormat.NHWC);
    ((GlobalPoolingLayer) graph.getLayer("gap").conf().getLayer())
        .setPoolingDimensions(new int[] {2, 3}); // as a graph that mixes width and channels has it
    assertThatThrownBy(() -> GapHead.of(graph))
        .hasMessageContaining("'gap' pools dimensions [2, 3], and the places of NHWC are [1, 2]");
  }

  private static GraphBuilder plain() {
    return graph(3, 8, 8)
        .addLayer("conv", conv(3, 4), "in")
        .addLayer("gap", gap(), "conv")
        .addLayer("out", softmax(2), "gap")
        .setOutputs("out");
  }

  private static DenseLayer dense(int out, Activation activation) {
    return new DenseLayer.Builder().nOut(out).activation(activation).build();
  }

  private static LossLayer loss(Activation activation) {
    return new LossLayer.Builder(LossFunction.MCXENT).activation(activation).build();
  }

  private static void refused(GraphBuilder builder, String because) {
    assertThatThrownBy(() -> GapHead.of(init(builder)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(because)
        .hasMessageContaining("global average pooling, one dense softmax layer");
  }
}
