package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.ablation.store.EpochValues;
import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialSetting;

/** Hears what happens while an ablation runs; called from several threads. */
public interface AblationEvents {
  /** A trial has begun. */
  void began(TrialRecord trial, TrialSetting setting);

  /** An epoch of a trial has ended. */
  void epoch(TrialRecord trial, TrialSetting setting, EpochValues epoch);

  /** A trial has ended. */
  void ended(TrialRecord trial, TrialSetting setting, TrialOutcome outcome);
}
