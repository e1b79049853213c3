package dev.blindspot.augment.method;

import dev.blindspot.augment.geometry.Checks;
import java.io.Serializable;

/** A probability that may change from epoch to epoch. */
public sealed interface Schedule extends Serializable {
  /**
   * The probability in an epoch, 0..1.
   *
   * @param epoch number of the epoch, from 0
   */
  double at(int epoch);

  /**
   * The same in all epochs.
   *
   * @param value 0..1
   */
  record Constant(double value) implements Schedule {
    public Constant {
      Checks.requireFraction(value, "value");
    }

    @Override
    public double at(int epoch) {
      return value;
    }
  }

  /**
   * A straight line from one probability to another, which is kept from then on. GridMask's authors
   * raise theirs from 0 to 0.8 over the epochs of the training (Chen et al. 2020,
   * arXiv:2001.04086).
   *
   * @param from probability in epoch 0, 0..1
   * @param to probability in epoch {@code epochs} and later, 0..1
   * @param epochs length of the ramp, at least 1
   */
  record Ramp(double from, double to, int epochs) implements Schedule {
    public Ramp {
      Checks.requireFraction(from, "from");
      Checks.requireFraction(to, "to");
      Checks.requireAtLeast(epochs, 1, "epochs");
    }

    @Override
    public double at(int epoch) {
      return epoch >= epochs ? to : from + (to - from) * epoch / epochs;
    }
  }

  /**
   * Another schedule in the first epochs, and 0 from then on: switches mixing off at the end of a
   * training.
   *
   * @param epochs number of epochs before the end, at least 0
   * @param schedule what holds until then
   */
  record Until(int epochs, Schedule schedule) implements Schedule {
    public Until {
      Checks.requireAtLeast(epochs, 0, "epochs");
      Checks.requirePresent(schedule, "schedule");
    }

    @Override
    public double at(int epoch) {
      return epoch < epochs ? schedule.at(epoch) : 0;
    }
  }

  /**
   * This schedule, switched off for the last epochs of a training.
   *
   * @param last number of epochs without, at least 0
   * @param of number of epochs of the training, at least {@code last}
   */
  default Schedule offForTheLast(int last, int of) {
    Checks.require(last >= 0 && last <= of, "last must be between 0 and %d, was %d", of, last);
    return new Until(of - last, this);
  }
}
