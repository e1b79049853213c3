package dev.blindspot.train.fit;

import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.config.TrainingConfig.EarlyStopping;
import dev.blindspot.train.config.TrainingConfig.EarlyStopping.Metric;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.fit.Checkpoint.State;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When training ends, and which epoch's weights are kept: early stopping, number of epochs, time.
 */
final class StoppingRule {
  private final TrainingConfig training;
  private final @Nullable EarlyStopping early;

  /**
   * The rule of an arm.
   *
   * @param validated whether there are validation images
   * @throws UserError if early stopping has nothing to watch
   */
  StoppingRule(String arm, TrainingConfig training, boolean validated) {
    this.training = training;
    this.early = training.earlyStopping();
    if (early != null && !validated) {
      throw new UserError(
          "training.earlyStopping of arm '%s' needs validation images: data.split.validation leaves none"
              .formatted(arm));
    }
  }

  /** Whether the weights of the best epoch are kept, not those of the last one. */
  boolean keepsBest() {
    return early != null;
  }

  /** What is watched; larger is better. The same for all epochs without early stopping. */
  double value(EpochRecord epoch) {
    if (early == null) {
      return Double.NEGATIVE_INFINITY;
    }
    return early.metric() == Metric.VALIDATION_LOSS
        ? -epoch.validationLoss()
        : epoch.validationAccuracy();
  }

  /** Why training ends after an epoch; empty if it goes on. */
  String reasonToEnd(State state) {
    int done = state.epochsDone();
    if (done >= training.epochs()) {
      return "all epochs done";
    }
    if (early != null && done - state.bestEpoch() >= early.patience()) {
      String metric = early.metric().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return "no better %s for %d epochs".formatted(metric, early.patience());
    }
    if (training.timeBudgetMinutes() > 0 && state.seconds() >= training.timeBudgetMinutes() * 60) {
      return "time budget spent";
    }
    return "";
  }
}
