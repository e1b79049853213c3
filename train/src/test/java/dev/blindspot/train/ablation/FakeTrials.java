package dev.blindspot.train.ablation;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Trials that take no time, and nobody who hears of them. */
final class FakeTrials implements TrialRunner, AblationEvents {
  /** What becomes of a trial. */
  interface Behaviour {
    TrialOutcome of(TrialTask task, Epochs epochs);
  }

  private final Behaviour behaviour;
  private final Queue<TrialTask> begun = new ConcurrentLinkedQueue<>();

  FakeTrials(Behaviour behaviour) {
    this.behaviour = behaviour;
  }

  /** What was begun, in order. */
  Queue<TrialTask> begun() {
    return begun;
  }

  @Override
  public TrialOutcome run(TrialTask task, Epochs epochs) {
    begun.add(task);
    return behaviour.of(task, epochs);
  }

  /** A measured trial; three pictures differ a little. */
  static TrialOutcome complete(double value) {
    return new TrialOutcome.Complete(
        new Scores(
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
  public void began(Trial trial, TrialSetting setting) {}

  @Override
  public void epoch(Trial trial, TrialSetting setting, EpochValues epoch) {}

  @Override
  public void ended(Trial trial, TrialSetting setting, TrialOutcome outcome) {}
}
