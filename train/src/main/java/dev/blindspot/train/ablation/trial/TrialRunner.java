package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.ablation.store.EpochValues;
import dev.blindspot.train.ablation.store.TrialOutcome;

/** Carries trials out: in processes of this machine, or elsewhere. Called from several threads. */
public interface TrialRunner extends AutoCloseable {
  /** Is told of the epochs of a trial. */
  interface Epochs {
    /**
     * An epoch has ended.
     *
     * @return the reason to stop the trial; empty to go on
     */
    String ended(EpochValues epoch);
  }

  /** How many trials it carries out at the same time, where {@code configured} are asked for. */
  default int slots(int configured) {
    return configured;
  }

  /** Trains and measures; returns when the trial has ended. */
  TrialOutcome run(TrialSpec task, Epochs epochs);

  /** Stops everything that runs. */
  @Override
  void close();
}
