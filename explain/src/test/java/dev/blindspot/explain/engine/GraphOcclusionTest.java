package dev.blindspot.explain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.network.ScoreGradient.Score;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;

/**
 * Graphs with branches: plain inference is DL4J's, and every window's scores are those of plain
 * inference of the whole occluded image.
 */
class GraphOcclusionTest {
  private static final double FRAMEWORK = 1e-4;
  private static final double INCREMENTAL = 1e-5;

  @ParameterizedTest
  @EnumSource
  void familiesInBothLayouts(Families family) {
    assumeTrue(OneDnnSupport.current().available());
    for (CNN2DFormat format : CNN2DFormat.values()) {
      int height = 45;
      int width = 38;
      ComputationGraph graph = family.graph(height, width, Activation.IDENTITY, format);
      check(graph, format, height, width, new WindowGrid(height, width, 9, 7));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void randomGraphs(long seed) {
    assumeTrue(OneDnnSupport.current().available());
    CNN2DFormat format = seed % 3 == 0 ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    ComputationGraph graph = new RandomGraph(seed, format).build();
    check(graph, format, 19, 24, new WindowGrid(19, 24, 5, 4));
  }

  @Test
  void onlyChainsAreCompiledWithoutOneDnnsPrimitives() {
    ComputationGraph residual =
        Families.RESNET18.graph(32, 32, Activation.SOFTMAX, CNN2DFormat.NCHW);
    assertThatThrownBy(() -> CompiledNetwork.withoutPrimitives(residual, Nets.scaling()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Without oneDNN's own primitives only chains");
    residual.close();
    for (CNN2DFormat format : CNN2DFormat.values()) {
      ComputationGraph chain = Families.VGG16.graph(24, 32, Activation.IDENTITY, format);
      List<Window> windows = IncrementalOcclusionTest.windows(new WindowGrid(24, 32, 9, 7));
      try (OcclusionCase test = new OcclusionCase(chain, format, 24, 32);
          CompiledNetwork plain = CompiledNetwork.withoutPrimitives(chain, Nets.scaling());
          OcclusionEngine.Session session =
              new IncrementalOcclusion(plain, Score.LOGIT).open(test.image, 3, 24, 32)) {
        float[][] scores = session.scores(windows, test.shown, ProgressListener.NONE);
        assertClose(scores, test.standard(windows), FRAMEWORK);
        assertClose(plain.logits(test.batch(windows)).toFloatMatrix(), scores, INCREMENTAL);
      }
    }
  }

  private static void check(
      ComputationGraph graph, CNN2DFormat format, int height, int width, WindowGrid grid) {
    List<Window> windows = IncrementalOcclusionTest.windows(grid);
    try (OcclusionCase test = new OcclusionCase(graph, format, height, width);
        OcclusionEngine.Session session = test.open(Score.LOGIT)) {
      float[][] full = test.full(windows);
      float[][] scores = session.scores(windows, test.shown, ProgressListener.NONE);
      assertThat(full[0]).isNotEqualTo(full[1]);
      assertClose(full, test.standard(windows), FRAMEWORK);
      assertClose(scores, full, INCREMENTAL);
      assertClose(new float[][] {session.cleanScores()}, test.full(List.of()), INCREMENTAL);
    }
  }

  /** Differences are relative to the largest score of each image. */
  private static void assertClose(float[][] actual, float[][] expected, double relative) {
    assertThat(actual).hasNumberOfRows(expected.length);
    for (int i = 0; i < expected.length; i++) {
      float scale = 0;
      for (float value : expected[i]) {
        scale = Math.max(scale, Math.abs(value));
      }
      assertThat(actual[i])
          .as("image %d", i)
          .containsExactly(expected[i], within((float) relative * scale));
    }
  }
}
