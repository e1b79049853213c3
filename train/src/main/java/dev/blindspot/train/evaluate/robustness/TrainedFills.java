package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Rgb;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Tells of fills of the evaluation that an arm met in training: measuring with them would measure
 * memory, not sight.
 */
public final class TrainedFills {
  private TrainedFills() {}

  /**
   * One sentence for every arm that was trained with a fill that looks the same.
   *
   * @param evaluation the fills of the evaluation
   * @param byArm the fills of every arm's training augmentations, by the arm's name
   * @param mean the data's mean colour: a constant of that colour is the same fill as the mean
   */
  public static List<String> find(
      List<Fill> evaluation, Map<String, ? extends Collection<Fill>> byArm, Rgb mean) {
    List<String> found = new ArrayList<>();
    for (Fill fill : evaluation) {
      Fill look = look(fill, mean);
      byArm.forEach(
          (arm, fills) -> {
            if (fills.stream().anyMatch(trained -> look(trained, mean).equals(look))) {
              found.add("arm '%s' is trained with the fill '%s' too".formatted(arm, fill));
            }
          });
    }
    return found;
  }

  private static Fill look(Fill fill, Rgb mean) {
    if (fill instanceof Fill.Zero) {
      return new Fill.Constant(new Rgb(0, 0, 0));
    }
    return fill instanceof Fill.Mean ? new Fill.Constant(mean) : fill;
  }
}
