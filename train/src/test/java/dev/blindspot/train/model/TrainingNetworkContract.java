package dev.blindspot.train.model;

import static dev.blindspot.train.model.Fixtures.distance;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.model.backbone.LayerStyle;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * What layers that train instead of the standard ones must do: the same as Deeplearning4j's own,
 * with oneDNN switched off for the latter.
 *
 * <p>Both sum the same floats in different orders, which alone makes a relative difference of some
 * 1e-6 per layer. With batch normalisation, every one of 13 layers divides by a deviation that was
 * estimated from such numbers (12 values per channel in the last block of these small images), and
 * one value within rounding of 0 may fall on the other side of a ReLU: the tolerance is ten times
 * as large there. {@code FusedBatchNormTest} holds a single layer against double precision.
 */
abstract class TrainingNetworkContract {
  private static final int SIZE = 32;
  private static final int BATCH = 3;

  private final @Nullable String setting =
      System.getProperty("org.eclipse.deeplearning4j.helpers.disable");
  private final INDArray images = Fixtures.images(BATCH, SIZE, 5);
  private final INDArray labels = Fixtures.labels(BATCH);

  /** The layers. */
  abstract LayerStyle style();

  @BeforeEach
  void needsACpu() {
    assumeThat(Nd4j.getEnvironment().isCPU()).as("these layers are for CPUs").isTrue();
  }

  private Network network(ModelSpec spec, int frozenBlocks, INDArray parameters) {
    return network(spec, frozenBlocks, parameters, TrainingNetworkContract::sgd);
  }

  private Network network(
      ModelSpec spec,
      int frozenBlocks,
      INDArray parameters,
      UnaryOperator<NeuralNetConfiguration.Builder> training) {
    return Fixtures.network(spec, frozenBlocks, parameters, training, style());
  }

  private long[] mapShape(int size, int channels) {
    return style().format() == CNN2DFormat.NHWC
        ? new long[] {BATCH, size, size, channels}
        : new long[] {BATCH, channels, size, size};
  }

  private INDArray preprocessed(ModelSpec spec) {
    return style().format() == CNN2DFormat.NHWC
        ? spec.preprocessing().nhwc(images)
        : spec.preprocessing().nchw(images);
  }

  @AfterEach
  void restoreSetting() {
    if (setting == null) {
      System.clearProperty("org.eclipse.deeplearning4j.helpers.disable");
    } else {
      System.setProperty("org.eclipse.deeplearning4j.helpers.disable", setting);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void scoresAreTheStockNetworks(boolean batchNorm) {
    try (Pair pair = new Pair(batchNorm, TrainingNetworkContract::sgd)) {
      INDArray expected = pair.stock.outputSingle(false, pair.stockInput());
      assertThat(distance(pair.fused.score(images), expected)).isLessThan(1e-5);
      assertThat(expected.getDouble(0, 0)).isNotEqualTo(expected.getDouble(1, 0));
    }
  }

  /** What a saved model computes where oneDNN is in use is what it computes where it is not. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void standardGraphOnOneDnnScoresTheSame(boolean batchNorm) {
    try (Pair pair = new Pair(batchNorm, TrainingNetworkContract::sgd)) {
      ComputationGraph standard = pair.fused.standard();
      INDArray expected = pair.stock.outputSingle(false, pair.stockInput());
      assertThat(distance(standard.outputSingle(false, pair.stockInput()), expected))
          .isLessThan(1e-5);
      standard.close();
    }
  }

  @ParameterizedTest
  @CsvSource({"false, 1e-4", "true, 1e-3"})
  void gradientsAreTheStockNetworks(boolean batchNorm, double tolerance) {
    try (Pair pair = new Pair(batchNorm, TrainingNetworkContract::sgd)) {
      Map<String, INDArray> expected = gradients(pair.stock, pair.stockInput());
      Map<String, INDArray> actual = gradients(pair.fused.trainable(), pair.fused.features(images));
      assertThat(actual.keySet()).isEqualTo(expected.keySet()).hasSizeGreaterThan(26);
      expected.forEach(
          (name, gradient) -> {
            assertThat(gradient.norm2Number().doubleValue()).as(name).isPositive();
            assertThat(distance(requireNonNull(actual.get(name)), gradient))
                .as(name)
                .isLessThan(tolerance);
          });
      assertThat(pair.fused.trainable().score()).isCloseTo(pair.stock.score(), within(1e-5));
    }
  }

  /**
   * Adam divides by the size of the gradient, which turns the rounding of a gradient near 0 into a
   * full step; its epsilon is large here so that steps follow the gradients.
   */
  @ParameterizedTest
  @CsvSource({"false, 1e-4", "true, 1e-3"})
  void trainingStepsAreTheStockNetworks(boolean batchNorm, double tolerance) {
    UnaryOperator<NeuralNetConfiguration.Builder> adam =
        base -> base.updater(new Adam(0.01, 0.9, 0.999, 1e-2)).weightDecay(0.1, true);
    try (Pair pair = new Pair(batchNorm, adam)) {
      INDArray start = pair.parameters;
      for (int step = 0; step < 3; step++) {
        pair.stock.fit(new INDArray[] {pair.stockInput()}, new INDArray[] {labels});
        pair.fused.fit(pair.fused.features(images), labels);
      }
      INDArray moved = pair.stock.params().sub(start);
      assertThat(distance(pair.fused.parameters().sub(start), moved)).isLessThan(tolerance);
      assertThat(moved.norm2Number().doubleValue()).isGreaterThan(0.1);
      assertThat(state(pair.fused.trainable()).length()).isEqualTo(state(pair.stock).length());
      assertThat(distance(state(pair.fused.trainable()), state(pair.stock))).isLessThan(tolerance);
    }
  }

  @Test
  void runningEstimatesAreTheStockNetworks() {
    try (Pair pair = new Pair(true, base -> base.updater(new Sgd(1e-3)))) {
      for (int step = 0; step < 3; step++) {
        pair.stock.fit(new INDArray[] {pair.stockInput()}, new INDArray[] {labels});
        pair.fused.fit(pair.fused.features(images), labels);
      }
      Map<String, INDArray> before = pair.table(pair.parameters);
      Map<String, INDArray> after = pair.table(pair.fused.parameters());
      pair.stock
          .paramTable()
          .forEach(
              (name, expected) -> {
                if (name.endsWith("_mean") || name.endsWith("_var")) {
                  assertThat(distance(requireNonNull(after.get(name)), expected))
                      .as(name)
                      .isLessThan(1e-4);
                  assertThat(distance(requireNonNull(before.get(name)), expected))
                      .as(name)
                      .isGreaterThan(1e-2);
                }
              });
    }
  }

  @Test
  void trainingTwiceGivesTheSameBits() {
    assertThat(trained().toFloatVector()).isEqualTo(trained().toFloatVector());
  }

  private INDArray trained() {
    ModelSpec spec = Fixtures.spec(SIZE, true);
    try (Network network =
        network(spec, 0, Fixtures.parameters(spec, 3), base -> base.updater(new Adam(0.01)))) {
      for (int step = 0; step < 3; step++) {
        network.fit(network.features(images), labels);
      }
      return network.parameters();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false", "2, true", "3, false", "4, false", "4, true", "5, false", "5, true"})
  void frozenBlocksScoreTheSameAndStayAsTheyAre(int blocks, boolean batchNorm) {
    ModelSpec spec = Fixtures.spec(SIZE, batchNorm);
    INDArray parameters = Fixtures.parameters(spec, 3);
    try (Network whole = network(spec, 0, parameters);
        Network network = network(spec, blocks, parameters)) {
      assertThat(network.frozen().hasBlocks()).isTrue();
      assertThat(network.parameters()).isEqualTo(parameters);
      INDArray features = network.features(images);
      assertThat(features.shape())
          .containsExactly(
              mapShape(blocks == 5 ? SIZE / 16 : SIZE >> blocks, spec.channels(blocks)));
      assertThat(distance(network.score(images), whole.score(images))).isLessThan(1e-6);
      assertThat(network.scoreFeatures(features)).isEqualTo(network.score(images));

      network.fit(features, labels);
      Map<String, INDArray> before = table(spec, parameters);
      table(spec, network.parameters())
          .forEach(
              (name, values) -> {
                boolean frozen = name.startsWith("block") && name.charAt(5) - '0' <= blocks;
                assertThat(values.equals(before.get(name))).as(name).isEqualTo(frozen);
              });
    }
  }

  @Test
  void withoutFrozenBlocksFeaturesAreThePreprocessedImages() {
    ModelSpec spec = Fixtures.spec(SIZE, false);
    try (Network network = network(spec, 0, Fixtures.parameters(spec, 3))) {
      assertThat(network.frozen().hasBlocks()).isFalse();
      assertThat(network.features(images)).isEqualTo(preprocessed(spec));
    }
  }

  @Test
  void dropoutIsActiveInTrainingOnly() {
    ModelSpec plain = Fixtures.spec(SIZE, false);
    ModelSpec dropping =
        new ModelSpec(
            Architecture.VGG16,
            SIZE,
            Resize.STRETCH,
            plain.width(),
            false,
            0.5,
            plain.preprocessing(),
            plain.classes());
    INDArray parameters = Fixtures.parameters(plain, 3);
    try (Network without = network(plain, 0, parameters);
        Network with = network(dropping, 0, parameters)) {
      assertThat(with.score(images)).isEqualTo(without.score(images));
      assertThat(trainingLoss(without, 1)).isEqualTo(trainingLoss(without, 2));
      assertThat(trainingLoss(with, 1)).isNotEqualTo(trainingLoss(with, 2));
      assertThat(trainingLoss(with, 1)).isNotEqualTo(trainingLoss(without, 1));
      assertThat(trainingLoss(with, 1))
          .as("the generator's seed decides what is dropped")
          .isEqualTo(trainingLoss(with, 1));
    }
  }

  private double trainingLoss(Network network, long seed) {
    Nd4j.getRandom().setSeed(seed);
    gradients(network.trainable(), network.features(images));
    return network.trainable().score();
  }

  @Test
  void fusedGraphsMayBeTrained() {
    ModelSpec spec = Fixtures.spec(SIZE, true);
    try (Network network = network(spec, 0, Fixtures.parameters(spec, 3))) {
      assertThatCode(() -> OneDnn.requireTrainable(network.trainable())).doesNotThrowAnyException();
    }
  }

  @Test
  void parametersOfAnotherNetworkAreRefused() {
    ModelSpec spec = Fixtures.spec(SIZE, false);
    try (Network network = network(spec, 0, Fixtures.parameters(spec, 3))) {
      assertThatThrownBy(() -> network.setParameters(Nd4j.zeros(1, 7)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageMatching("parameters must be \\d+, were 7");
    }
  }

  @ParameterizedTest
  @EnumSource(Preprocessing.class)
  void bothLayoutsArePreprocessedAsDeeplearning4jDoes(Preprocessing preprocessing) {
    INDArray expected = images.dup();
    preprocessing.toDl4j().transform(expected);
    assertThat(distance(preprocessing.nchw(images), expected)).isLessThan(1e-6);
    assertThat(distance(preprocessing.nhwc(images).permute(0, 3, 1, 2), expected)).isLessThan(1e-6);
    assertThat(preprocessing.nhwc(images.permute(0, 1, 3, 2)))
        .isEqualTo(preprocessing.nhwc(images.permute(0, 1, 3, 2).dup('c')));
  }

  @Test
  void otherThanFloatImagesAreRefused() {
    assertThatThrownBy(() -> Preprocessing.SYMMETRIC.nhwc(images.castTo(DataType.UINT8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("bgr must be float32 [N,3,H,W], was UBYTE");
  }

  private static NeuralNetConfiguration.Builder sgd(NeuralNetConfiguration.Builder base) {
    return base.updater(new Sgd(0.01));
  }

  private static INDArray state(ComputationGraph graph) {
    return graph.getUpdater().getStateViewArray();
  }

  private Map<String, INDArray> gradients(ComputationGraph graph, INDArray input) {
    return gradients(graph, input, labels);
  }

  static Map<String, INDArray> gradients(ComputationGraph graph, INDArray input, INDArray labels) {
    graph.setInputs(input);
    graph.setLabels(labels);
    graph.computeGradientAndScore();
    Map<String, INDArray> copies = new TreeMap<>();
    graph.gradient().gradientForVariable().forEach((name, g) -> copies.put(name, g.dup('c')));
    return copies;
  }

  private static Map<String, INDArray> table(ModelSpec spec, INDArray parameters) {
    ComputationGraph graph = Network.standard(spec, 0);
    graph.setParams(parameters.dup());
    Map<String, INDArray> copies = new TreeMap<>();
    graph.paramTable().forEach((name, values) -> copies.put(name, values.dup()));
    graph.close();
    return copies;
  }

  /** The same network twice, with the same parameters. */
  private final class Pair implements AutoCloseable {
    private final ModelSpec spec;
    private final INDArray parameters;
    private final ComputationGraph stock;
    private final Network fused;

    Pair(boolean batchNorm, UnaryOperator<NeuralNetConfiguration.Builder> training) {
      spec = Fixtures.spec(SIZE, batchNorm);
      parameters = Fixtures.parameters(spec, 3);
      stock = Fixtures.stock(spec, parameters, training);
      fused = network(spec, 0, parameters, training);
      assertThat(stock.getLayer("block1_conv1").getHelper()).isNull();
    }

    INDArray stockInput() {
      return spec.preprocessing().nchw(images);
    }

    Map<String, INDArray> table(INDArray values) {
      return TrainingNetworkContract.table(spec, values);
    }

    @Override
    public void close() {
      stock.close();
      fused.close();
    }
  }
}
