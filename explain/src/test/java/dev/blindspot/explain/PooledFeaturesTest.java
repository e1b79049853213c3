package dev.blindspot.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.image.InputScaling;
import java.util.Objects;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PooledFeaturesTest {
  @Test
  void areTheMeansOfTheLastConvolutionsMaps() {
    ComputationGraph graph =
        TinyNets.init(
            TinyNets.graph(3, 8, 8)
                .addLayer("first", TinyNets.conv(3, 4), "in")
                .addLayer("last", TinyNets.conv(3, 5), "first")
                .addLayer("gap", TinyNets.gap(), "last")
                .addLayer("out", TinyNets.softmax(2), "gap")
                .setOutputs("out"));
    INDArray images = Nd4j.rand(2, 3, 8, 8).muli(255);
    try (ImageClassifier classifier = ImageClassifier.of(graph, InputScaling.unit(3))) {
      float[][] pooled = PooledFeatures.of(classifier).of(images);
      INDArray gap =
          Objects.requireNonNull(graph.feedForward(images.div(255), false).get("gap"), "gap");
      assertThat(pooled).hasNumberOfRows(2);
      for (int i = 0; i < 2; i++) {
        assertThat(pooled[i]).containsExactly(gap.getRow(i).toFloatVector(), within(1e-5f));
      }
      assertThat(pooled[0]).isNotEqualTo(pooled[1]);
    }
  }

  /** Class activation maps want one dense layer behind the pooling; this and Score-CAM do not. */
  @Test
  void severalDenseLayersMayFollowThePooling() {
    ComputationGraph graph =
        TinyNets.init(
            TinyNets.graph(3, 8, 8)
                .addLayer("last", TinyNets.conv(3, 5), "in")
                .addLayer("gap", TinyNets.gap(), "last")
                .addLayer("dense", new DenseLayer.Builder().nOut(6).build(), "gap")
                .addLayer("out", TinyNets.softmax(2), "dense")
                .setOutputs("out"));
    INDArray image = Nd4j.rand(1, 3, 8, 8).muli(255);
    try (ImageClassifier classifier = ImageClassifier.of(graph, InputScaling.unit(3))) {
      assertThat(PooledFeatures.of(classifier).of(image)[0]).hasSize(5);
      assertThat(ScoreCam.of(classifier).attribute(image, 1).height()).isEqualTo(8);
    }
  }

  @Test
  void aScorerWithoutAnInsideIsRefused() {
    ImageClassifier any = ImageClassifier.of(batch -> Nd4j.zeros(batch.size(0), 2), 3);
    assertThatThrownBy(() -> PooledFeatures.of(any))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PooledFeatures looks inside a network");
  }
}
