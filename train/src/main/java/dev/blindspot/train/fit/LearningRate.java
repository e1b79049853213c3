package dev.blindspot.train.fit;

import dev.blindspot.train.config.TrainingConfig.Schedule;
import org.nd4j.linalg.schedule.ISchedule;

/**
 * The learning rate of every step, from a schedule over a known number of steps. It rises up to and
 * including the last step of the rise, and has its lowest value at the very last step. Used while
 * training only; it is never part of a saved model.
 */
final class LearningRate implements ISchedule {
  private static final long serialVersionUID = 1L;

  private static final double ONE_CYCLE_FIRST = 1 / 25.0;
  private static final double ONE_CYCLE_LAST = 1e-4;

  private final double highest;
  private final Schedule schedule;
  private final long last;

  /**
   * A schedule.
   *
   * @param highest rate
   * @param steps of the whole training
   */
  LearningRate(double highest, Schedule schedule, long steps) {
    this.highest = highest;
    this.schedule = schedule;
    this.last = Math.max(1, steps) - 1;
  }

  @Override
  public double valueAt(int iteration, int epoch) {
    return highest * factor(Math.min(iteration, last));
  }

  /** The rate of a step, from 0, as a fraction of the highest. */
  private double factor(long step) {
    if (schedule instanceof Schedule.WarmupCosine s) {
      long peak = peak(s.warmup());
      return step <= peak ? (step + 1.0) / (peak + 1) : cosine(1, s.last(), part(step, peak, last));
    }
    if (schedule instanceof Schedule.OneCycle s) {
      long peak = peak(s.rise());
      return step < peak
          ? cosine(ONE_CYCLE_FIRST, 1, part(step, 0, peak))
          : cosine(1, ONE_CYCLE_LAST, part(step, peak, last));
    }
    return 1;
  }

  /** The last step of a rise over a part of all steps. */
  private long peak(double rise) {
    return Math.max(0, Math.round(rise * (last + 1)) - 1);
  }

  private static double part(long step, long from, long to) {
    return to == from ? 0 : (double) (step - from) / (to - from);
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
