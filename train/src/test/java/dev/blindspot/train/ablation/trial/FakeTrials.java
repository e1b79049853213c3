package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.ablation.store.EpochValues;
import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialScores;
import dev.blindspot.train.ablation.store.TrialSetting;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Trials that take no time, and nobody who is told of them. */
public final class FakeTrials implements TrialRunner, AblationEvents {
  /** What becomes of a trial. */
  public interface Behaviour {
    TrialOutcome of(TrialSpec task, Epochs epochs);
  }

  private final Behaviour behaviour;
  private final Queue<TrialSpec> begun = new ConcurrentLinkedQueue<>();

  public FakeTrials(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** What was begun, in order. */
  Queue<TrialSpec> begun() {
    return begun;
  }

  @Override
  public TrialOutcome run(TrialSpec task, Epochs epochs) {
    begun.add(task);
    return behaviour.of(task, epochs);
  }

  /** A measured trial; three images differ a little. */
  public static TrialOutcome complete(double value) {
    return new TrialOutcome.Complete(
        new TrialScores(
            "w",
            value,
            value,
            0.5,
            0.1,
            new double[] {value, value + 0.01, value},
            new double[] {value, value, value + 0.02}));
  }

  @Override
  public void close() {}

  @Override
  public void began(TrialRecord trial, TrialSetting setting) {}

  @Override
  public void epoch(TrialRecord trial, TrialSetting setting, EpochValues epoch) {}

  @Override
  public void ended(TrialRecord trial, TrialSetting setting, TrialOutcome outcome) {}
}
