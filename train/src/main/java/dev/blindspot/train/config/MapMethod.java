package dev.blindspot.train.config;

/** The ways to draw what a model looks at. */
public enum MapMethod {
  /** What hiding places changes; works on any model. */
  OCCLUSION("occlusion", "Occlusion sensitivity", "drop of the class's score when hidden"),
  /** The features, weighed by the head. */
  CAM("CAM", "Class activation map", "evidence for the class"),
  /** The features, weighed by their gradients. */
  GRAD_CAM("Grad-CAM", "Grad-CAM", "evidence for the class"),
  /** The gradient of the class's logit. */
  SALIENCY("saliency", "Gradient saliency", "size of the gradient"),
  /** The same, averaged over noisy copies. */
  SMOOTH_GRAD("SmoothGrad", "SmoothGrad", "size of the mean gradient"),
  /** The score given that a place is visible through random masks; works on any model. */
  RISE("RISE", "RISE", "score when visible, above the mean"),
  /** The features, weighed by the score of what they show of the image. */
  SCORE_CAM("Score-CAM", "Score-CAM", "evidence for the class");

  private final String shortName;
  private final String title;
  private final String unit;

  MapMethod(String shortName, String title, String unit) {
    this.shortName = shortName;
    this.title = title;
    this.unit = unit;
  }

  /** Its name in tables. */
  public String shortName() {
    return shortName;
  }

  /** Its name as a heading. */
  public String title() {
    return title;
  }

  /** What the numbers of its maps are. */
  public String unit() {
    return unit;
  }

  /** Whether its maps can speak against the class. */
  public boolean signed() {
    return this != SALIENCY && this != SMOOTH_GRAD;
  }
}
