package dev.blindspot.train.evaluate.robustness;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.Serializable;

/**
 * How fast an evaluation was.
 *
 * @param images scored, every condition of an image counted
 * @param seconds from the first to the last, preparation of the conditions included
 * @param scoringSeconds of these inside forward passes
 */
public record Throughput(
    @JsonProperty("pictures") long images, double seconds, double scoringSeconds)
    implements Serializable {
  /** Scored images per second; NaN when nothing was scored. */
  public double imagesPerSecond() {
    return images == 0 ? Double.NaN : images / seconds;
  }

  /** How many times the bare forward passes all of it took: 1 at best. */
  public double costRatio() {
    return images == 0 ? Double.NaN : seconds / scoringSeconds;
  }
}
