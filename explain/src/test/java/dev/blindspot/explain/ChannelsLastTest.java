package dev.blindspot.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.network.ScoreGradient.Score;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network with the channel last and its twin with the channel first hold the same weights and
 * give the same answers: so they must be explained alike, map by map, with oneDNN's helpers on.
 */
class ChannelsLastTest {
  private static final int HEIGHT = 6;
  private static final int WIDTH = 4;
  private static final InputScaling SCALING =
      new InputScaling(new float[] {10, 20, 30}, new float[] {50, 60, 70});

  @BeforeAll
  static void helpersOn() {
    OneDnn.enable();
  }

  @AfterAll
  static void helpersOff() {
    OneDnn.disable();
  }

  /** Networks of every kind of layer that is known in both layouts. */
  enum Net {
    GAP((net, format) -> gapHead(net.addLayer("conv2", conv(5, format), "conv1"), "conv2", format)),
    NORM_AND_SHORTCUT(
        (net, format) ->
            gapHead(
                net.addLayer("norm", norm(format), "conv1")
                    .addLayer("act", new ActivationLayer(Activation.ELU), "norm")
                    .addLayer("conv2", conv(4, format), "act")
                    .addVertex(
                        "add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "act", "conv2")
                    .addLayer("conv3", conv(3, format), "add")
                    .addLayer("drop", new DropoutLayer(0.5), "conv3"),
                "drop",
                format)),
    DEPTHWISE_AND_SEPARABLE(
        (net, format) ->
            gapHead(
                net.addLayer("depthwise", depthwise(format), "conv1")
                    .addLayer("separable", separable(format), "depthwise"),
                "separable",
                format)),
    POOL_PAD_CROP_UPSAMPLE(
        (net, format) ->
            gapHead(
                net.addLayer("pool", pool(format), "conv1")
                    .addLayer("up", upsampling(format), "pool")
                    .addLayer("pad", padding(format), "up")
                    .addLayer("crop", cropping(format), "pad")
                    .addLayer("conv2", conv(5, format), "crop"),
                "conv2",
                format)),
    MERGE(
        (net, format) ->
            gapHead(
                net.addLayer("a", conv(2, format), "conv1")
                    .addLayer("b", conv(3, format), "conv1")
                    .addVertex("merge", merge(format), "a", "b")
                    .addLayer("conv2", conv(4, format), "merge"),
                "conv2",
                format)),
    FLATTEN(
        (net, format) ->
            net.addLayer("pool", pool(format), "conv1")
                .addLayer("fc", dense(), "pool")
                .addLayer("out", TinyNets.softmax(3), "fc")
                .setOutputs("out")),
    FLATTEN_BY_VERTEX(
        (net, format) ->
            net.addVertex(
                    "flat",
                    new PreprocessorVertex(
                        new CnnToFeedForwardPreProcessor(HEIGHT, WIDTH, 4, format)),
                    "conv1")
                .addLayer("fc", dense(), "flat")
                .addLayer("out", TinyNets.softmax(3), "fc")
                .setOutputs("out"));

    @SuppressWarnings("ImmutableEnumChecker") // a function without state
    private final BiConsumer<GraphBuilder, CNN2DFormat> layers;

    Net(BiConsumer<GraphBuilder, CNN2DFormat> layers) {
      this.layers = layers;
    }

    ComputationGraph graph(CNN2DFormat format) {
      GraphBuilder builder = start(format);
      layers.accept(builder, format);
      ComputationGraph graph = TinyNets.init(builder);
      Random random = new Random(3);
      graph
          .paramTable()
          .forEach(
              (name, values) -> {
                if (name.endsWith("_mean") || name.endsWith("_b")) {
                  fill(values, () -> random.nextGaussian() * 0.3);
                } else if (name.endsWith("_var") || name.endsWith("_gamma")) {
                  fill(values, () -> 0.5 + random.nextDouble());
                } else if (name.startsWith("depthwise") || name.startsWith("separable")) {
                  fill(values, () -> random.nextGaussian() * 0.5);
                }
              });
      return graph;
    }

    ComputationGraph channelsLast() {
      return graph(CNN2DFormat.NHWC);
    }

    /** Standard NCHW layers that give the same answers. */
    ComputationGraph twin(ComputationGraph channelsLast) {
      ComputationGraph twin = graph(CNN2DFormat.NCHW);
      twin.setParams(channelsLast.params().dup());
      if (name().startsWith("FLATTEN")) {
        INDArray weights = channelsLast.getLayer("fc").getParam("W");
        int shrink = this == FLATTEN ? 2 : 1;
        long out = weights.size(1);
        twin.getLayer("fc")
            .getParam("W")
            .assign(
                weights
                    .dup('c')
                    .reshape(HEIGHT / shrink, WIDTH / shrink, 4, out)
                    .permute(2, 0, 1, 3)
                    .dup('c')
                    .reshape(weights.shape()));
      }
      return twin;
    }
  }

  @ParameterizedTest
  @EnumSource(Net.class)
  void isExplainedLikeItsTwinMapByMap(Net net) {
    ComputationGraph graph = net.channelsLast();
    try (ImageClassifier last = ImageClassifier.of(graph, SCALING);
        ImageClassifier first = ImageClassifier.of(net.twin(graph), SCALING)) {
      assertThat(last.layout()).isEqualTo(CNN2DFormat.NHWC);
      assertThat(first.layout()).isEqualTo(CNN2DFormat.NCHW);
      INDArray images = images(2);
      // the twins are twins by DL4J's own forward pass
      assertClose(
          first.graph("test").outputSingle(false, first.networkInput(images)).toFloatMatrix(),
          last.graph("test").outputSingle(false, last.networkInput(images)).toFloatMatrix());
      assertClose(first.score(images).toFloatMatrix(), last.score(images).toFloatMatrix());
      for (int target = 0; target < 3; target++) {
        for (AttributionMethod method : methods(last, net)) {
          Attribution expected = sameFor(method, first).attribute(images.slice(1), target);
          assertThat(expected.flat()).isFalse();
          assertClose(expected, method.attribute(images.slice(1), target));
          assertClose(expected, method.attributeAll(images, 0, target).get(1));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Net.class)
  void saliencyIsTheSlopeOfTheLogit(Net net) {
    ComputationGraph graph = net.channelsLast();
    try (ImageClassifier classifier = ImageClassifier.of(graph, InputScaling.none(3))) {
      INDArray image = images(1).subi(100).divi(60);
      Attribution map = Saliency.of(classifier).score(Score.PROBABILITY).attribute(image, 1);
      double step = 4e-3;
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          double steepest = 0;
          for (int c = 0; c < 3; c++) {
            double slope =
                (probability(graph, moved(image, c, y, x, step))
                        - probability(graph, moved(image, c, y, x, -step)))
                    / (2 * step);
            steepest = Math.max(steepest, Math.abs(slope));
          }
          assertThat((double) map.at(y, x)).isCloseTo(steepest, within(1e-4 + 0.01 * steepest));
        }
      }
      assertThat(map.max()).isGreaterThan(5e-3f); // the tolerance is far below
    }
  }

  @Test
  void gradCamOfAGapHeadIsCamDividedByTheNumberOfPlaces() {
    try (ImageClassifier classifier = ImageClassifier.of(Net.GAP.channelsLast(), SCALING)) {
      float[] cam = ClassActivationMap.of(classifier).attribute(images(1), 2).values();
      float[] gradCam = GradCam.of(classifier).attribute(images(1), 2).values();
      for (int i = 0; i < cam.length; i++) {
        assertThat(gradCam[i]).isCloseTo(cam[i] / (HEIGHT * WIDTH), within(1e-6f));
      }
    }
  }

  @Test
  void seesThroughFrozenLayers() {
    ComputationGraph graph = Net.NORM_AND_SHORTCUT.channelsLast();
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(graph).setFeatureExtractor("conv3").build();
    try (ImageClassifier open = ImageClassifier.of(graph, SCALING);
        ImageClassifier closed = ImageClassifier.of(frozen, SCALING)) {
      Attribution map = Saliency.of(open).attribute(images(1), 0);
      assertThat(Saliency.of(closed).attribute(images(1), 0)).isEqualTo(map);
      assertThat(map.max()).isPositive();
    }
  }

  @Test
  void layersThatAreNotKnownInBothLayoutsAreRefusedByName() {
    SpaceToDepthLayer deeper = new SpaceToDepthLayer();
    deeper.setBlockSize(2);
    deeper.setDataFormat(CNN2DFormat.NHWC);
    GraphBuilder builder = start(CNN2DFormat.NHWC).addLayer("deeper", deeper, "conv1");
    gapHead(
        builder.addLayer("conv2", conv(4, CNN2DFormat.NHWC), "deeper"), "conv2", CNN2DFormat.NHWC);
    try (ImageClassifier classifier = ImageClassifier.of(TinyNets.init(builder), SCALING)) {
      assertThatThrownBy(() -> GradCam.of(classifier))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(
              "Here 'deeper' is a SpaceToDepthLayer, of which no such copy is known");
      assertThatThrownBy(() -> Saliency.of(classifier)).hasMessageContaining("'deeper'");
    }
  }

  @Test
  void layersThatContradictEachOtherAreRefused() {
    ComputationGraph graph = Net.GAP.channelsLast();
    ((ConvolutionLayer) graph.getLayer("conv2").conf().getLayer())
        .setCnn2dDataFormat(CNN2DFormat.NCHW);
    assertThatThrownBy(() -> ImageClassifier.of(graph, SCALING))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("here 'conv1' says NHWC and 'conv2' says NCHW");
  }

  private static Stream<AttributionMethod> stream(ImageClassifier classifier, Net net) {
    Stream<AttributionMethod> any =
        Stream.of(
            GradCam.of(classifier),
            GradCam.of(classifier).layer("conv1"),
            Saliency.of(classifier),
            Saliency.of(classifier).smoothed(new Saliency.Smoothing(3, 0.1, 1)),
            Occlusion.of(classifier).window(2).stride(1));
    return net.name().startsWith("FLATTEN")
        ? any
        : Stream.concat(any, Stream.of(ClassActivationMap.of(classifier)));
  }

  private static List<AttributionMethod> methods(ImageClassifier classifier, Net net) {
    return stream(classifier, net).toList();
  }

  private static AttributionMethod sameFor(AttributionMethod method, ImageClassifier classifier) {
    if (method instanceof GradCam cam) {
      return new GradCam(classifier, cam.layer());
    }
    if (method instanceof Saliency saliency) {
      return new Saliency(classifier, saliency.score(), saliency.smoothing());
    }
    return method instanceof Occlusion
        ? Occlusion.of(classifier).window(2).stride(1)
        : ClassActivationMap.of(classifier);
  }

  private static GraphBuilder start(CNN2DFormat format) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .convolutionMode(ConvolutionMode.Same)
        .graphBuilder()
        .addInputs("in")
        .setInputTypes(InputType.convolutional(HEIGHT, WIDTH, 3, format))
        .addLayer("conv1", conv(4, format), "in");
  }

  private static void gapHead(GraphBuilder net, String features, CNN2DFormat format) {
    GlobalPoolingLayer.Builder gap = new GlobalPoolingLayer.Builder(PoolingType.AVG);
    if (format == CNN2DFormat.NHWC) {
      gap.poolingDimensions(1, 2);
    }
    net.addLayer("gap", gap.build(), features)
        .addLayer("out", TinyNets.softmax(3), "gap")
        .setOutputs("out");
  }

  private static ConvolutionLayer conv(int out, CNN2DFormat format) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(out)
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private static DepthwiseConvolution2D depthwise(CNN2DFormat format) {
    return new DepthwiseConvolution2D.Builder(3, 3)
        .nIn(4)
        .nOut(8)
        .depthMultiplier(2)
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private static SeparableConvolution2D separable(CNN2DFormat format) {
    return new SeparableConvolution2D.Builder(3, 3)
        .nOut(5)
        .depthMultiplier(2)
        .activation(Activation.TANH)
        .dataFormat(format)
        .build();
  }

  private static BatchNormalization norm(CNN2DFormat format) {
    BatchNormalization norm = new BatchNormalization.Builder().useLogStd(false).build();
    norm.setCnn2DFormat(format);
    return norm;
  }

  private static SubsamplingLayer pool(CNN2DFormat format) {
    return new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
        .kernelSize(2, 2)
        .stride(2, 2)
        .dataFormat(format)
        .build();
  }

  private static Upsampling2D upsampling(CNN2DFormat format) {
    return new Upsampling2D.Builder(2).dataFormat(format).build();
  }

  private static ZeroPaddingLayer padding(CNN2DFormat format) {
    return new ZeroPaddingLayer.Builder(1, 2).dataFormat(format).build();
  }

  private static Cropping2D cropping(CNN2DFormat format) {
    return new Cropping2D.Builder(1, 2).dataFormat(format).build();
  }

  private static MergeVertex merge(CNN2DFormat format) {
    MergeVertex merge = new MergeVertex();
    merge.setMergeAxis(format == CNN2DFormat.NHWC ? 3 : 1);
    return merge;
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nOut(6).activation(Activation.TANH).build();
  }

  private static double probability(ComputationGraph graph, INDArray image) {
    return graph.outputSingle(false, image.permute(0, 2, 3, 1).dup('c')).getDouble(0, 1);
  }

  private static INDArray moved(INDArray image, int channel, int y, int x, double step) {
    INDArray moved = image.dup();
    moved.putScalar(new int[] {0, channel, y, x}, moved.getFloat(0, channel, y, x) + step);
    return moved;
  }

  private static INDArray images(int count) {
    Random random = new Random(5);
    INDArray images = Nd4j.zeros(DataType.FLOAT, count, 3, HEIGHT, WIDTH);
    fill(images, () -> random.nextInt(256));
    return images;
  }

  private static void fill(INDArray values, DoubleSupplier numbers) {
    float[] drawn = new float[(int) values.length()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = (float) numbers.getAsDouble();
    }
    values.assign(Nd4j.createFromArray(drawn).reshape(values.shape()));
  }

  private static void assertClose(float[][] expected, float[][] actual) {
    for (int n = 0; n < expected.length; n++) {
      assertThat(actual[n]).containsExactly(expected[n], within(1e-5f));
    }
  }

  private static void assertClose(Attribution expected, Attribution actual) {
    assertThat(actual.method()).isEqualTo(expected.method());
    assertThat(actual.height()).isEqualTo(expected.height());
    assertThat(actual.width()).isEqualTo(expected.width());
    float tolerance = 1e-4f * Math.max(expected.max(), -expected.min());
    assertThat(actual.values())
        .as(expected.method())
        .containsExactly(expected.values(), within(tolerance));
  }
}
