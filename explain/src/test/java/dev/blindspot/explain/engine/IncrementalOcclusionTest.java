package dev.blindspot.explain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.engine.convolve.ArrayConvolution;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.network.ScoreGradient.Score;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;

/** Every window's scores are those that standard DL4J gives the whole occluded image. */
class IncrementalOcclusionTest {
  private static final double RELATIVE = 1e-5;

  /** Odd sizes, and strides that do not divide: the last windows are clipped at the border. */
  @ParameterizedTest
  @EnumSource
  void logitsAreThoseOfFullInferenceAtEveryPosition(Nets net) {
    check(net, 19, 26, new WindowGrid(19, 26, 5, 3));
  }

  @ParameterizedTest
  @EnumSource
  void evenSizesAndWindowsThatFit(Nets net) {
    check(net, 24, 16, new WindowGrid(24, 16, 8, 4));
  }

  @ParameterizedTest
  @EnumSource
  void singlePixels(Nets net) {
    check(net, 13, 11, new WindowGrid(13, 11, 1, 1));
  }

  @ParameterizedTest
  @EnumSource
  void windowsAsLargeAsTheImageHideAllOfIt(Nets net) {
    check(net, 15, 15, new WindowGrid(15, 15, 15, 7));
  }

  /** Every side and corner, of maps that are no multiples of Winograd's 4x4 tiles. */
  @ParameterizedTest
  @EnumSource(names = {"WIDE", "WIDE_AND_UNEVEN"})
  void everyPositionOfLargeRectanglesInOddImages(Nets net) {
    check(net, 45, 39, new WindowGrid(45, 39, 16, 7));
    check(net, 34, 47, new WindowGrid(34, 47, 9, 5));
  }

  /** As where oneDNN's own interface cannot be used. */
  @ParameterizedTest
  @EnumSource
  void nd4jsConvolutionGivesTheSameLogits(Nets net) {
    List<Window> windows = windows(new WindowGrid(19, 26, 5, 3));
    try (OcclusionCase test = OcclusionCase.of(net, Activation.IDENTITY, CNN2DFormat.NCHW, 19, 26);
        CompiledNetwork plain = CompiledNetwork.withoutPrimitives(test.graph, Nets.scaling());
        OcclusionEngine.Session session =
            new IncrementalOcclusion(plain, Score.LOGIT).open(test.image, 3, 19, 26)) {
      assertThat(plain.convolution()).isInstanceOf(ArrayConvolution.class);
      assertClose(
          session.scores(windows, test.shown, ProgressListener.NONE), test.standard(windows));
    }
  }

  @Test
  void nhwcGraphs() {
    check(Nets.VGG, CNN2DFormat.NHWC, 17, 20, new WindowGrid(17, 20, 6, 5));
  }

  @Test
  void probabilitiesOfSoftmaxAndSigmoid() {
    for (Activation last : List.of(Activation.SOFTMAX, Activation.SIGMOID)) {
      try (OcclusionCase test = OcclusionCase.of(Nets.VGG, last, CNN2DFormat.NCHW, 16, 16);
          OcclusionEngine.Session session = test.open(Score.PROBABILITY)) {
        List<Window> windows = windows(new WindowGrid(16, 16, 6, 6));
        assertClose(
            session.scores(windows, test.shown, ProgressListener.NONE), test.standard(windows));
        assertClose(new float[][] {session.cleanScores()}, test.clean());
      }
    }
  }

  @Test
  void windowsOfAllSizesInOneCallAndSeveralCalls() {
    Random random = new Random(5);
    List<Window> windows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      int width = 1 + random.nextInt(20);
      int height = 1 + random.nextInt(17);
      int x = random.nextInt(20 - width + 1);
      int y = random.nextInt(17 - height + 1);
      windows.add(new Window(x, y, width, height));
    }
    try (OcclusionCase test =
            OcclusionCase.of(Nets.VGG, Activation.IDENTITY, CNN2DFormat.NCHW, 17, 20);
        OcclusionEngine.Session session = test.open(Score.LOGIT)) {
      float[][] scores = session.scores(windows, test.shown, ProgressListener.NONE);
      assertClose(scores, test.standard(windows));
      Arrays.fill(test.shown, 30);
      assertClose(
          session.scores(windows, test.shown, ProgressListener.NONE), test.standard(windows));
      assertClose(new float[][] {session.cleanScores()}, test.clean());
    }
  }

  @Test
  void aWindowThatShowsTheImageItselfChangesNothing() {
    try (OcclusionCase test =
            OcclusionCase.of(Nets.BATCH_NORM, Activation.IDENTITY, CNN2DFormat.NCHW, 16, 21);
        OcclusionEngine.Session session = test.open(Score.LOGIT)) {
      float[][] scores =
          session.scores(windows(new WindowGrid(16, 21, 7, 7)), test.image, ProgressListener.NONE);
      for (float[] row : scores) {
        assertClose(new float[][] {row}, new float[][] {session.cleanScores()});
      }
    }
  }

  @Test
  void workingMemoryStaysWithinItsBoundAndChangesNoScore() {
    int size = 40;
    List<Window> windows = windows(new WindowGrid(size, size, 8, 2));
    long bound = 4L * ArrayConvolution.CALL_FLOATS + 200_000;
    List<Integer> steps = new ArrayList<>();
    try (OcclusionCase test =
            OcclusionCase.of(Nets.VGG, Activation.IDENTITY, CNN2DFormat.NCHW, size, size);
        IncrementalOcclusion.Images bounded =
            new IncrementalOcclusion(test.network, Score.LOGIT, bound)
                .open(test.image, 3, size, size);
        OcclusionEngine.Session free = test.open(Score.LOGIT)) {
      float[][] scores = bounded.scores(windows, test.shown, (done, total) -> steps.add(done));
      assertThat(bounded.workingBytes()).isLessThanOrEqualTo(bound);
      assertThat(steps).hasSizeGreaterThan(2).isSorted().endsWith(windows.size());
      assertClose(scores, free.scores(windows, test.shown, ProgressListener.NONE));
    }
  }

  @Test
  void noWindowsGiveNoScores() {
    try (OcclusionCase test =
            OcclusionCase.of(Nets.VGG, Activation.SOFTMAX, CNN2DFormat.NCHW, 16, 16);
        OcclusionEngine.Session session = test.open(Score.PROBABILITY)) {
      assertThat(session.scores(List.of(), test.shown, ProgressListener.NONE)).isEmpty();
    }
  }

  @Test
  void wrongArgumentsAreRefused() {
    try (OcclusionCase test =
            OcclusionCase.of(Nets.VGG, Activation.SOFTMAX, CNN2DFormat.NCHW, 16, 16);
        OcclusionEngine.Session session = test.open(Score.PROBABILITY)) {
      IncrementalOcclusion engine = new IncrementalOcclusion(test.network, Score.LOGIT);
      assertThatThrownBy(() -> engine.open(new float[10], 3, 16, 16))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("image must be 3 x height x width");
      assertThatThrownBy(() -> engine.open(new float[3], 3, 1, 1))
          .hasMessageContaining("the image is too small");
      assertThatThrownBy(
              () ->
                  session.scores(
                      List.of(new Window(10, 10, 7, 2)), test.shown, ProgressListener.NONE))
          .hasMessageStartingWith("window must lie inside the image of 16 x 16");
      assertThatThrownBy(() -> session.scores(List.of(), new float[5], ProgressListener.NONE))
          .hasMessageStartingWith("replacement must have 768 numbers");
      assertThatThrownBy(() -> new IncrementalOcclusion(test.network, Score.LOGIT, 0))
          .hasMessage("budgetBytes must be >= 1, was 0");
    }
  }

  /** One 3x3 and one 1x1 convolution: a pixel in the middle reaches 9 places of each. */
  @Test
  void workIsCountedByHand() {
    Nets.Builder net =
        new Nets.Builder(10, 10, CNN2DFormat.NCHW)
            .add(Nets.conv(3, 1, 4, org.deeplearning4j.nn.conf.ConvolutionMode.Same))
            .add(Nets.conv(1, 1, 5, org.deeplearning4j.nn.conf.ConvolutionMode.Same));
    try (CompiledNetwork network =
        CompiledNetwork.of(Nets.init(net.head(Activation.SOFTMAX)), InputScaling.none(3))) {
      IncrementalOcclusion engine = new IncrementalOcclusion(network, Score.LOGIT);
      long place = 3 * 9 * 4 + 4 * 5;
      assertThat(engine.multiplyAdds(10, 10, List.of(new Window(5, 5, 1, 1)))).isEqualTo(9 * place);
      assertThat(
              engine.multiplyAdds(
                  10, 10, List.of(new Window(0, 0, 1, 1), new Window(0, 0, 10, 10))))
          .isEqualTo(4 * place + 100 * place);
      assertThat(network.multiplyAdds(10, 10)).isEqualTo(100 * place);
    }
  }

  private static void check(Nets net, int height, int width, WindowGrid grid) {
    check(net, CNN2DFormat.NCHW, height, width, grid);
  }

  private static void check(Nets net, CNN2DFormat format, int height, int width, WindowGrid grid) {
    try (OcclusionCase test = OcclusionCase.of(net, Activation.IDENTITY, format, height, width);
        OcclusionEngine.Session session = test.open(Score.LOGIT)) {
      List<Window> windows = windows(grid);
      float[][] expected = test.standard(windows);
      assertThat(expected[0]).isNotEqualTo(test.clean()[0]);
      assertClose(session.scores(windows, test.shown, ProgressListener.NONE), expected);
      assertClose(new float[][] {session.cleanScores()}, test.clean());
    }
  }

  static List<Window> windows(WindowGrid grid) {
    return IntStream.range(0, grid.size()).mapToObj(grid::window).toList();
  }

  static void assertClose(float[][] actual, float[][] expected) {
    assertThat(actual).hasNumberOfRows(expected.length);
    for (int i = 0; i < expected.length; i++) {
      double scale = 0;
      for (float value : expected[i]) {
        scale = Math.max(scale, Math.abs(value));
      }
      for (int k = 0; k < expected[i].length; k++) {
        assertThat((double) actual[i][k])
            .as("row %d, class %d", i, k)
            .isCloseTo(expected[i][k], org.assertj.core.data.Offset.offset(RELATIVE * scale));
      }
    }
  }
}
