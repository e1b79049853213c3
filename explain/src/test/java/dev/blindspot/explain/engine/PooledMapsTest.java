package dev.blindspot.explain.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.explain.network.GapHead;
import dev.blindspot.explain.network.GraphFeatures;
import dev.blindspot.explain.network.ScoreGradient;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What global average pooling reads, by the compiled network. */
class PooledMapsTest {

  @BeforeEach
  void onlyByOneDnn() {
    assumeTrue(OneDnnSupport.current().available());
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "VGG16") // which ends in dense layers
  void mapsAreThoseOfTheGraph(Families family) {
    List<CNN2DFormat> formats =
        family == Families.EFFICIENTNET_B0
            ? List.of(CNN2DFormat.NCHW) // of the other there is no copy to compare with
            : List.of(CNN2DFormat.NCHW, CNN2DFormat.NHWC);
    for (CNN2DFormat format : formats) {
      ComputationGraph graph = family.graph(45, 38, Activation.SOFTMAX, format);
      INDArray images = Nets.images(3, 45, 38);
      INDArray before = images.dup();
      try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling());
          ScoreGradient gradient = new ScoreGradient(graph)) {
        assertThat(network.poolsFeatures()).isTrue();
        INDArray expected =
            new GraphFeatures(graph, Nets.scaling(), () -> gradient)
                .features(GapHead.of(graph).featureVertex(), images);
        INDArray scored = network.score(images);
        INDArray maps = network.pooled(images);
        assertThat(maps.shape()).isEqualTo(expected.shape());
        assertThat(maps.sub(expected).amaxNumber().doubleValue())
            .isLessThan(1e-4 * expected.amaxNumber().doubleValue());
        assertThat(network.score(images)).isEqualTo(scored); // both at once
        assertThat(images).isEqualTo(before);
      }
    }
  }

  @Test
  void networksThatEndOtherwiseHaveNone() {
    ComputationGraph graph = Families.VGG16.graph(32, 32, Activation.SOFTMAX, CNN2DFormat.NCHW);
    try (CompiledNetwork network = CompiledNetwork.of(graph, Nets.scaling())) {
      assertThat(network.poolsFeatures()).isFalse();
      assertThatThrownBy(() -> network.pooled(Nets.images(1, 32, 32)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the network does not end in global average pooling");
    }
  }
}
