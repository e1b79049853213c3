package dev.blindspot.train.model;

import static dev.blindspot.train.model.Fixtures.distance;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.model.NaiveLayers.Maps;
import dev.blindspot.train.model.backbone.LayerStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Sgd;

/** The published networks, against their tables and against loops over doubles. */
class ArchitecturesTest {
  /** 24, 12, 6, 3 and 2 pixels follow: odd sides, and padding that is not the same on all sides. */
  private static final int SIZE = 48;

  private static final int BATCH = 3;

  /** Parameters whose gradients are looked at. */
  private static final int SAMPLES = 40;

  /** Of gradients that are 0: those of a shift before a normalisation. Others are 0.01 to 50. */
  private static final double ROUNDING = 2e-5;

  private final INDArray images = Fixtures.images(BATCH, SIZE, 5);
  private final INDArray labels = Fixtures.labels(BATCH);

  /**
   * Trainable parameters of 1000 classes: those of torchvision's models, and of the convolutions of
   * VGG16 beside 512 weights and a bias per class.
   */
  @ParameterizedTest
  @CsvSource({
    "VGG16, 14714688 + 513000, 15227688",
    "RESNET18, torchvision, 11689512",
    "RESNET50, torchvision, 25557032",
    "MOBILENET_V2, torchvision, 3504872"
  })
  void parametersAreAsManyAsPublished(Architecture architecture, String source, long published) {
    ModelSpec spec =
        new ModelSpec(
            architecture,
            224,
            Resize.STRETCH,
            1,
            architecture != Architecture.VGG16,
            0,
            Preprocessing.SYMMETRIC,
            IntStream.range(0, 1000).mapToObj(Integer::toString).toList());
    ComputationGraphConfiguration graph = Network.standardConfiguration(spec);
    long estimates =
        graph.getVertices().values().stream()
            .filter(LayerVertex.class::isInstance)
            .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
            .filter(BatchNormalization.class::isInstance)
            .mapToLong(norm -> 2 * ((BatchNormalization) norm).getNOut())
            .sum();
    assertThat(spec.parameters() - estimates).as(source).isEqualTo(published);
  }

  @ParameterizedTest
  @CsvSource({"RESNET18", "RESNET50", "MOBILENET_V2"})
  void scoresAreThoseOfTheDefinition(Architecture architecture) {
    ModelSpec spec = spec(architecture);
    INDArray parameters = withSmallLogits(spec, parameters(spec));
    double[][] expected =
        NaiveNetworks.probabilities(architecture, table(spec, parameters), false, pixels(spec));
    assertThat(Math.abs(expected[0][0] - expected[1][0])).isGreaterThan(1e-3);
    try (Network network = network(spec, 0, parameters, LayerStyle.ofThisMachine(architecture))) {
      ComputationGraph standard = network.standard();
      INDArray scores = network.score(images);
      INDArray plain = standard.outputSingle(false, spec.preprocessing().nchw(images));
      for (int n = 0; n < BATCH; n++) {
        for (int k = 0; k < 2; k++) {
          assertThat(scores.getDouble(n, k)).isCloseTo(expected[n][k], within(1e-5));
          assertThat(plain.getDouble(n, k)).isCloseTo(expected[n][k], within(1e-5));
        }
      }
      standard.close();
    }
  }

  /**
   * Against central differences of the loss in double precision, at some parameters. A step of 1e-6
   * crosses next to no corner of a ReLU; the rest is float rounding, which is larger where a
   * normalisation divides by the deviation of few values.
   */
  @ParameterizedTest
  @CsvSource({
    "RESNET18, BLOCKED",
    "RESNET18, STANDARD",
    "RESNET50, BLOCKED",
    "MOBILENET_V2, BLOCKED",
    "MOBILENET_V2, STANDARD"
  })
  void gradientsAreTheSlopesOfTheLoss(Architecture architecture, LayerStyle style) {
    requireUsable(style);
    ModelSpec spec = spec(architecture);
    INDArray parameters = parameters(spec);
    Map<String, double[]> table = table(spec, parameters);
    Map<String, INDArray> gradients;
    try (Network network = network(spec, 0, parameters, style)) {
      gradients =
          TrainingNetworkContract.gradients(network.trainable(), network.features(images), labels);
      assertThat(network.trainable().score())
          .isCloseTo(loss(spec, table, pixels(spec)) / BATCH, within(1e-4));
    }
    Random random = new Random(2);
    Maps pixels = pixels(spec);
    List<String> names =
        table.keySet().stream().filter(n -> !n.endsWith("_mean") && !n.endsWith("_var")).toList();
    assertThat(gradients.keySet()).containsAll(names);
    for (int i = 0; i < SAMPLES; i++) {
      String name = names.get(random.nextInt(names.size()));
      double[] values = requireNonNull(table.get(name), name);
      INDArray gradient = requireNonNull(gradients.get(name), name);
      double largest = gradient.amaxNumber().doubleValue();
      int at = random.nextInt(values.length);
      assertThat(flat(gradient, name)[at])
          .as("%s[%d]", name, at)
          .isCloseTo(slope(spec, table, values, at, pixels), within(2e-3 * largest + ROUNDING));
    }
  }

  private double slope(
      ModelSpec spec, Map<String, double[]> table, double[] values, int at, Maps pixels) {
    double step = 1e-6;
    double before = values[at];
    values[at] = before + step;
    double above = loss(spec, table, pixels);
    values[at] = before - step;
    double below = loss(spec, table, pixels);
    values[at] = before;
    return (above - below) / (2 * step);
  }

  /** Cross-entropy with soft labels, the sum over images, as DL4J differentiates it. */
  private double loss(ModelSpec spec, Map<String, double[]> table, Maps pixels) {
    double[][] p = NaiveNetworks.probabilities(spec.architecture(), table, true, pixels);
    double sum = 0;
    for (int n = 0; n < BATCH; n++) {
      for (int k = 0; k < 2; k++) {
        sum -= labels.getDouble(n, k) * Math.log(p[n][k]);
      }
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({
    "RESNET18, 1, BLOCKED",
    "RESNET18, 3, STANDARD",
    "RESNET50, 2, BLOCKED",
    "RESNET50, 5, BLOCKED",
    "MOBILENET_V2, 1, BLOCKED",
    "MOBILENET_V2, 4, BLOCKED",
    "MOBILENET_V2, 9, BLOCKED"
  })
  void frozenStagesScoreTheSameAndStayAsTheyAre(
      Architecture architecture, int stages, LayerStyle style) {
    requireUsable(style);
    ModelSpec spec = spec(architecture);
    INDArray parameters = parameters(spec);
    try (Network whole = network(spec, 0, parameters, style);
        Network network = network(spec, stages, parameters, style)) {
      assertThat(network.parameters()).isEqualTo(parameters);
      INDArray features = network.features(images);
      assertThat(features.size(1)).isEqualTo(spec.channels(stages));
      assertThat(distance(network.score(images), whole.score(images))).isLessThan(1e-6);

      network.fit(features, labels);
      INDArray after = network.parameters();
      long frozen = network.frozen().length();
      assertThat(first(after, frozen)).isEqualTo(first(parameters, frozen));
      assertThat(after.eq(parameters).castTo(parameters.dataType()).sumNumber().longValue())
          .as("parameters that are as before")
          .isLessThan(frozen + (parameters.length() - frozen) / 2);
    }
  }

  private static float[] first(INDArray row, long count) {
    return Arrays.copyOf(row.toFloatVector(), (int) count);
  }

  @ParameterizedTest
  @CsvSource({"RESNET18", "MOBILENET_V2"})
  void trainingTwiceGivesTheSameBits(Architecture architecture) {
    assertThat(trained(architecture)).isEqualTo(trained(architecture));
  }

  private float[] trained(Architecture architecture) {
    ModelSpec spec = spec(architecture);
    try (Network network =
        network(spec, 0, parameters(spec), LayerStyle.ofThisMachine(architecture))) {
      for (int step = 0; step < 3; step++) {
        network.fit(network.features(images), labels);
      }
      return network.parameters().toFloatVector();
    }
  }

  private static void requireUsable(LayerStyle style) {
    if (style == LayerStyle.BLOCKED) {
      assumeThat(OneDnnSupport.current().available()).as(OneDnnSupport.current().reason()).isTrue();
    }
  }

  static ModelSpec spec(Architecture architecture) {
    return new ModelSpec(
        architecture,
        SIZE,
        Resize.STRETCH,
        1 / 16.0,
        true,
        0,
        Preprocessing.SYMMETRIC,
        Fixtures.CLASSES);
  }

  /** As {@link Fixtures#parameters}, with some values beyond 6 for ReLU6. */
  private static INDArray parameters(ModelSpec spec) {
    INDArray parameters = Fixtures.parameters(spec, 3);
    if (spec.architecture() != Architecture.MOBILENET_V2) {
      return parameters;
    }
    ComputationGraph graph = Network.standard(spec, 0);
    graph.setParams(parameters);
    graph.getLayer("block_3_expand_bn").getParam("gamma").muli(4);
    INDArray scaled = graph.params().reshape(1, graph.numParams()).dup();
    graph.close();
    return scaled;
  }

  /** Random weights are so sure that all probabilities would be 0 or 1. */
  private INDArray withSmallLogits(ModelSpec spec, INDArray parameters) {
    ComputationGraph graph = Network.standard(spec, 0);
    graph.setParams(parameters.dup());
    INDArray features =
        requireNonNull(
            graph
                .feedForward(new INDArray[] {spec.preprocessing().nchw(images)}, false)
                .get("gap"));
    graph.getLayer("predictions").getParam("W").divi(features.amaxNumber());
    INDArray small = graph.params().reshape(1, graph.numParams()).dup();
    graph.close();
    return small;
  }

  private static Network network(
      ModelSpec spec, int frozen, INDArray parameters, LayerStyle style) {
    return Fixtures.network(spec, frozen, parameters, base -> base.updater(new Sgd(0.01)), style);
  }

  private Maps pixels(ModelSpec spec) {
    INDArray scaled = spec.preprocessing().nchw(images);
    double[][][] values = new double[BATCH][3][];
    for (int n = 0; n < BATCH; n++) {
      for (int c = 0; c < 3; c++) {
        values[n][c] = scaled.slice(n).slice(c).dup('c').reshape(SIZE * SIZE).toDoubleVector();
      }
    }
    return new Maps(values, SIZE);
  }

  private static Map<String, double[]> table(ModelSpec spec, INDArray parameters) {
    ComputationGraph graph = Network.standard(spec, 0);
    graph.setParams(parameters.dup());
    Map<String, double[]> copies = new TreeMap<>();
    graph.paramTable().forEach((name, values) -> copies.put(name, flat(values, name)));
    graph.close();
    return copies;
  }

  /** As {@link NaiveLayers} reads them: the dense layer's weights by class. */
  private static double[] flat(INDArray values, String name) {
    INDArray ordered = name.equals("predictions_W") ? values.transpose() : values;
    return ordered.dup('c').reshape(values.length()).toDoubleVector();
  }
}
