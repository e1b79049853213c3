package dev.blindspot.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.config.TrainingConfig.Ema;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class MovingAverageTest {
  private final ComputationGraph graph = graph();

  /** One weight and one bias. */
  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(1)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "in")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  private void set(double weight) {
    graph.setParams(Nd4j.createFromArray(new float[][] {{(float) weight, 0}}));
  }

  private double weight() {
    return graph.params().getDouble(0);
  }

  @Test
  void theDecayGrowsWithTheSteps() {
    MovingAverage average = new MovingAverage(new Ema(0.9), graph);
    double expected = 7;
    for (int step = 1; step <= 200; step++) {
      double weight = 7 + Math.sin(step);
      set(weight);
      average.add(step);
      double decay = Math.min(0.9, (1.0 + step) / (10 + step));
      expected = step == 1 ? weight : decay * expected + (1 - decay) * weight;
    }
    average.install();
    assertThat(weight()).isCloseTo(expected, within(1e-5));
  }

  @Test
  void trainingGoesOnWithTheNetworksOwnWeights() {
    MovingAverage average = new MovingAverage(new Ema(0.5), graph);
    set(1);
    average.add(1);
    set(4);
    double inside = average.during(this::weight);
    assertThat(inside).isEqualTo(1);
    assertThat(weight()).isEqualTo(4);
  }

  @Test
  void withoutSettingsThereIsNone() {
    MovingAverage average = new MovingAverage(null, graph);
    set(1);
    average.add(1);
    set(4);
    assertThat(average.parameters()).isNull();
    double inside = average.during(this::weight);
    assertThat(inside).isEqualTo(4);
    average.install();
    assertThat(weight()).isEqualTo(4);
  }
}
