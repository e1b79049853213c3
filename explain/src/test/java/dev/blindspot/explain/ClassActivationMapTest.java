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
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ClassActivationMapTest {

  @Test
  void ofANetworkKnownByHand() {
    ComputationGraph graph =
        init(
            TinyNets.graph(2, 2, 2)
                .addLayer("conv", conv(1, 2), "in")
                .addLayer("gap", gap(), "conv")
                .addLayer("out", softmax(2), "gap")
                .setOutputs("out"));
    // features are the two channels themselves (ReLU cuts negatives); class 0 = 2 f0 - f1, class 1
    // = f1
    graph.getLayer("conv").setParam("W", Nd4j.eye(2).reshape(2, 2, 1, 1).castTo(DataType.FLOAT));
    graph.getLayer("out").setParam("W", Nd4j.createFromArray(new float[][] {{2, 0}, {-1, 1}}));
    INDArray image = Nd4j.createFromArray(1f, 2f, 3f, -4f, 5f, 0f, 1f, 10f).reshape(1, 2, 2, 2);
    ClassActivationMap method = cam(graph);
    assertThat(method.attribute(image, 0).values()).containsExactly(-3, 4, 5, -10);
    assertThat(method.attribute(image, 1).values()).containsExactly(5, 0, 1, 10);
    assertThat(method.attribute(image, 0).rectified().values()).containsExactly(0, 4, 5, 0);
  }

  @Test
  void meanPlusBiasIsTheLogit() {
    ComputationGraph graph = deep();
    INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, 13, 10).muli(4).subi(2);
    ClassActivationMap method = cam(graph);
    INDArray probabilities = graph.outputSingle(image);
    double[] logits = new double[3];
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      double bias = graph.getLayer("out").getParam("b").getDouble(c);
      logits[c] = method.attribute(image, c).mean() + bias;
      sum += Math.exp(logits[c]);
    }
    for (int c = 0; c < 3; c++) {
      assertThat(Math.exp(logits[c]) / sum).isCloseTo(probabilities.getDouble(c), within(1e-5));
    }
    assertThat(probabilities.maxNumber().doubleValue()).isLessThan(0.999); // else it shows little
  }

  @Test
  void hasTheResolutionOfTheFeaturesAndLeavesTheNetworkAsItWas() {
    ComputationGraph graph = deep();
    INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, 13, 10);
    INDArray before = graph.outputSingle(image).dup();
    INDArray params = graph.params().dup();
    Attribution map = cam(graph).attribute(image, 2);
    assertThat(map.height()).isEqualTo(7);
    assertThat(map.width()).isEqualTo(5);
    assertThat(map.method()).isEqualTo("CAM");
    assertThat(map.targetClass()).isEqualTo(2);
    assertThat(graph.outputSingle(image)).isEqualTo(before);
    assertThat(graph.params()).isEqualTo(params);
  }

  @Test
  void followsTheWeightsWhenTheyAreTrainedOn() {
    ComputationGraph graph = deep();
    INDArray image = Nd4j.rand(DataType.FLOAT, 1, 3, 13, 10);
    ClassActivationMap method = cam(graph);
    Attribution before = method.attribute(image, 0);
    graph.getLayer("out").getParam("W").muli(2);
    Attribution after = method.attribute(image, 0);
    assertThat(after.at(3, 2)).isCloseTo(2 * before.at(3, 2), within(1e-5f));
    assertThat(before.at(3, 2)).isNotZero();
  }

  @Test
  void refusesBatchesAndUnknownClasses() {
    ClassActivationMap method = cam(deep());
    assertThatThrownBy(() -> method.attribute(Nd4j.zeros(2, 3, 13, 10), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("image must be [C,H,W] or [1,C,H,W], was [2, 3, 13, 10]");
    assertThatThrownBy(() -> method.attribute(Nd4j.zeros(1, 3, 13, 10), 3))
        .hasMessage("target must be between 0 and 2, was 3");
  }

  private static ClassActivationMap cam(ComputationGraph graph) {
    int channels = (int) graph.getLayer(0).getParam("W").size(1);
    return ClassActivationMap.of(ImageClassifier.of(graph, InputScaling.none(channels)));
  }

  private static ComputationGraph deep() {
    ComputationGraph graph =
        init(
            TinyNets.graph(3, 13, 10)
                .addLayer("conv1", conv(3, 4), "in")
                .addLayer("pool", halve(), "conv1")
                .addLayer("conv2", conv(3, 5), "pool")
                .addLayer(
                    "norm", new BatchNormalization.Builder().useLogStd(false).build(), "conv2")
                .addLayer("relu", new ActivationLayer(Activation.LEAKYRELU), "norm")
                .addLayer("drop", new DropoutLayer(0.5), "relu")
                .addLayer("gap", gap(), "drop")
                .addLayer("drop2", new DropoutLayer(0.5), "gap")
                .addLayer("out", softmax(3), "drop2")
                .setOutputs("out"));
    graph
        .getLayer("out")
        .getParam("b")
        .assign(Nd4j.createFromArray(0.5f, -0.25f, 0.1f).reshape(1, 3));
    graph.getLayer("norm").getParam("mean").assign(0.1);
    graph.getLayer("norm").getParam("var").assign(0.7);
    return graph;
  }
}
