package dev.blindspot.train.model;

import static dev.blindspot.train.model.Fixtures.distance;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What evaluation, maps and predictions are computed with, against the graph that is saved. */
class CompiledScoringTest {
  private static final int SIZE = 48;

  private final INDArray images = Fixtures.images(5, SIZE, 5);

  @BeforeEach
  void needsACpu() {
    assumeThat(Nd4j.getEnvironment().isCPU()).as("networks are compiled for CPUs").isTrue();
  }

  @ParameterizedTest
  @CsvSource({"false, IMAGENET_MEAN, 0.25", "false, SYMMETRIC, 0.1", "true, SYMMETRIC, 0.125"})
  void scoresAreTheStandardGraphs(boolean batchNorm, Preprocessing preprocessing, double width) {
    ComputationGraph graph = graph(batchNorm, preprocessing, width);
    try (ScoringNetwork network = ScoringNetwork.of(spec(batchNorm, preprocessing, width), graph)) {
      assertThat(network.incremental()).isPresent();
      INDArray expected = graph.outputSingle(false, preprocessing.nchw(images));
      assertThat(distance(network.score(images), expected)).isLessThan(1e-5);
      assertThat(expected.getDouble(0, 0)).isNotEqualTo(expected.getDouble(1, 0));
    }
  }

  @Test
  void hiddenWindowsToo() {
    ComputationGraph graph = graph(true, Preprocessing.SYMMETRIC, 0.25);
    INDArray hidden = images.slice(0).dup('c').reshape(1, 3, SIZE, SIZE);
    Window window = new Window(9, 30, 12, 18);
    for (int y = window.y(); y < window.y() + window.height(); y++) {
      for (int x = window.x(); x < window.x() + window.width(); x++) {
        for (int c = 0; c < 3; c++) {
          hidden.putScalar(new int[] {0, c, y, x}, 40);
        }
      }
    }
    float[] image = images.slice(0).dup('c').data().asFloat();
    float[] shown = new float[image.length];
    Arrays.fill(shown, 40);
    try (ScoringNetwork network =
            ScoringNetwork.of(spec(true, Preprocessing.SYMMETRIC, 0.25), graph);
        OcclusionEngine.Session session =
            network.incremental().orElseThrow().open(image, 3, SIZE, SIZE)) {
      float[][] scores = session.scores(List.of(window), shown, ProgressListener.NONE);
      INDArray expected = graph.outputSingle(false, Preprocessing.SYMMETRIC.nchw(hidden));
      assertThat(distance(Nd4j.createFromArray(scores), expected)).isLessThan(1e-5);
    }
  }

  @Test
  void aNetworkInTrainingIsScoredWithAsItIsAtThatMoment() {
    ComputationGraph graph = graph(false, Preprocessing.SYMMETRIC, 0.25);
    ModelSpec spec = spec(false, Preprocessing.SYMMETRIC, 0.25);
    INDArray expected = graph.outputSingle(false, Preprocessing.SYMMETRIC.nchw(images));
    try (Network training = Fixtures.network(spec, 0, graph.params());
        ScoringNetwork before = ScoringNetwork.of(training)) {
      training.setParameters(graph.params().mul(0.9));
      assertThat(distance(before.score(images), expected)).isLessThan(1e-5);
      try (ScoringNetwork after = ScoringNetwork.of(training)) {
        assertThat(distance(after.score(images), expected)).isGreaterThan(1e-4);
        assertThat(distance(after.score(images), training.score(images))).isLessThan(1e-5);
      }
    }
  }

  private static ComputationGraph graph(
      boolean batchNorm, Preprocessing preprocessing, double width) {
    ModelSpec spec = spec(batchNorm, preprocessing, width);
    ComputationGraph graph = Network.standard(spec, 3);
    graph.setParams(Fixtures.parameters(spec, 3));
    // pixels of more than 100 make logits of hundreds, whose rounding would be all that is compared
    graph
        .getLayer(NetworkConfiguration.OUTPUT)
        .getParam("W")
        .muli(preprocessing == Preprocessing.IMAGENET_MEAN ? 0.01 : 1);
    return graph;
  }

  private static ModelSpec spec(boolean batchNorm, Preprocessing preprocessing, double width) {
    return new ModelSpec(
        Architecture.VGG16,
        SIZE,
        Resize.STRETCH,
        width,
        batchNorm,
        0.5,
        preprocessing,
        List.of("a", "b", "c"));
  }
}
