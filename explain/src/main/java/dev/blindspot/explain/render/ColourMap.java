package dev.blindspot.explain.render;

/** Turns a number between 0 and 1 into a colour. */
public enum ColourMap {
  /**
   * Black over red to light yellow; perceptually uniform, readable in print and with colour
   * blindness. A polynomial fit of the public-domain (CC0) map of matplotlib.
   */
  INFERNO(true) {
    @Override
    double[] colour(double t) {
      return Polynomial.INFERNO.at(t);
    }
  },

  /**
   * Violet over green to yellow; perceptually uniform. A polynomial fit of matplotlib's CC0 map.
   */
  VIRIDIS(true) {
    @Override
    double[] colour(double t) {
      return Polynomial.VIRIDIS.at(t);
    }
  },

  /**
   * Blue over white to red for signed numbers, white at 0.5; both arms are straight lines in Oklab
   * and end equally dark.
   */
  DIVERGING(false) {
    @Override
    double[] colour(double t) {
      return Diverging.at(t);
    }
  },

  /**
   * The old rainbow. Its bright bands are not in the data: for comparison with older figures only.
   */
  JET(true) {
    @Override
    double[] colour(double t) {
      return new double[] {
        1.5 - Math.abs(4 * t - 3), 1.5 - Math.abs(4 * t - 2), 1.5 - Math.abs(4 * t - 1)
      };
    }
  };

  private static final int STEPS = 256;

  private final boolean sequential;

  @SuppressWarnings("ImmutableEnumChecker") // filled in the constructor, never changed
  private final int[] table = new int[STEPS];

  ColourMap(boolean sequential) {
    this.sequential = sequential;
    for (int i = 0; i < STEPS; i++) {
      double[] colour = colour(i / (STEPS - 1.0));
      table[i] = channel(colour[0]) << 16 | channel(colour[1]) << 8 | channel(colour[2]);
    }
  }

  /** Red, green and blue, 0..1; may stick out a little. */
  abstract double[] colour(double t);

  /** Whether it starts at nothing; otherwise nothing is in the middle. */
  public boolean sequential() {
    return sequential;
  }

  /**
   * The colour as {@code 0xRRGGBB}.
   *
   * @param t position, taken as 0 below and as 1 above its range
   */
  public int rgb(double t) {
    if (Double.isNaN(t)) {
      throw new IllegalArgumentException("t must be a number, was NaN");
    }
    return table[(int) Math.round(Math.max(0, Math.min(1, t)) * (STEPS - 1))];
  }

  private static int channel(double value) {
    return (int) Math.round(255 * Math.max(0, Math.min(1, value)));
  }
}
