package dev.blindspot.explain.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.TinyNets;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.ops.transforms.Transforms;

class GraphScorerTest {
  private final INDArray images = Nd4j.rand(DataType.FLOAT, 3, 3, 8, 8);

  @Test
  void softmaxOfItsScoresIsWhatTheNetworkSays() {
    equalAfterSoftmax(
        TinyNets.init(
            TinyNets.graph(3, 8, 8)
                .addLayer("conv", TinyNets.conv(3, 4), "in")
                .addLayer("gap", TinyNets.gap(), "conv")
                .addLayer("out", TinyNets.softmax(3), "gap")
                .setOutputs("out")));
  }

  @Test
  void alsoWhenSoftmaxIsALayerOfItsOwn() {
    equalAfterSoftmax(
        TinyNets.init(
            TinyNets.graph(3, 8, 8)
                .addLayer("gap", TinyNets.gap(), "in")
                .addLayer(
                    "dense",
                    new DenseLayer.Builder().nOut(3).activation(Activation.IDENTITY).build(),
                    "gap")
                .addLayer(
                    "loss",
                    new LossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "dense")
                .setOutputs("loss")));
  }

  private void equalAfterSoftmax(ComputationGraph graph) {
    INDArray logits = new GraphScorer(graph).score(images);
    INDArray said = graph.outputSingle(images);
    assertThat(Transforms.softmax(logits).sub(said).amaxNumber().doubleValue())
        .isCloseTo(0, within(1e-6));
    assertThat(logits.sum(1).sub(1).amaxNumber().doubleValue()).isGreaterThan(1e-3);
  }
}
