package dev.blindspot.explain.render;

/**
 * A polynomial of degree six per colour channel, fitted to a published colour map (coefficients by
 * M. Zucker, CC0).
 */
enum Polynomial {
  INFERNO(
      new double[][] {
        {0.0002189403691192265, 0.001651004631001012, -0.01948089843709184},
        {0.1065134194856116, 0.5639564367884091, 3.932712388889277},
        {11.60249308247187, -3.972853965665698, -15.9423941062914},
        {-41.70399613139459, 17.43639888205313, 44.35414519872813},
        {77.162935699427, -33.40235894210092, -81.80730925738993},
        {-71.31942824499214, 32.62606426397723, 73.20951985803202},
        {25.13112622477341, -12.24266895238567, -23.07032500287172}
      }),
  VIRIDIS(
      new double[][] {
        {0.2777273272234177, 0.005407344544966578, 0.3340998053353061},
        {0.1050930431085774, 1.404613529898575, 1.384590162594685},
        {-0.3308618287255563, 0.214847559468213, 0.09509516302823659},
        {-4.634230498983486, -5.799100973351585, -19.33244095627987},
        {6.228269936347081, 14.17993336680509, 56.69055260068105},
        {4.776384997670288, -13.74514537774601, -65.35303263337234},
        {-5.435455855934631, 4.645852612178535, 26.3124352495832}
      });

  @SuppressWarnings("ImmutableEnumChecker") // never changed
  private final double[][] coefficients;

  Polynomial(double[][] coefficients) {
    this.coefficients = coefficients;
  }

  double[] at(double t) {
    double[] colour = new double[3];
    for (int degree = coefficients.length - 1; degree >= 0; degree--) {
      for (int c = 0; c < 3; c++) {
        colour[c] = colour[c] * t + coefficients[degree][c];
      }
    }
    return colour;
  }
}
