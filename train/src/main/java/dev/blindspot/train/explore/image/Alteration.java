package dev.blindspot.train.explore.image;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.evaluate.corruption.Corruptions;
import org.jspecify.annotations.Nullable;

/**
 * What is done to a whole image before parts of it are hidden: augmented as an arm is trained, then
 * corrupted.
 *
 * @param arm whose augmentation is drawn; empty: none
 * @param corruption null: none
 * @param severity of the corruption, 1 to 5
 * @param draw other numbers draw the augmentation and the corruption anew; a corruption's draw 0 is
 *     that of the run's evaluation
 */
public record Alteration(String arm, @Nullable Corruption corruption, int severity, int draw) {
  /** The image as it is. */
  public static final Alteration NONE = new Alteration("", null, 1, 0);

  private static final int MOST_DRAWS = 1_000_000;

  public Alteration {
    if (severity < 1 || severity > Corruptions.SEVERITIES) {
      throw RequestException.bad(
          "severity must be 1 to %d, was %d".formatted(Corruptions.SEVERITIES, severity));
    }
    if (draw < 0 || draw > MOST_DRAWS) {
      throw RequestException.bad("draw must be 0 to %d, was %d".formatted(MOST_DRAWS, draw));
    }
  }

  /** Whether the image stays as it is. */
  public boolean isNone() {
    return arm.isEmpty() && corruption == null;
  }

  /** The same for all that leave an image as it is: what is kept of one serves the others. */
  Alteration normal() {
    if (isNone()) {
      return NONE;
    }
    return corruption == null ? new Alteration(arm, null, 1, draw) : this;
  }
}
