package dev.blindspot.train.fit;

/** Training has left the numbers: NaN or infinity. */
final class DivergenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DivergenceException(String message) {
    super(message);
  }

  static void requireFinite(double value, String what, String when) {
    if (!Double.isFinite(value)) {
      throw new DivergenceException("%s became %s in %s".formatted(what, value, when));
    }
  }
}
