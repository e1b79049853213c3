package dev.blindspot.train.evaluate.robustness;

/** The occlusion curve of one arm, with the score of every image that paired statistics need. */
public final class OcclusionRun {
  private final OcclusionCurve curve;
  private final double[] areas;
  private final double[] areasTrueProbability;

  OcclusionRun(OcclusionCurve curve, double[] areas, double[] areasTrueProbability) {
    this.curve = curve;
    this.areas = areas;
    this.areasTrueProbability = areasTrueProbability;
  }

  /** The curve over all images. */
  public OcclusionCurve curve() {
    return curve;
  }

  /** Normalised area under accuracy over fraction of every image; its mean is the curve's. */
  public double[] areas() {
    return areas.clone();
  }

  /** Normalised area under p(true class) over fraction of every image; its mean is the curve's. */
  public double[] areasTrueProbability() {
    return areasTrueProbability.clone();
  }
}
