package dev.blindspot.train.evaluate.robustness;

import java.io.Serializable;

/**
 * How fast an evaluation was.
 *
 * @param pictures scored, every condition of a picture counted
 * @param seconds from the first to the last, preparation of the conditions included
 * @param scoringSeconds of these inside forward passes
 */
public record Throughput(long pictures, double seconds, double scoringSeconds)
    implements Serializable {
  /** Scored pictures per second; NaN when nothing was scored. */
  public double imagesPerSecond() {
    return pictures == 0 ? Double.NaN : pictures / seconds;
  }

  /** How many times the bare forward passes all of it took: 1 at best. */
  public double costRatio() {
    return pictures == 0 ? Double.NaN : seconds / scoringSeconds;
  }
}
