package dev.blindspot.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.image.InputScaling;
import java.util.Objects;
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

  @Test
  void aScorerWithoutAnInsideIsRefused() {
    ImageClassifier any = ImageClassifier.of(batch -> Nd4j.zeros(batch.size(0), 2), 3);
    assertThatThrownBy(() -> PooledFeatures.of(any))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PooledFeatures looks inside a network");
  }
}
