package dev.blindspot.train.fit;

import dev.blindspot.train.config.TrainingConfig.Schedule;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The learning rate of every step, from a schedule over a known number of steps. Used while training only; it is never
 * part of a saved model.
 */
final class LearningRate implements ISchedule {
  private static final long serialVersionUID = 1L;

  private static final double ONE_CYCLE_FIRST = 1 / 25.0;
  private static final double ONE_CYCLE_LAST = 1e-4;

  private final double highest;
  private final transient Schedule schedule;
  private final long steps;

  LearningRate(double highest, Schedule schedule, long steps) {
    this.highest = highest;
    this.schedule = schedule;
    this.steps = Math.max(1, steps);
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return highest * factor(Math.min(1, (double) iteration / steps));
  }

  /** The rate at a part of all steps, 0 to 1, as a fraction of the highest. */
  private double factor(double part) {
    if (schedule instanceof Schedule.WarmupCosine s) {
      return part < s.warmup()
          ? Math.max(part, 1.0 / steps) / s.warmup()
          : cosine(1, s.last(), (part - s.warmup()) / Math.max(1e-12, 1 - s.warmup()));
    }
    if (schedule instanceof Schedule.OneCycle s) {
      return part < s.rise()
          ? cosine(ONE_CYCLE_FIRST, 1, part / s.rise())
          : cosine(1, ONE_CYCLE_LAST, (part - s.rise()) / Math.max(1e-12, 1 - s.rise()));
    }
    return 1;
  }

  /** Half a cosine from one value to another. */
  private static double cosine(double from, double to, double part) {
    return to + (from - to) * (1 + Math.cos(Math.PI * part)) / 2;
  }

  @Override
  @SuppressWarnings({"MethodDoesntCallSuperMethod", "PMD.ProperCloneImplementation"})
  public ISchedule clone() {
    return this;
  }
}
