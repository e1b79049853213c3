package dev.blindspot.explain.engine.compile;

/** Says why a graph is not compiled. */
final class Refusal {
  private static final String KNOWN =
      "The compiled engine knows convolution, batch norm, activations, max, average and global"
          + " average pooling, zero padding, sums, products and joins along channels, dropout, then"
          + " dense layers. ";

  private Refusal() {}

  /** What was found, "Here 'x' is a y". */
  static IllegalArgumentException of(String found) {
    return new IllegalArgumentException(KNOWN + found + ".");
  }
}
