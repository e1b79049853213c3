package dev.blindspot.train.fit;

/** A loss or a weight became NaN or infinite. */
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
