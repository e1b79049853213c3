package dev.blindspot.explain;

import static dev.blindspot.explain.TinyNets.conv;
import static dev.blindspot.explain.TinyNets.gap;
import static dev.blindspot.explain.TinyNets.halve;
import static dev.blindspot.explain.TinyNets.init;
import static dev.blindspot.explain.TinyNets.softmax;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.network.CascadingRandomisation;
import dev.blindspot.explain.network.ScoreGradient.Score;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GradientMethodsTest {
  private static final INDArray IMAGE = image();

  @Test
  void gradCamOfAGapHeadIsCamDividedByTheNumberOfPlaces() {
    ComputationGraph graph =
        init(
            TinyNets.graph(3, 6, 4)
                .addLayer("conv1", conv(3, 4), "in")
                .addLayer("conv", conv(3, 5), "conv1")
                .addLayer("gap", gap(), "conv")
                .addLayer("out", softmax(3), "gap")
                .setOutputs("out"));
    for (int c = 0; c < 3; c++) {
      float[] cam = ClassActivationMap.of(classifier(graph)).attribute(IMAGE, c).values();
      float[] gradCam = GradCam.of(classifier(graph)).attribute(IMAGE, c).values();
      assertThat(gradCam).hasSameSizeAs(cam);
      for (int i = 0; i < cam.length; i++) {
        assertThat(gradCam[i]).isCloseTo(cam[i] / 24, within(1e-6f));
      }
      assertThat(ClassActivationMap.of(classifier(graph)).attribute(IMAGE, c).flat()).isFalse();
    }
  }

  @Test
  void gradCamWorksOnAStockHeadAndThroughFrozenLayers() {
    ComputationGraph graph =
        init(
            TinyNets.graph(3, 6, 4)
                .addLayer("conv", conv(3, 4), "in")
                .addLayer("pool", halve(), "conv")
                .addLayer(
                    "fc",
                    new DenseLayer.Builder().nOut(6).activation(Activation.TANH).build(),
                    "pool")
                .addLayer("out", softmax(2), "fc")
                .setOutputs("out"));
    Attribution map = GradCam.of(classifier(graph)).attribute(IMAGE, 1);
    assertThat(map.height()).isEqualTo(6);
    assertThat(map.width()).isEqualTo(4);
    assertThat(map.flat()).isFalse();
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(graph).setFeatureExtractor("fc").build();
    assertThat(GradCam.of(classifier(frozen)).attribute(IMAGE, 1)).isEqualTo(map);
  }

  @ParameterizedTest
  @EnumSource(Score.class)
  void saliencyIsTheSlopeOfTheScore(Score score) {
    ComputationGraph graph = init(involved());
    graph.getLayer("norm").getParam("mean").assign(0.2);
    graph.getLayer("norm").getParam("var").assign(0.5);
    graph.getLayer("norm").getParam("gamma").assign(1.5);
    INDArray params = graph.params().dup();
    Attribution map = Saliency.of(classifier(graph)).score(score).attribute(IMAGE, 1);
    assertThat(map.height()).isEqualTo(6);
    assertThat(map.width()).isEqualTo(4);
    float step = 2e-3f;
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 4; x++) {
        double steepest = 0;
        for (int c = 0; c < 3; c++) {
          double up = score(graph, moved(c, y, x, step), score);
          double down = score(graph, moved(c, y, x, -step), score);
          steepest = Math.max(steepest, Math.abs(up - down) / (2 * step));
        }
        assertThat((double) map.at(y, x)).isCloseTo(steepest, within(2e-4 + 0.01 * steepest));
      }
    }
    assertThat(map.max()).isGreaterThan(0.01f); // the tolerance is far below
    assertThat(graph.params()).isEqualTo(params);
  }

  @Test
  void saliencySeesThroughFrozenLayers() {
    ComputationGraph graph = init(involved());
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(graph).setFeatureExtractor("gap").build();
    Attribution map = Saliency.of(classifier(frozen)).attribute(IMAGE, 0);
    assertThat(map).isEqualTo(Saliency.of(classifier(graph)).attribute(IMAGE, 0));
    assertThat(map.max()).isPositive();
  }

  @Test
  void smoothingWithoutNoiseChangesNothingAndWithNoiseAverages() {
    Saliency saliency = Saliency.of(classifier(init(involved())));
    Attribution plain = saliency.attribute(IMAGE, 0);
    float[] still =
        saliency.smoothed(new Saliency.Smoothing(11, 0, 1)).attribute(IMAGE, 0).values();
    for (int i = 0; i < still.length; i++) {
      assertThat(still[i]).isCloseTo(plain.values()[i], within(1e-5f));
    }
    Attribution smooth = saliency.smoothed(new Saliency.Smoothing(11, 0.2, 1)).attribute(IMAGE, 0);
    assertThat(smooth).isNotEqualTo(plain);
    assertThat(smooth)
        .isEqualTo(saliency.smoothed(new Saliency.Smoothing(11, 0.2, 1)).attribute(IMAGE, 0));
    assertThatThrownBy(() -> new Saliency.Smoothing(0, 0.1, 1))
        .hasMessage("samples must be >= 1, was 0");
    assertThatThrownBy(() -> new Saliency.Smoothing(1, -0.1, 1))
        .hasMessageStartingWith("noise must be");
  }

  @Test
  void closingFreesCopiesAndLeavesTheNetworkAlone() {
    ComputationGraph graph = init(involved());
    INDArray params = graph.params().dup();
    try (ImageClassifier classifier = classifier(graph)) {
      Saliency.of(classifier).attribute(IMAGE, 1);
      assertThat(new ModelRandomisation(Saliency::of, 1).run(classifier, IMAGE, 1))
          .last()
          .extracting(CascadingRandomisation.Step::layer)
          .isEqualTo("conv1");
    }
    assertThat(graph.params()).isEqualTo(params);
  }

  @Test
  void randomisationOfSeveralImagesIsThatOfEach() {
    INDArray other = IMAGE.rsub(255);
    ModelRandomisation randomisation = new ModelRandomisation(Saliency::of, 1);
    try (ImageClassifier classifier = classifier(init(involved()))) {
      assertThat(
              randomisation.run(
                  classifier, List.of(IMAGE, other), List.of(1, 0), ProgressListener.NONE))
          .containsExactly(
              randomisation.run(classifier, IMAGE, 1), randomisation.run(classifier, other, 0));
    }
  }

  @Test
  void refuseNetworksAndImagesThatDoNotFit() {
    ComputationGraph two =
        init(
            TinyNets.graph(3, 6, 4)
                .addLayer("conv", conv(3, 4), "in")
                .addLayer("gap", gap(), "conv")
                .addLayer("a", softmax(2), "gap")
                .addLayer("b", softmax(2), "gap")
                .setOutputs("a", "b"));
    assertThatThrownBy(() -> Saliency.of(classifier(two)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends in one dense softmax layer. This one has 2 outputs");
    ComputationGraph dense =
        init(TinyNets.graph(3, 6, 4).addLayer("out", softmax(2), "in").setOutputs("out"));
    assertThatThrownBy(() -> GradCam.of(classifier(dense)))
        .hasMessage("This network has no convolution.");
    assertThatThrownBy(() -> Saliency.of(classifier(dense)).attribute(Nd4j.zeros(2, 3, 6, 4), 0))
        .hasMessage("image must be [C,H,W] or [1,C,H,W], was [2, 3, 6, 4]");
    assertThatThrownBy(() -> Saliency.of(classifier(dense)).attribute(IMAGE, 2))
        .hasMessage("target must be between 0 and 1, was 2");
  }

  /**
   * Batch norm, a shortcut that adds, an activation that overwrites its input, dropout of both
   * kinds.
   */
  private static GraphBuilder involved() {
    return TinyNets.graph(3, 6, 4)
        .addLayer("conv1", smooth(4), "in")
        .addLayer("norm", new BatchNormalization.Builder().useLogStd(false).build(), "conv1")
        .addLayer("act", new ActivationLayer(Activation.ELU), "norm")
        .addLayer("conv2", smooth(4), "act")
        .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "act", "conv2")
        .addLayer("drop", new DropoutLayer(0.5), "add")
        .addLayer("gap", gap(), "drop")
        .addLayer("out", softmax(2), "gap")
        .setOutputs("out");
  }

  /** Images are given as the network expects them. */
  private static ImageClassifier classifier(ComputationGraph graph) {
    return ImageClassifier.of(graph, InputScaling.none(3));
  }

  private static ConvolutionLayer smooth(int out) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(out)
        .activation(Activation.TANH)
        .dropOut(0.8)
        .build();
  }

  private static double score(ComputationGraph graph, INDArray image, Score score) {
    INDArray p = graph.outputSingle(image);
    double[] two = {p.getDouble(0), p.getDouble(1)};
    if (score == Score.PROBABILITY) {
      return two[1];
    }
    // features are pooled by the network itself; the logit is the dense layer's sum
    INDArray pooled = Objects.requireNonNull(graph.feedForward(image, false).get("gap"));
    INDArray logits =
        pooled.mmul(graph.getLayer("out").getParam("W")).addi(graph.getLayer("out").getParam("b"));
    return logits.getDouble(0, 1);
  }

  private static INDArray moved(int channel, int y, int x, float step) {
    INDArray moved = IMAGE.dup();
    moved.putScalar(new int[] {0, channel, y, x}, moved.getFloat(0, channel, y, x) + step);
    return moved;
  }

  private static INDArray image() {
    Random random = new Random(5);
    float[] values = new float[3 * 6 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(values).reshape(1, 3, 6, 4).castTo(DataType.FLOAT);
  }
}
