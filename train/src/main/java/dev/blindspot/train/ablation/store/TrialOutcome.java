package dev.blindspot.train.ablation.store;

import java.io.Serializable;

/** How a trial ended. */
public sealed interface TrialOutcome extends Serializable {
  /** It was measured. */
  record Complete(TrialScores scores) implements TrialOutcome {}

  /** It was stopped because it fell behind. */
  record Pruned(String reason) implements TrialOutcome {}

  /** It cannot be carried out. */
  record Failed(String reason) implements TrialOutcome {}

  /** Its process was killed from outside: it may be begun again. */
  record Killed(String reason) implements TrialOutcome {}

  /** The ablation was stopped, by Ctrl-C or a fault, and the trial with it. */
  record Stopped() implements TrialOutcome {}
}
