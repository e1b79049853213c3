package dev.blindspot.train.evaluate;

import dev.blindspot.augment.Fill;
import dev.blindspot.augment.Rgb;
import java.util.Collection;
import java.util.Map;

/** Refuses to measure occlusion with a fill that an arm has seen in training: that would measure memory, not sight. */
public final class TrainedFills {
  private TrainedFills() {}

  /**
   * Checks a fill against those of every arm.
   *
   * @param evaluation the fill of the evaluation
   * @param byArm the fills of every arm's training augmentations, by the arm's name
   * @param mean the data's mean colour: a constant of that colour is the same fill as the mean
   * @throws IllegalArgumentException when an arm was trained with a fill that looks the same
   */
  public static void refuse(
      Fill evaluation, Map<String, ? extends Collection<Fill>> byArm, Rgb mean) {
    Fill look = look(evaluation, mean);
    byArm.forEach(
        (arm, fills) -> {
          if (fills.stream().anyMatch(fill -> look(fill, mean).equals(look))) {
            throw new IllegalArgumentException(
                ("fill must differ from every training fill, but arm '%s' is trained with '%s' too;"
                        + " choose another one for the evaluation")
                    .formatted(arm, OcclusionRobustness.name(evaluation)));
          }
        });
  }

  private static Fill look(Fill fill, Rgb mean) {
    if (fill instanceof Fill.Zero) {
      return new Fill.Constant(new Rgb(0, 0, 0));
    }
    return fill instanceof Fill.Mean ? new Fill.Constant(mean) : fill;
  }
}
