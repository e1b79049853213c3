package dev.blindspot.train.ablation;

/** Hears what happens while an ablation runs; called from several threads. */
public interface AblationEvents {
  /** A trial has begun. */
  void began(Trial trial, TrialSetting setting);

  /** An epoch of a trial has ended. */
  void epoch(Trial trial, TrialSetting setting, EpochValues epoch);

  /** A trial has ended. */
  void ended(Trial trial, TrialSetting setting, TrialOutcome outcome);
}
