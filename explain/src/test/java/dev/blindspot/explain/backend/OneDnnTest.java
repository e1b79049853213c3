package dev.blindspot.explain.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.mkldnn.MKLDNNConvHelper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.nativeblas.Nd4jCpu;

class OneDnnTest {
  private static final String HELPERS_DISABLED = "org.eclipse.deeplearning4j.helpers.disable";

  private final @Nullable String setting = System.getProperty(HELPERS_DISABLED);

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(OneDnn.libraryHasIt(), "ND4J has no oneDNN on this platform");
  }

  @AfterEach
  void restoreSetting() {
    if (setting == null) {
      System.clearProperty(HELPERS_DISABLED);
    } else {
      System.setProperty(HELPERS_DISABLED, setting);
    }
  }

  @Test
  void layersMadeAfterEnableConvolveWithOneDnn() {
    assertThat(OneDnn.enable()).isEqualTo(OneDnn.Status.IN_USE);
    assertThat(OneDnn.status()).isEqualTo(OneDnn.Status.IN_USE);
    try (Graph graph = new Graph(CNN2DFormat.NCHW)) {
      assertThat(graph.convolution().getHelper()).isInstanceOf(MKLDNNConvHelper.class);
    }
  }

  @Test
  void layersMadeAfterDisableDoNot() {
    OneDnn.enable();
    OneDnn.disable();
    assertThat(OneDnn.status()).isEqualTo(OneDnn.Status.DISABLED);
    try (Graph graph = new Graph(CNN2DFormat.NCHW)) {
      assertThat(graph.convolution().getHelper()).isNull();
    }
  }

  @Test
  void deeplearning4jIsToldWhatTheLibraryHas() {
    assertThat(Nd4jCpu.Environment.getInstance().isUseMKLDNN()).isTrue();
  }

  @Test
  void nchwConvolutionsMayBeTrained() {
    OneDnn.enable();
    try (Graph graph = new Graph(CNN2DFormat.NCHW)) {
      assertThatCode(() -> OneDnn.requireTrainable(graph.graph)).doesNotThrowAnyException();
    }
  }

  @Test
  void nhwcConvolutionsOnOneDnnAreRefusedForTraining() {
    OneDnn.enable();
    try (Graph graph = new Graph(CNN2DFormat.NHWC)) {
      assertThatThrownBy(() -> OneDnn.requireTrainable(graph.graph))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Layer 'conv' is an NHWC convolution")
          .hasMessageContaining("wrong gradients")
          .hasMessageEndingWith(
              "Build the graph in NCHW, or call OneDnn.disable() before building it.");
    }
  }

  @Test
  void frozenNhwcConvolutionsThatPassGradientsOnAreRefusedToo() {
    OneDnn.enable();
    Layer frozen = new FrozenLayerWithBackprop(Graph.convolution(CNN2DFormat.NHWC));
    try (Graph graph = new Graph(CNN2DFormat.NHWC, frozen)) {
      assertThatThrownBy(() -> OneDnn.requireTrainable(graph.graph))
          .hasMessageContaining("is an NHWC convolution");
    }
  }

  /** Layers choose when they are made; a later change of the setting does not change them. */
  @Test
  void whatCountsIsTheSettingWhenTheGraphWasBuilt() {
    OneDnn.disable();
    try (Graph slow = new Graph(CNN2DFormat.NHWC)) {
      OneDnn.enable();
      assertThatCode(() -> OneDnn.requireTrainable(slow.graph)).doesNotThrowAnyException();
    }
    try (Graph fast = new Graph(CNN2DFormat.NHWC)) {
      OneDnn.disable();
      assertThatThrownBy(() -> OneDnn.requireTrainable(fast.graph))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void statusesAreSentences() {
    assertThat(OneDnn.Status.IN_USE).hasToString("oneDNN is in use");
    assertThat(OneDnn.Status.DISABLED).hasToString("oneDNN is available but switched off");
  }

  /** One convolution, pooled, and a dense layer. */
  private static final class Graph implements AutoCloseable {
    private final ComputationGraph graph;

    Graph(CNN2DFormat format) {
      this(format, convolution(format));
    }

    Graph(CNN2DFormat format, Layer convolution) {
      graph =
          new ComputationGraph(
              new NeuralNetConfiguration.Builder()
                  .graphBuilder()
                  .addInputs("in")
                  .setInputTypes(InputType.convolutional(8, 8, 3, format))
                  .addLayer("conv", convolution, "in")
                  .addLayer("gap", new GlobalPoolingLayer(), "conv")
                  .addLayer(
                      "out",
                      new OutputLayer.Builder().nOut(2).activation(Activation.SOFTMAX).build(),
                      "gap")
                  .setOutputs("out")
                  .build());
      graph.init();
    }

    static ConvolutionLayer convolution(CNN2DFormat format) {
      return new ConvolutionLayer.Builder(3, 3)
          .nOut(2)
          .convolutionMode(ConvolutionMode.Same)
          .dataFormat(format)
          .build();
    }

    org.deeplearning4j.nn.api.Layer convolution() {
      return graph.getLayer("conv");
    }

    @Override
    public void close() {
      graph.close();
    }
  }
}
