package dev.blindspot.explain.onednn.runtime;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What may be used of oneDNN's own interface; the system property {@value #PROPERTY}. */
public enum OneDnnMode {
  /** For each convolution the algorithm that is faster for its shape. */
  AUTO,
  /** Every convolution direct, none by Winograd. */
  DIRECT,
  /** Nothing: ND4J's operations are used. */
  OFF;

  /** Name of the system property: {@code auto} (the default), {@code direct} or {@code off}. */
  public static final String PROPERTY = "blindspot.onednn";

  /** The mode of this name in lower case; empty if there is none. */
  static Optional<OneDnnMode> named(String name) {
    return Arrays.stream(values()).filter(m -> m.toString().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
