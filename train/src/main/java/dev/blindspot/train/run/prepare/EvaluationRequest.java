package dev.blindspot.train.run.prepare;

/**
 * What is measured.
 *
 * @param models the first one is the reference
 * @param images which of the configuration's images
 */
public record EvaluationRequest(ModelRequest models, Images images) {

  /** Which images are measured. */
  public enum Images {
    /** The test split of the configuration. */
    HELD_OUT,
    /** All that have a label; that no model was trained on them is the user's to know. */
    ALL
  }
}
