package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.train.config.EvaluationConfig.Corruption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells of corruptions that an arm met in training: their scores would show memory, not robustness.
 * No augmentation corrupts whole images, but fills of noise show noise.
 */
public final class TrainedCorruptions {
  private static final Set<Corruption> NOISE =
      Set.of(Corruption.GAUSSIAN_NOISE, Corruption.SHOT_NOISE, Corruption.IMPULSE_NOISE);

  private TrainedCorruptions() {}

  /**
   * One sentence for every arm that met some of the corruptions.
   *
   * @param corruptions of the evaluation
   * @param byArm the fills of every arm's training augmentations, by the arm's name
   */
  public static List<String> find(
      List<Corruption> corruptions, Map<String, ? extends Collection<Fill>> byArm) {
    List<String> names =
        corruptions.stream()
            .filter(NOISE::contains)
            .map(c -> c.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'))
            .toList();
    List<String> found = new ArrayList<>();
    byArm.forEach(
        (arm, fills) ->
            fills.stream()
                .filter(
                    fill -> fill instanceof Fill.PixelUniform || fill instanceof Fill.PixelNormal)
                .findFirst()
                .filter(fill -> !names.isEmpty())
                .ifPresent(
                    fill ->
                        found.add(
                            "arm '%s' is trained with patches of noise ('%s'), so that %s are not new to it"
                                .formatted(arm, fill, String.join(", ", names)))));
    return found;
  }
}
