package dev.blindspot.explain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

class CompiledNetworkTest {

  @ParameterizedTest
  @EnumSource
  void scoresAreThoseOfTheGraph(Nets net) {
    for (CNN2DFormat format : CNN2DFormat.values()) {
      ComputationGraph graph = net.graph(21, 18, Activation.SOFTMAX, format);
      try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling());
          CompiledNetwork other = CompiledNetwork.withoutPrimitives(graph, Nets.scaling())) {
        for (int count : new int[] {5, 1, 2}) {
          INDArray images = Nets.images(count, 21, 18);
          INDArray before = images.dup();
          float[][] scores = network.score(images).toFloatMatrix();
          float[][] expected = Nets.standard(graph, images, format);
          IncrementalOcclusionTest.assertClose(scores, expected);
          IncrementalOcclusionTest.assertClose(other.score(images).toFloatMatrix(), expected);
          assertThat(images).isEqualTo(before);
        }
      }
    }
  }

  @Test
  void imageSizesMayChangeFromCallToCall() {
    ComputationGraph graph = Nets.VGG.graph(20, 20, Activation.SOFTMAX);
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling())) {
      for (int side : new int[] {20, 9, 33}) {
        INDArray images = Nets.images(3, side, side + 1);
        IncrementalOcclusionTest.assertClose(
            network.score(images).toFloatMatrix(), Nets.standard(graph, images, CNN2DFormat.NCHW));
      }
    }
  }

  @Test
  void manyImagesThatDoNotFitIntoTheCacheAtOnce() {
    Nets.Builder net =
        new Nets.Builder(96, 96, CNN2DFormat.NCHW)
            .add(Nets.conv(3, 1, 64, ConvolutionMode.Same))
            .add(Nets.conv(3, 1, 64, ConvolutionMode.Same))
            .add(Nets.max(2, 2, ConvolutionMode.Truncate));
    ComputationGraph graph = Nets.init(net.head(Activation.SOFTMAX));
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling());
        CompiledNetwork other = CompiledNetwork.withoutPrimitives(graph, Nets.scaling())) {
      INDArray images = Nets.images(11, 96, 96);
      float[][] expected = Nets.standard(graph, images, CNN2DFormat.NCHW);
      IncrementalOcclusionTest.assertClose(network.score(images).toFloatMatrix(), expected);
      IncrementalOcclusionTest.assertClose(other.score(images).toFloatMatrix(), expected);
    }
  }

  @Test
  void viewsAndOtherTypesAreRead() {
    ComputationGraph graph = Nets.VGG.graph(16, 16, Activation.SOFTMAX);
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling())) {
      INDArray images = Nets.images(3, 16, 16);
      float[][] expected = network.score(images).toFloatMatrix();
      INDArray strided = images.permute(1, 0, 2, 3).dup('c').permute(1, 0, 2, 3);
      assertThat(network.score(strided).toFloatMatrix()).isDeepEqualTo(expected);
      assertThat(network.score(images.castTo(DataType.DOUBLE)).toFloatMatrix())
          .isDeepEqualTo(expected);
    }
  }

  @Test
  void weightsAreThoseOfTheMomentOfCompilation() {
    ComputationGraph graph = Nets.VGG.graph(16, 16, Activation.SOFTMAX);
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling())) {
      INDArray images = Nets.images(2, 16, 16);
      float[][] before = network.score(images).toFloatMatrix();
      graph.params().assign(0);
      assertThat(network.score(images).toFloatMatrix()).isDeepEqualTo(before);
    }
  }

  @Test
  void networksOfLayersAreGraphsToo() {
    MultiLayerNetwork layers =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(Nets.conv(3, 1, 4, ConvolutionMode.Same))
                .layer(Nets.max(2, 2, ConvolutionMode.Truncate))
                .layer(new GlobalPoolingLayer(PoolingType.AVG))
                .layer(new DenseLayer.Builder().nOut(3).activation(Activation.IDENTITY).build())
                .layer(new LossLayer.Builder().activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(12, 12, 3))
                .build());
    layers.init();
    try (CompiledNetwork network = CompiledNetwork.of(layers, InputScaling.none(3))) {
      INDArray images = Nets.images(2, 12, 12).divi(255);
      IncrementalOcclusionTest.assertClose(
          network.score(images).toFloatMatrix(), layers.output(images).toFloatMatrix());
    }
  }

  @Test
  void whatIsNotKnownIsRefusedWithTheReason() {
    assertRefused(
        net ->
            net.addLayer("a", Nets.bare(3, 4), "in")
                .addVertex("b", new ElementWiseVertex(ElementWiseVertex.Op.Max), "a", "a"),
        "b",
        "'b' is an ElementWiseVertex of Max");
    assertRefused(
        net ->
            net.addLayer("a", Nets.bare(3, 4), "in").addVertex("b", new L2NormalizeVertex(), "a"),
        "b",
        "'b' is a L2NormalizeVertex");
    assertRefused(
        net -> net.addLayer("a", new Upsampling2D.Builder(2).build(), "in"),
        "a",
        "'a' is a Upsampling2D");
    assertRefused(
        net ->
            net.addLayer("a", Nets.bare(3, 4), "in")
                .addLayer("b", new ActivationLayer(Activation.SOFTPLUS), "a"),
        "b",
        "the activation of 'b' is softplus");
    assertRefused(
        net ->
            net.addLayer(
                "a",
                new SubsamplingLayer.Builder(PoolingType.PNORM).pnorm(2).kernelSize(2, 2).build(),
                "in"),
        "a",
        "'a' is a SubsamplingLayer that takes neither the maximum nor the mean");
    assertRefused(
        net ->
            net.addLayer("a", Nets.conv(3, 1, 4, ConvolutionMode.Same), "in")
                .addLayer(
                    "b",
                    new Deconvolution2D.Builder(2, 2).nOut(3).activation(Activation.RELU).build(),
                    "a"),
        "b",
        "'b' is a Deconvolution2D");
  }

  @Test
  void otherHeadsAreRefusedWithTheReason() {
    GraphBuilder largest =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.convolutional(8, 8, 3))
            .addLayer("a", Nets.conv(3, 1, 4, ConvolutionMode.Same), "in")
            .addLayer("pool", new GlobalPoolingLayer(PoolingType.MAX), "a")
            .addLayer("out", new OutputLayer.Builder().nOut(2).build(), "pool")
            .setOutputs("out");
    assertThatThrownBy(() -> compile(largest))
        .hasMessageContaining(
            "'pool' is a GlobalPoolingLayer that is not an average over all places");
    GraphBuilder segmentation =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.convolutional(8, 8, 3))
            .addLayer("a", Nets.conv(3, 1, 4, ConvolutionMode.Same), "in")
            .addLayer("out", new CnnLossLayer.Builder().build(), "a")
            .setOutputs("out");
    assertThatThrownBy(() -> compile(segmentation))
        .hasMessageEndingWith("Here the output 'out' is a CnnLossLayer.");
    GraphBuilder two =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("in")
            .setInputTypes(InputType.convolutional(8, 8, 3))
            .addLayer("a", Nets.conv(3, 1, 4, ConvolutionMode.Same), "in")
            .addLayer("gap", new GlobalPoolingLayer(PoolingType.AVG), "a")
            .addLayer("out", new OutputLayer.Builder().nOut(2).build(), "gap")
            .addLayer("aside", new OutputLayer.Builder().nOut(2).build(), "gap")
            .setOutputs("out", "aside");
    assertThatThrownBy(() -> compile(two))
        .hasMessageEndingWith("This one has 1 inputs and 2 outputs.");
  }

  @Test
  void imagesOfAnotherSizeThanADenseLayerWasMadeForAreRefused() {
    ComputationGraph graph = Families.VGG16.graph(24, 32, Activation.SOFTMAX, CNN2DFormat.NCHW);
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling())) {
      assertThatThrownBy(() -> network.score(Nets.images(1, 32, 32)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("the dense layer reads 288 numbers and not 384");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "VGG16, The network is one chain of layers that could be compiled.",
    "RESNET18, The network is a graph of 10 convolutions that could be compiled.",
    "EFFICIENTNET_B0, from behind the first 4 on"
  })
  void descriptionsSayWhetherWindowsChangeWholeMaps(Families family, String said) {
    ComputationGraph graph = family.graph(32, 32, Activation.SOFTMAX, CNN2DFormat.NCHW);
    assumeTrue(OneDnnSupport.current().available());
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling())) {
      assertThat(network.description()).contains(said);
    }
  }

  @Test
  void averagesOverChannelsAreRefused() {
    assertThatThrownBy(() -> compile(pooled(CNN2DFormat.NCHW, 1, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("'gap' pools dimensions [1, 2], and the places of NCHW are [2, 3].");
    assertThatThrownBy(() -> compile(pooled(CNN2DFormat.NHWC, 2, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("'gap' pools dimensions [2, 3], and the places of NHWC are [1, 2].");
  }

  /** Without input types, by which DL4J would choose the dimensions. */
  private static GraphBuilder pooled(CNN2DFormat format, int... dimensions) {
    ConvolutionLayer convolution =
        new ConvolutionLayer.Builder(3, 3)
            .nIn(3)
            .nOut(4)
            .convolutionMode(ConvolutionMode.Same)
            .activation(Activation.RELU)
            .build();
    convolution.setCnn2dDataFormat(format);
    return new NeuralNetConfiguration.Builder()
        .graphBuilder()
        .addInputs("in")
        .addLayer("a", convolution, "in")
        .addLayer(
            "gap",
            new GlobalPoolingLayer.Builder(PoolingType.AVG).poolingDimensions(dimensions).build(),
            "a")
        .addLayer("out", new OutputLayer.Builder().nIn(4).nOut(2).build(), "gap")
        .setOutputs("out");
  }

  @ParameterizedTest
  @EnumSource(names = {"VGG", "NORM_BEHIND_RELU", "POOL_FIRST"})
  void scalingsOfOtherChannelsAreRefused(Nets net) {
    ComputationGraph graph = net.graph(16, 16, Activation.SOFTMAX);
    assertThatThrownBy(() -> CompiledNetwork.of(graph, InputScaling.none(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scaling must have 3 channels as the network reads, had 1");
  }

  @Test
  void wrongBatchesAreRefused() {
    ComputationGraph graph = Nets.VGG.graph(16, 16, Activation.SOFTMAX);
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling())) {
      INDArray grey = Nets.images(1, 16, 16).reshape(3, 1, 16, 16);
      assertThatThrownBy(() -> network.score(grey))
          .hasMessage("batch must be [N,3,H,W], was [3, 1, 16, 16]");
    }
  }

  @Test
  void scalingsAreChecked() {
    assertThatThrownBy(() -> new InputScaling(new float[0], new float[0]))
        .hasMessageStartingWith("mean must have a number");
    assertThatThrownBy(() -> new InputScaling(new float[3], new float[1]))
        .hasMessage("deviation must have 3 numbers as mean has, had 1");
    assertThat(InputScaling.none(2))
        .isEqualTo(new InputScaling(new float[2], new float[] {1, 1}))
        .hasSameHashCodeAs(InputScaling.none(2));
  }

  private static void assertRefused(
      UnaryOperator<GraphBuilder> features, String last, String reason) {
    GraphBuilder builder =
        features.apply(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 3)));
    builder
        .addLayer("gap", new GlobalPoolingLayer(PoolingType.AVG), last)
        .addLayer("out", new OutputLayer.Builder().nOut(2).build(), "gap")
        .setOutputs("out");
    assertThatThrownBy(() -> compile(builder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The compiled engine knows convolution")
        .hasMessageContaining(reason);
  }

  private static void compile(GraphBuilder builder) {
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    try (CompiledNetwork network = CompiledNetwork.of(graph, InputScaling.none(3))) {
      assertThat(network).isNull();
    } finally {
      graph.close();
    }
  }
}
