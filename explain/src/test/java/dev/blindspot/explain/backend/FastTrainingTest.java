package dev.blindspot.explain.backend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Against Deeplearning4j's own layers with oneDNN switched off. */
class FastTrainingTest {
  private static final int BATCH = 6;

  private final INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 3);

  @BeforeEach
  void needsTheLibrary() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
    OneDnn.disable();
    for (int i = 0; i < BATCH; i++) {
      labels.putScalar(i, i % 3, 1);
    }
  }

  @AfterEach
  void enable() {
    OneDnn.enable();
  }

  /** Sum vertices, strides, both kinds of borders, two readers of one map, 5x5 and 1x1 kernels. */
  @ParameterizedTest
  @CsvSource({"16, NCHW", "16, NHWC", "12, NCHW"})
  void residualNetworksTrainAsBefore(int channels, CNN2DFormat format) {
    ComputationGraph graph = residual(channels, format);
    INDArray images = images(format, 24);
    try (FastTraining<ComputationGraph> fast = FastTraining.of(graph)) {
      assertThat(fast.layers())
          .containsExactlyInAnyOrder("c1", "b1", "pool", "c2", "b2", "c3", "c4", "mean");
      requireSame(graph, fast.graph(), images, 2e-4);
    }
  }

  /**
   * An inverted residual block with linear bottleneck, ReLU6 beyond 6, odd sides, and a stride. On
   * some processors rounding brings one value to the other side of 6, which changes gradients by
   * 3e-3; elsewhere they agree to 1e-5.
   */
  @Test
  void depthwiseConvolutionsTrainAsBefore() {
    GraphBuilder builder = base().graphBuilder().addInputs("in");
    builder.setInputTypes(InputType.convolutional(23, 23, 3));
    builder
        .addLayer("c1", convolution(16, 3, 1, CNN2DFormat.NCHW, Activation.RELU), "in")
        .addLayer("d1", depthwise(16, 1, Activation.RELU), "c1")
        .addLayer("six1", new ActivationLayer(Activation.RELU6), "d1")
        .addLayer("p1", convolution(16, 1, 1, CNN2DFormat.NCHW, Activation.IDENTITY), "six1")
        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "c1", "p1")
        .addLayer("c2", convolution(48, 1, 1, CNN2DFormat.NCHW, Activation.IDENTITY), "sum")
        .addLayer("b2", norm(CNN2DFormat.NCHW), "c2")
        .addLayer("six2", new ActivationLayer(Activation.RELU6), "b2")
        .addLayer("d2", depthwise(48, 2, Activation.IDENTITY), "six2")
        .addLayer("gap", new GlobalPoolingLayer(PoolingType.AVG), "d2")
        .addLayer("out", output(), "gap")
        .setOutputs("out");
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    graph.getLayer("b2").getParam("gamma").assign(4); // some values are beyond 6
    try (FastTraining<ComputationGraph> fast = FastTraining.of(graph)) {
      assertThat(fast.layers()).contains("d1", "d2").hasSize(6);
      requireSame(graph, fast.graph(), images(CNN2DFormat.NCHW, 23), 1e-2);
    }
  }

  @Test
  void winogradTrainsAsBefore() {
    ComputationGraph graph = residual(32, CNN2DFormat.NCHW);
    try (FastTraining<ComputationGraph> fast = FastTraining.of(graph)) {
      requireSame(graph, fast.graph(), images(CNN2DFormat.NCHW, 64), 2e-4);
    }
  }

  @Test
  void frozenLayersStayFrozen() {
    NeuralNetConfiguration.Builder base = base();
    GraphBuilder builder = base.graphBuilder().addInputs("in");
    builder.setInputTypes(InputType.convolutional(24, 24, 3));
    FrozenLayer frozen = new FrozenLayer(convolution(16, 3, 1, CNN2DFormat.NCHW, Activation.RELU));
    builder
        .addLayer("c1", frozen, "in")
        .addLayer("c2", convolution(16, 3, 1, CNN2DFormat.NCHW, Activation.RELU), "c1")
        .addLayer("gap", new GlobalPoolingLayer(PoolingType.AVG), "c2")
        .addLayer("out", output(), "gap")
        .setOutputs("out");
    ComputationGraph graph = new ComputationGraph(builder.build());
    graph.init();
    INDArray images = images(CNN2DFormat.NCHW, 24);
    try (FastTraining<ComputationGraph> fast = FastTraining.of(graph)) {
      assertThat(fast.layers()).containsExactly("c1", "c2");
      INDArray before = fast.graph().getLayer("c1").params().dup();
      fast.graph().fit(new INDArray[] {images}, new INDArray[] {labels});
      graph.fit(new INDArray[] {images}, new INDArray[] {labels});
      assertThat(fast.graph().getLayer("c1").params()).isEqualTo(before);
      assertThat(distance(fast.graph().params(), graph.params())).isLessThan(1e-5);
    }
  }

  @Test
  void networksOfLayersComeBackTrainedAndPlain(@TempDir Path folder) throws IOException {
    MultiLayerConfiguration settings =
        base()
            .list()
            .layer(convolution(16, 3, 1, CNN2DFormat.NCHW, Activation.RELU))
            .layer(new SubsamplingLayer.Builder(2, 2).stride(2, 2).build())
            .layer(convolution(32, 3, 1, CNN2DFormat.NCHW, Activation.TANH))
            .layer(new DenseLayer.Builder().nOut(8).activation(Activation.RELU).build())
            .layer(output())
            .setInputType(InputType.convolutional(24, 24, 3))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(settings);
    network.init();
    MultiLayerNetwork twin = network.clone();
    DataSet batch = new DataSet(images(CNN2DFormat.NCHW, 24), labels);
    try (FastTraining<MultiLayerNetwork> fast = FastTraining.of(network)) {
      assertThat(fast.layers()).as("tanh stays standard").hasSize(2);
      for (int step = 0; step < 3; step++) {
        fast.graph().fit(batch);
        twin.fit(batch);
      }
      assertThat(fast.plain()).isSameAs(network);
    }
    assertThat(distance(network.params(), twin.params())).isLessThan(1e-4);
    assertThat(distance(state(network), state(twin))).isLessThan(1e-3);
    assertThat(network.getIterationCount()).isEqualTo(3);
    File file = folder.resolve("model.zip").toFile();
    network.save(file, true);
    MultiLayerNetwork read = ModelSerializer.restoreMultiLayerNetwork(file, true);
    assertThat(read.params()).isEqualTo(network.params());
    assertThat(read.getLayerWiseConfigurations().toJson()).doesNotContain("blindspot");
  }

  private static INDArray state(MultiLayerNetwork network) {
    return network.getUpdater().getStateViewArray();
  }

  private void requireSame(
      ComputationGraph stock, ComputationGraph fast, INDArray images, double tolerance) {
    assertThat(distance(fast.outputSingle(false, images), stock.outputSingle(false, images)))
        .isLessThan(1e-5);
    Map<String, INDArray> expected = gradients(stock, images);
    Map<String, INDArray> actual = gradients(fast, images);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, gradient) ->
            assertThat(distance(requireNonNull(actual.get(name), name), gradient))
                .as(name)
                .isLessThan(tolerance));
    INDArray start = stock.params().dup();
    for (int step = 0; step < 3; step++) {
      stock.fit(new INDArray[] {images}, new INDArray[] {labels});
      fast.fit(new INDArray[] {images}, new INDArray[] {labels});
    }
    assertThat(distance(fast.params().sub(start), stock.params().sub(start)))
        .isLessThan(10 * tolerance);
  }

  private Map<String, INDArray> gradients(ComputationGraph graph, INDArray images) {
    graph.setInputs(images);
    graph.setLabels(labels);
    graph.computeGradientAndScore();
    Map<String, INDArray> copies = new TreeMap<>();
    graph.gradient().gradientForVariable().forEach((name, g) -> copies.put(name, g.dup('c')));
    return copies;
  }

  private static ComputationGraph residual(int channels, CNN2DFormat format) {
    GraphBuilder graph = base().graphBuilder().addInputs("in");
    graph.setInputTypes(InputType.convolutional(24, 24, 3, format));
    graph
        .addLayer("c1", convolution(channels, 5, 1, format, Activation.IDENTITY), "in")
        .addLayer("b1", norm(format), "c1")
        .addLayer("r1", new ActivationLayer(Activation.RELU), "b1")
        .addLayer("pool", pool(format, SubsamplingLayer.PoolingType.MAX, 3, 2), "r1")
        .addLayer("c2", convolution(channels, 3, 1, format, Activation.IDENTITY), "pool")
        .addLayer("b2", norm(format), "c2")
        .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "b2", "pool")
        .addLayer("r2", new ActivationLayer(Activation.RELU), "sum")
        .addLayer("c3", convolution(2 * channels, 3, 2, format, Activation.RELU), "r2")
        .addLayer("c4", convolution(2 * channels, 1, 1, format, Activation.RELU), "c3")
        .addLayer("mean", pool(format, SubsamplingLayer.PoolingType.AVG, 2, 2), "c4")
        .addLayer(
            "gap",
            new GlobalPoolingLayer.Builder(PoolingType.AVG)
                .poolingDimensions(format == CNN2DFormat.NCHW ? new int[] {2, 3} : new int[] {1, 2})
                .build(),
            "mean")
        .addLayer("out", output(), "gap")
        .setOutputs("out");
    ComputationGraph made = new ComputationGraph(graph.build());
    made.init();
    return made;
  }

  private static NeuralNetConfiguration.Builder base() {
    return new NeuralNetConfiguration.Builder()
        .seed(4)
        .l2(1e-3)
        .updater(new Nesterovs(0.01, 0.9))
        .dataType(DataType.FLOAT);
  }

  private static ConvolutionLayer convolution(
      int filters, int kernel, int stride, CNN2DFormat format, Activation activation) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .stride(stride, stride)
        .convolutionMode(ConvolutionMode.Same)
        .dataFormat(format)
        .nOut(filters)
        .activation(activation)
        .hasBias(activation != Activation.IDENTITY) // batch norm follows: its gradient would be 0
        .build();
  }

  private static DepthwiseConvolution2D depthwise(int channels, int stride, Activation activation) {
    return new DepthwiseConvolution2D.Builder()
        .kernelSize(3, 3)
        .stride(stride, stride)
        .convolutionMode(ConvolutionMode.Same)
        .nOut(channels)
        .activation(activation)
        .hasBias(activation != Activation.IDENTITY)
        .build();
  }

  private static BatchNormalization norm(CNN2DFormat format) {
    return new BatchNormalization.Builder().useLogStd(false).dataFormat(format).build();
  }

  private static SubsamplingLayer pool(
      CNN2DFormat format, SubsamplingLayer.PoolingType type, int kernel, int stride) {
    return new SubsamplingLayer.Builder(kernel, kernel)
        .poolingType(type == SubsamplingLayer.PoolingType.MAX ? PoolingType.MAX : PoolingType.AVG)
        .stride(stride, stride)
        .convolutionMode(ConvolutionMode.Truncate)
        .dataFormat(format)
        .build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static INDArray images(CNN2DFormat format, int size) {
    Nd4j.getRandom().setSeed(7);
    INDArray images = Nd4j.randn(DataType.FLOAT, BATCH, 3, size, size);
    return format == CNN2DFormat.NCHW ? images : images.permute(0, 2, 3, 1).dup('c');
  }

  private static double distance(INDArray actual, INDArray expected) {
    return actual.sub(expected).norm2Number().doubleValue()
        / Math.max(expected.norm2Number().doubleValue(), 1e-30);
  }
}
