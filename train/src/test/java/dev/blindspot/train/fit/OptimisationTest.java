package dev.blindspot.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.TinyRun;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.ModelConfig.Architecture;
import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.model.ModelSpec;
import dev.blindspot.train.model.Network;
import dev.blindspot.train.model.Preprocessing;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;

class OptimisationTest {
  @TempDir private Path folder;

  @Test
  void balancedWeightsAreInverseToTheNumbersOfImagesWithMeanOne() {
    // 3 of class 0, 1 of class 1: 1/3 to 1, scaled to the mean 1
    assertThat(Optimisation.balancedWeights(rows(0, 0, 0, 1), 2))
        .containsExactly(new double[] {0.5, 1.5}, within(1e-12));
    assertThat(Optimisation.balancedWeights(rows(0, 0), 2)).containsExactly(2, 0);
  }

  @Test
  void balancedWeightsAreScikitLearnsButForTheirScale() {
    double[] ours = Optimisation.balancedWeights(rows(0, 0, 0, 1), 2);
    double[] theirs = {4 / (2 * 3.0), 4 / (2 * 1.0)}; // images / (classes x images of the class)

    double harmonicByArithmetic = 2 / (1 / 3.0 + 1) / 2;
    assertThat(ours[0] / theirs[0]).isCloseTo(harmonicByArithmetic, within(1e-12));
    assertThat(ours[1] / theirs[1]).isCloseTo(harmonicByArithmetic, within(1e-12));
  }

  /** Where a gradient is as small as epsilon, its two forms differ most. */
  @Test
  void adamsEpsilonIsAddedToTheUncorrectedMoment() {
    Adam adam = new Adam(1);
    INDArray state = Nd4j.zeros(org.nd4j.linalg.api.buffer.DataType.FLOAT, 1, 2);
    INDArray gradient = Nd4j.createFromArray(1e-8f).reshape(1, 1);

    adam.instantiate(state, true).applyUpdater(gradient, 0, 0);

    double uncorrected = Math.sqrt(0.001) * 1e-8; // the root of the second moment after one step
    assertThat(gradient.getDouble(0))
        .isCloseTo(Math.sqrt(0.001) * 1e-8 / (uncorrected + 1e-8), within(1e-4));
    assertThat(gradient.getDouble(0)).isLessThan(0.1); // algorithm 1: 1e-8 / (1e-8 + 1e-8)
  }

  @Test
  void weightedLossOfSmoothedLabelsIsTheWeightedSumOverClasses() {
    ILossFunction loss =
        Optimisation.loss(training("training.classWeights=balanced"), rows(0, 0, 0, 1), 2);
    INDArray labels = Nd4j.createFromArray(new float[][] {{0.9f, 0.1f}});
    INDArray logits =
        Nd4j.createFromArray(new float[][] {{(float) Math.log(0.8), (float) Math.log(0.2)}});
    double expected = -0.5 * 0.9 * Math.log(0.8) - 1.5 * 0.1 * Math.log(0.2);
    assertThat(loss.computeScore(labels, logits, new ActivationSoftmax(), null, true))
        .isCloseTo(expected, within(1e-5));
    // d/dz_k = p_k * sum_j(w_j y_j) - w_k y_k
    INDArray gradient = loss.computeGradient(labels, logits, new ActivationSoftmax(), null);
    assertThat(gradient.getDouble(0)).isCloseTo(0.8 * 0.6 - 0.45, within(1e-5));
    assertThat(gradient.getDouble(1)).isCloseTo(0.2 * 0.6 - 0.15, within(1e-5));
  }

  @Test
  void decayAndPenaltyOfEveryLayerAddUpToWhatIsAskedFor() {
    String adamw = "training.optimiser={adamw: {learningRate: 0.1, weightDecay: 0.05}}";
    assertThat(penalties(WeightDecay.class, adamw, "training.l2=0.01"))
        .isCloseTo(0.05, within(1e-12));
    assertThat(penalties(L2Regularization.class, adamw, "training.l2=0.01"))
        .isCloseTo(0.01, within(1e-12));
    assertThat(penalties(Regularization.class, "training.optimiser={adam: {learningRate: 0.1}}"))
        .isZero();
  }

  @Test
  void oneStepOfAdamwTakesTheLearningRateTimesTheDecayOffTheWeights() {
    try (Network network =
        network(
            "training.optimiser={adamw: {learningRate: 0.1, weightDecay: 0.05}}",
            "training.schedule=constant")) {
      INDArray before = network.trainable().getParam("predictions_W").dup();
      INDArray features =
          network.features(Nd4j.zeros(1, 3, 32, 32)).mul(0); // no gradient for the head's weights
      network
          .trainable()
          .fit(
              new INDArray[] {features},
              new INDArray[] {Nd4j.createFromArray(new float[][] {{0, 1}})});
      assertThat(
              network
                  .trainable()
                  .getParam("predictions_W")
                  .equalsWithEps(before.mul(1 - 0.1 * 0.05), 1e-6))
          .isTrue();
      assertThat(before.norm2Number().doubleValue()).isPositive();
    }
  }

  @Test
  void theUpdaterIsTheOneThatIsNamed() {
    assertThat(updater("training.optimiser={adam: {}}")).isInstanceOf(Adam.class);
    assertThat(updater("training.optimiser={adamw: {}}")).isInstanceOf(Adam.class);
    assertThat(((Nesterovs) updater("training.optimiser={sgd: {momentum: 0.8}}")).getMomentum())
        .isEqualTo(0.8);
  }

  @Test
  void theRateThatIsReportedIsTheOneThatIsUsed() {
    TrainingConfig training =
        training("training.optimiser={sgd: {learningRate: 0.4}}", "training.schedule=one-cycle");
    IUpdater updater =
        updater("training.optimiser={sgd: {learningRate: 0.4}}", "training.schedule=one-cycle");
    assertThat(Optimisation.learningRate(training, 7, 20))
        .isEqualTo(updater.getLearningRate(7, 0))
        .isBetween(0.01, 0.4);
  }

  private double penalties(Class<? extends Regularization> type, String... sets) {
    try (Network network = network(sets)) {
      BaseLayer layer = (BaseLayer) network.trainable().getLayer("block5_conv1").conf().getLayer();
      return layer.getRegularization().stream()
          .filter(type::isInstance)
          .mapToDouble(OptimisationTest::coefficient)
          .sum();
    }
  }

  private static double coefficient(Regularization penalty) {
    return penalty instanceof WeightDecay decay
        ? decay.getCoeff().valueAt(0, 0)
        : ((L2Regularization) penalty).getL2().valueAt(0, 0);
  }

  private IUpdater updater(String... sets) {
    try (Network network = network(sets)) {
      return ((BaseLayer) network.trainable().getLayer("block5_conv1").conf().getLayer())
          .getIUpdater();
    }
  }

  private Network network(String... sets) {
    ModelSpec spec =
        new ModelSpec(
            Architecture.VGG16,
            32,
            Resize.STRETCH,
            0.0625,
            false,
            0,
            Preprocessing.SYMMETRIC,
            List.of("a", "b"));
    return Network.trainable(
        spec, 4, new LossMCXENT(), base -> Optimisation.configure(base, training(sets), 20, 1));
  }

  private TrainingConfig training(String... sets) {
    return TinyRun.load(folder, sets).config().training();
  }

  private static List<ManifestRow> rows(int... labels) {
    List<ManifestRow> rows = new ArrayList<>();
    for (int label : labels) {
      rows.add(new ManifestRow("r" + rows.size(), Path.of("r"), label, Split.TRAIN, "", List.of()));
    }
    return rows;
  }
}
