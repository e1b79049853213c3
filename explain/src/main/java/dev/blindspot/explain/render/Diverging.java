package dev.blindspot.explain.render;

/** Blue, white, red: two straight lines in Oklab whose ends are equally dark. */
final class Diverging {
  private static final double[] BLUE = {0.44, -0.025, -0.155};
  private static final double[] WHITE = {0.977, 0, 0};
  private static final double[] RED = {0.44, 0.155, 0.075};

  private Diverging() {}

  static double[] at(double t) {
    double[] end = t < 0.5 ? BLUE : RED;
    double share = Math.abs(2 * t - 1);
    double[] mixed = new double[3];
    for (int i = 0; i < 3; i++) {
      mixed[i] = share * end[i] + (1 - share) * WHITE[i];
    }
    return Oklab.toRgb(mixed);
  }
}
