package dev.blindspot.train.ablation.store;

import org.jspecify.annotations.Nullable;

/**
 * One training with a setting and a seed, as the store knows it.
 *
 * @param id in the order in which trials are begun
 * @param setting id of the setting
 * @param seed of the training
 * @param phase search or final comparison
 * @param state how far it is
 * @param reason why it failed or was stopped; empty otherwise
 * @param epochs finished ones
 * @param bestValidation best validation accuracy of the epochs; NaN before the first
 * @param seconds since it was begun, or that it took
 * @param scores what was measured; null unless it is complete
 */
public record TrialRecord(
    int id,
    int setting,
    long seed,
    Phase phase,
    State state,
    String reason,
    int epochs,
    double bestValidation,
    double seconds,
    @Nullable TrialScores scores) {

  /** What a trial is for. */
  public enum Phase {
    /** Measured on the validation images, to choose by. */
    SEARCH,
    /** Measured on the test images, to report. */
    FINAL
  }

  /** How far a trial is. */
  public enum State {
    PENDING,
    RUNNING,
    COMPLETE,
    /** Stopped because it fell behind. */
    PRUNED,
    FAILED;

    /** Whether nothing more will happen to it. */
    public boolean hasEnded() {
      return this != PENDING && this != RUNNING;
    }
  }
}
