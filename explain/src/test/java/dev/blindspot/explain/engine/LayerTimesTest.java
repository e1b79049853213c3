package dev.blindspot.explain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.onednn.graph.StepTime;
import dev.blindspot.explain.onednn.primitive.Algorithm;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

class LayerTimesTest {
  private static final Optional<Algorithm> NONE = Optional.empty();
  private static final Optional<Algorithm> DIRECT = Optional.of(Algorithm.DIRECT);

  /** Where the rule says so and the processor can. */
  private static final Optional<Algorithm> WINOGRAD =
      Optional.of(OneDnnSupport.current().winograd() ? Algorithm.WINOGRAD : Algorithm.DIRECT);

  private static void requirePrimitives() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
  }

  @Test
  void everyLayerOfAChainHasARow() {
    requirePrimitives();
    ComputationGraph graph = Nets.WIDE.graph(24, 20, Activation.SOFTMAX);
    INDArray images = Nets.images(2, 24, 20);
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling())) {
      float[][] before = network.score(images).toFloatMatrix();
      LayerTimes times = LayerTimes.measure(network, images, 3);
      assertThat(network.score(images).toFloatMatrix()).isDeepEqualTo(before);
      assertThat(times.layers())
          .extracting(StepTime::operation)
          .containsExactly(
              "convolution 3x3, relu",
              "convolution 3x3, relu",
              "max pooling 2x2, stride 2",
              "convolution 3x3, relu",
              "convolution 3x3, relu",
              "max pooling 2x2, stride 2",
              "convolution 3x3, relu",
              "global average pooling",
              "dense layers and last activation");
      assertThat(times.layers())
          .extracting(StepTime::output)
          .containsExactly(
              List.of(2L, 16L, 24L, 20L),
              List.of(2L, 32L, 24L, 20L),
              List.of(2L, 32L, 12L, 10L),
              List.of(2L, 48L, 12L, 10L),
              List.of(2L, 32L, 12L, 10L),
              List.of(2L, 32L, 6L, 5L),
              List.of(2L, 16L, 6L, 5L),
              List.of(2L, 16L, 1L, 1L),
              List.of(2L, 3L));
      // 6 x 5 outputs fill less than half of their four tiles
      assertThat(times.layers())
          .extracting(StepTime::algorithm)
          .containsExactly(DIRECT, WINOGRAD, NONE, WINOGRAD, WINOGRAD, NONE, DIRECT, NONE, NONE);
      assertConsistent(times);
      long convolutions =
          9L * (24 * 20 * (3 * 16 + 16 * 32) + 12 * 10 * (32 * 48 + 48 * 32) + 6 * 5 * 32 * 16);
      assertThat(network.multiplyAdds(24, 20)).isEqualTo(convolutions);
      assertThat(times.multiplicationsPerImage()).isEqualTo(convolutions + 16 * 5 + 5 * 3);
    }
  }

  @Test
  void branchesHaveRowsOfTheirOwn() {
    requirePrimitives();
    GraphNet net = new GraphNet(CNN2DFormat.NCHW);
    String x = net.conv("in", 3, 1, 16, Activation.RELU);
    x = net.activated(net.sum(net.conv(x, 3, 1, 16, Activation.IDENTITY), x), Activation.RELU);
    String left = net.conv(x, 1, 2, 32, Activation.IDENTITY);
    String deep = net.depthwise(x, 3, 1, 16);
    String right = net.pool(deep, PoolingType.AVG, 2, 2, ConvolutionMode.Truncate);
    ComputationGraph graph = net.classifier(net.merged(left, right), Activation.SOFTMAX);
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling())) {
      LayerTimes times = LayerTimes.measure(network, Nets.images(1, 16, 12), 3);
      assertThat(times.layers())
          .extracting(StepTime::operation)
          .containsExactlyInAnyOrder(
              "convolution 3x3, relu",
              "convolution 3x3",
              "sum",
              "relu",
              "convolution 1x1, stride 2",
              "depthwise convolution 3x3",
              "average pooling 2x2, stride 2",
              "join of channels",
              "global average pooling",
              "dense layers and last activation");
      assertThat(times.layers())
          .filteredOn(layer -> layer.operation().equals("join of channels"))
          .extracting(StepTime::output)
          .containsExactly(List.of(1L, 48L, 8L, 6L));
      assertConsistent(times);
      long whole = 16L * 12 * (9 * 3 * 16 + 9 * 16 * 16 + 9 * 16);
      assertThat(times.multiplicationsPerImage()).isEqualTo(whole + 8 * 6 * 16 * 32 + 48 * 5);
    }
  }

  private static void assertConsistent(LayerTimes times) {
    assertThat(times.layers())
        .allSatisfy(
            layer -> {
              assertThat(layer.implementation()).isNotBlank();
              assertThat(layer.implementation().contains("wino"))
                  .isEqualTo(layer.algorithm().equals(Optional.of(Algorithm.WINOGRAD)));
              assertThat(layer.seconds()).isPositive();
              assertThat(layer.directSeconds()).isPositive();
              assertThat(times.peak().gflops() * layer.directSeconds() * 1e9)
                  .as("no convolution is faster than the peak: " + layer)
                  .isGreaterThanOrEqualTo(
                      layer.algorithm().isEmpty() ? 0 : 1.999999 * layer.multiplications());
            });
    double sum = times.layers().stream().mapToDouble(StepTime::seconds).sum();
    assertThat(times.layerSecondsPerImage() * times.images())
        .isCloseTo(sum, withinPercentage(1e-6));
    assertThat(times.secondsPerImage()).isPositive();
    assertThat(times.peak().gflops()).isGreaterThanOrEqualTo(times.matrices().gflops());
    assertThat(times.peak().method()).isNotBlank();
    assertThat(times.floorSecondsPerImage() * times.peak().gflops() * 1e9)
        .isCloseTo(2.0 * times.multiplicationsPerImage(), withinPercentage(1e-6));
    assertThat(times.floorSecondsPerImage()).isLessThan(times.directSecondsPerImage());
  }

  @Test
  void withoutPrimitivesLayersCannotBeToldApart() {
    ComputationGraph graph = Nets.VGG.graph(16, 16, Activation.SOFTMAX);
    INDArray images = Nets.images(1, 16, 16);
    try (CompiledNetwork network = CompiledNetwork.withoutPrimitives(graph, Nets.scaling())) {
      assertThatThrownBy(() -> LayerTimes.measure(network, images, 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("oneDNN's own primitives do not compute this network");
    }
  }

  @Test
  void aRoundIsTheLeast() {
    ComputationGraph graph = Nets.VGG.graph(16, 16, Activation.SOFTMAX);
    INDArray images = Nets.images(1, 16, 16);
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling())) {
      assertThatThrownBy(() -> LayerTimes.measure(network, images, 0))
          .hasMessage("rounds must be >= 1, was 0");
    }
  }
}
