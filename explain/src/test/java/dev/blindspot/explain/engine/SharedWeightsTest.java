package dev.blindspot.explain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.network.ScoreGradient.Score;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Plain inference and occlusion of one network want the same weights in part. */
class SharedWeightsTest {
  private static final int SIZE = 32;

  /** Weights of {@link Nets#WIDE}'s convolutions. */
  private static final long PARAMETERS = 9L * (3 * 16 + 16 * 32 + 32 * 48 + 48 * 32 + 32 * 16);

  /** Winograd's are four times as large as the weights. */
  private static final long MOST = 4L * Float.BYTES * PARAMETERS;

  private final ComputationGraph graph = Nets.WIDE.graph(SIZE, SIZE, Activation.SOFTMAX);
  private final INDArray image = Nets.images(1, SIZE, SIZE);
  private final float[] pixels = image.dup('c').data().asFloat();
  private final List<Window> windows;

  SharedWeightsTest() {
    WindowGrid grid = new WindowGrid(SIZE, SIZE, 12, 5);
    windows = IntStream.range(0, grid.size()).mapToObj(grid::window).toList();
  }

  @BeforeEach
  void oneDnnIsThere() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
  }

  private OcclusionEngine.Session open(CompiledNetwork network) {
    return new IncrementalOcclusion(network, Score.LOGIT).open(pixels, 3, SIZE, SIZE);
  }

  @Test
  void anImageThatWasScoredIsOpenedWithoutFurtherWeights() {
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling())) {
      network.score(image).close();
      long plain = network.weightBytes();
      assertThat(plain).isBetween(Float.BYTES * PARAMETERS, MOST);
      try (OcclusionEngine.Session session = open(network)) {
        assertThat(session.cleanScores()).hasSize(3);
        assertThat(network.weightBytes()).isEqualTo(plain);
      }
    }
  }

  @Test
  void theBooksAreTrue() {
    CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling());
    network.score(image).close();
    long weights = network.weightBytes();
    long all = Pointer.totalBytes();
    network.close();
    assertThat(network.weightBytes()).isZero();
    assertThat(all - Pointer.totalBytes()).isGreaterThanOrEqualTo(weights);
  }

  /** Whoever prepared the weights: scores are the same bits. */
  @Test
  void sharedWeightsChangeNoBit() {
    float[][] expectedScores;
    float[][] expectedWindows;
    try (CompiledNetwork plain = CompiledNetwork.of(graph, Nets.scaling());
        CompiledNetwork windowed = CompiledNetwork.of(graph, Nets.scaling())) {
      expectedScores = plain.score(image).toFloatMatrix();
      expectedWindows = scores(windowed);
    }
    try (CompiledNetwork both = CompiledNetwork.of(graph, Nets.scaling())) {
      for (int round = 0; round < 2; round++) {
        assertThat(both.score(image).toFloatMatrix()).isDeepEqualTo(expectedScores);
        assertThat(scores(both)).isDeepEqualTo(expectedWindows);
        both.score(Nets.images(1 + round, SIZE + 4, SIZE)).close(); // plans come and go
        both.score(Nets.images(1 + round, SIZE, SIZE + 8)).close();
        both.score(Nets.images(2 + round, SIZE, SIZE)).close();
      }
    }
  }

  private float[][] scores(CompiledNetwork network) {
    try (OcclusionEngine.Session session = open(network)) {
      return session.scores(windows, new float[pixels.length], ProgressListener.NONE);
    }
  }
}
