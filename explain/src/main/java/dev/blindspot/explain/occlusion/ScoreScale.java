package dev.blindspot.explain.occlusion;

/** On which scale the drop of a class's score is measured. */
public enum ScoreScale {
  /** As the scorer says it, usually a probability. Saturates where the network is sure. */
  SCORE {
    @Override
    public float of(float score) {
      return score;
    }
  },

  /**
   * Log-odds of a probability, {@code log(p / (1 - p))}: with two classes the difference of their
   * logits, which does not saturate. Probabilities are kept {@value #LEAST} away from 0 and 1.
   */
  LOG_ODDS {
    @Override
    public float of(float score) {
      double p = Math.max(LEAST, Math.min(1 - LEAST, (double) score));
      return Float.isNaN(score) ? Float.NaN : (float) Math.log(p / (1 - p));
    }
  };

  private static final double LEAST = 1e-6;

  /** A score on this scale. */
  public abstract float of(float score);
}
