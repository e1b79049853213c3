package dev.blindspot.explain.measure;

import java.util.Objects;

/**
 * A number, or NaN with the reason why there is none.
 *
 * @param value the number; NaN if undefined
 * @param reason why it is undefined; empty if it is defined
 */
public record Measurement(double value, String reason) {

  public Measurement {
    Objects.requireNonNull(reason, "reason must not be null");
    if (Double.isNaN(value) == reason.isEmpty()) {
      throw new IllegalArgumentException(
          "reason must be given for NaN and only then, was '" + reason + "'");
    }
  }

  /** A number that is defined. */
  public static Measurement of(double value) {
    return new Measurement(value, "");
  }

  /** No number, and why. */
  public static Measurement undefined(String reason) {
    return new Measurement(Double.NaN, reason);
  }

  /** Whether there is a number. */
  public boolean defined() {
    return reason.isEmpty();
  }
}
