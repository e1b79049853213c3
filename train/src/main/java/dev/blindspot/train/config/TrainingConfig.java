package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** How an arm is trained. */
public record TrainingConfig(
    @Setting(about = "Passes over the training images.", byDefault = "10") int epochs,
    @Setting(about = "Images per step.", byDefault = "32") int batchSize,
    @Setting(about = "adam, adamw or sgd.", byDefault = "adamw") Optimiser optimiser,
    @Setting(
            about = "Learning rate over the run: constant, warmup-cosine or one-cycle.",
            byDefault = "warmup-cosine")
        Schedule schedule,
    @Setting(about = "L2 penalty on weights, added to the loss.", byDefault = "0.0") double l2,
    @Setting(about = "Share of every label that is spread over all classes.", byDefault = "0.0")
        double labelSmoothing,
    @Setting(about = "Weight of the classes in the loss: none or balanced.", byDefault = "none")
        ClassWeights classWeights,
    @Setting(about = "Stops when a metric no longer gets better; absent: never.")
        @Nullable EarlyStopping earlyStopping,
    @Setting(
            about = "Ends training after this many minutes, at the end of an epoch; 0: no limit.",
            byDefault = "0")
        double timeBudgetMinutes,
    @Setting(
            about = "Mixing of batches is switched off for this many last epochs.",
            byDefault = "0")
        int mixingOffLastEpochs,
    @Setting(
            about =
                "Exponential moving average of the weights over the steps, which is validated and"
                    + " kept in the place of the last weights; absent: none.")
        @Nullable Ema ema,
    @Setting(
            about = "How workers share a training on a cluster (--spark); not used elsewhere.",
            byDefault = "{}")
        Averaging averaging)
    implements Serializable {

  public TrainingConfig {
    Checks.requireAtLeast(epochs, 1, "epochs");
    Checks.requireAtLeast(batchSize, 1, "batchSize");
    Checks.requireAtMost(batchSize, 65_536, "batchSize");
    Checks.require(l2 >= 0, "l2", "must be >= 0, was %s", l2);
    Checks.require(
        labelSmoothing >= 0 && labelSmoothing < 1,
        "labelSmoothing",
        "must be in [0, 1), was %s",
        labelSmoothing);
    Checks.require(
        timeBudgetMinutes >= 0, "timeBudgetMinutes", "must be >= 0, was %s", timeBudgetMinutes);
    Checks.requireAtLeast(mixingOffLastEpochs, 0, "mixingOffLastEpochs");
  }

  /** Loss weights by class. */
  public enum ClassWeights {
    NONE,
    /**
     * Inversely proportional to the class's number of training images, scaled to a mean of 1 over
     * classes. scikit-learn's "balanced" has the mean 1 over images: ours are smaller by the
     * harmonic divided by the arithmetic mean of the numbers (0.75 for 3 to 1). The classes count
     * alike in both; but the loss is smaller by that factor, which is as a smaller learning rate
     * with sgd, and as a stronger l2. The loss of a batch is divided by its images, not by the sum
     * of their weights as PyTorch does.
     */
    BALANCED
  }

  /** The optimisers, by DL4J's updaters. */
  public sealed interface Optimiser extends Serializable {
    /** The highest learning rate of the schedule. */
    double learningRate();

    /**
     * Adam (Kingma and Ba 2014, arXiv:1412.6980). DL4J adds epsilon (1e-8) to the root of the
     * uncorrected second moment, the form at the end of the paper's section 2; algorithm 1 and
     * PyTorch add it after the correction of the bias. Ours is like a larger epsilon there: 32
     * times as large at the first step, 3.2 times at step 100, the same after some thousands.
     * Gradients below about 1e-5 move weights less at the beginning; others are not affected.
     */
    record Adam(@Setting(about = "Learning rate.", byDefault = "0.001") double learningRate)
        implements Optimiser {
      public Adam {
        Checks.requirePositive(learningRate, "learningRate");
      }
    }

    /**
     * Adam with decoupled weight decay (Loshchilov and Hutter 2017, arXiv:1711.05101); epsilon as
     * in {@link Adam}.
     */
    record Adamw(
        @Setting(about = "Learning rate.", byDefault = "0.001") double learningRate,
        @Setting(
                about = "Decay of the weights, multiplied by the learning rate.",
                byDefault = "0.01")
            double weightDecay)
        implements Optimiser {
      public Adamw {
        Checks.requirePositive(learningRate, "learningRate");
        Checks.require(weightDecay >= 0, "weightDecay", "must be >= 0, was %s", weightDecay);
      }
    }

    /** Stochastic gradient descent with Nesterov momentum. */
    record Sgd(
        @Setting(about = "Learning rate.", byDefault = "0.01") double learningRate,
        @Setting(about = "Momentum.", byDefault = "0.9") double momentum)
        implements Optimiser {
      public Sgd {
        Checks.requirePositive(learningRate, "learningRate");
        Checks.require(
            momentum >= 0 && momentum < 1, "momentum", "must be in [0, 1), was %s", momentum);
      }
    }
  }

  /** The learning rate over a run. */
  public sealed interface Schedule extends Serializable {
    /** The optimiser's learning rate throughout. */
    record Constant() implements Schedule {}

    /** Linear warm-up, then half a cosine down to a fraction of the learning rate. */
    record WarmupCosine(
        @Setting(about = "Part of all steps that warms up.", byDefault = "0.1") double warmup,
        @Setting(about = "Last learning rate as a fraction of the highest.", byDefault = "0.01")
            double last)
        implements Schedule {
      public WarmupCosine {
        Checks.requireFraction(warmup, "warmup");
        Checks.requireFraction(last, "last");
      }
    }

    /**
     * One cycle (Smith and Topin 2017, arXiv:1708.07120): cosine up from 1/25, cosine down to
     * 1/10000.
     */
    record OneCycle(
        @Setting(about = "Part of all steps that rises.", byDefault = "0.3") double rise)
        implements Schedule {
      public OneCycle {
        Checks.requireFraction(rise, "rise");
      }
    }
  }

  /**
   * Ends training when a validation metric has not improved for some epochs; the best epoch's
   * weights are kept.
   */
  public record EarlyStopping(
      @Setting(about = "validation-loss or validation-accuracy.", byDefault = "validation-loss")
          Metric metric,
      @Setting(about = "Epochs without improvement after which training ends.", byDefault = "5")
          int patience)
      implements Serializable {
    public EarlyStopping {
      Checks.requireAtLeast(patience, 1, "patience");
    }

    /** What early stopping watches. */
    public enum Metric {
      VALIDATION_LOSS,
      VALIDATION_ACCURACY
    }
  }

  /**
   * Exponential moving average of the weights, the "mean teacher" of Tarvainen and Valpola (2017,
   * arXiv:1703.01780).
   */
  public record Ema(
      @Setting(
              about = "What of the average stays at a step; smaller in the first steps.",
              byDefault = "0.999")
          double decay)
      implements Serializable {
    public Ema {
      Checks.require(decay >= 0 && decay < 1, "decay", "must be in [0, 1), was %s", decay);
    }
  }

  /**
   * Parameter averaging (McDonald et al. 2010, NAACL): every worker takes some steps with a copy of
   * the network on batches of its own; then parameters and the optimiser's state become the mean of
   * all copies.
   */
  public record Averaging(
      @Setting(about = "Steps of every worker between two averages.", byDefault = "4")
          int frequency,
      @Setting(about = "Images per step of a worker; 0: batchSize.", byDefault = "0")
          int batchSizePerWorker,
      @Setting(
              about =
                  "Copies that are trained at the same time; 0: as many as the cluster has slots"
                      + " for tasks.",
              byDefault = "0")
          int workers)
      implements Serializable {
    public Averaging {
      Checks.requireAtLeast(frequency, 1, "frequency");
      Checks.requireAtLeast(batchSizePerWorker, 0, "batchSizePerWorker");
      Checks.requireAtLeast(workers, 0, "workers");
    }
  }

  /** Images per step of a worker, where several train. */
  public int batchSizePerWorker() {
    return averaging.batchSizePerWorker() > 0 ? averaging.batchSizePerWorker() : batchSize;
  }
}
