package dev.blindspot.train.fit;

import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.config.TrainingConfig.ClassWeights;
import dev.blindspot.train.config.TrainingConfig.Optimiser;
import dev.blindspot.train.data.manifest.ManifestRow;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.schedule.ISchedule;

/** Translates the training settings into DL4J's updaters, regularisation and loss. */
final class Optimisation {
  private Optimisation() {}

  static NeuralNetConfiguration.Builder configure(
      NeuralNetConfiguration.Builder base, TrainingConfig training, int steps, long seed) {
    Optimiser optimiser = training.optimiser();
    ISchedule rate = new LearningRate(optimiser.learningRate(), training.schedule(), steps);
    base.seed(seed).regularization(penalties(training));
    if (optimiser instanceof Optimiser.Sgd sgd) {
      return base.updater(new Nesterovs(rate, sgd.momentum()));
    }
    return base.updater(new Adam(rate));
  }

  /** Not by the builder's l2() and weightDecay(): the second of them would take the first away. */
  private static List<Regularization> penalties(TrainingConfig training) {
    List<Regularization> penalties = new ArrayList<>();
    if (training.l2() > 0) {
      penalties.add(new L2Regularization(training.l2()));
    }
    if (training.optimiser() instanceof Optimiser.Adamw adamw && adamw.weightDecay() > 0) {
      // DL4J 1.0.0-M2.1 gives a decay that is set for all layers to each of them twice
      // (LayerValidation.configureBaseLayer keeps only L1 and L2 from that), hence the half
      penalties.add(new WeightDecay(adamw.weightDecay() / 2, true));
    }
    return penalties;
  }

  /** The rate of one step, for the history. */
  static double learningRate(TrainingConfig training, int iteration, int steps) {
    return new LearningRate(training.optimiser().learningRate(), training.schedule(), steps)
        .valueAt(iteration, 0);
  }

  /** Cross-entropy, weighted by class where asked for. */
  static ILossFunction loss(TrainingConfig training, List<ManifestRow> train, int classes) {
    if (training.classWeights() == ClassWeights.NONE) {
      return new LossMCXENT();
    }
    double[] weights = balancedWeights(train, classes);
    return new LossMCXENT(Nd4j.createFromArray(weights).castTo(DataType.FLOAT).reshape(1, classes));
  }

  /**
   * Inversely proportional to the class's number of images; mean 1, and 0 for a class without
   * images.
   */
  static double[] balancedWeights(List<ManifestRow> train, int classes) {
    double[] weights = new double[classes];
    for (ManifestRow row : train) {
      weights[row.label()]++;
    }
    double sum = 0;
    for (int c = 0; c < classes; c++) {
      weights[c] = weights[c] == 0 ? 0 : train.size() / weights[c];
      sum += weights[c];
    }
    for (int c = 0; c < classes; c++) {
      weights[c] *= classes / sum;
    }
    return weights;
  }
}
