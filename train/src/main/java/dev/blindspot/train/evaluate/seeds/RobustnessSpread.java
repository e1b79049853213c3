package dev.blindspot.train.evaluate.seeds;

import dev.blindspot.train.evaluate.robustness.Robustness;
import dev.blindspot.train.evaluate.stats.Transpose;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * {@link Robustness} over the trainings of an arm that differ in their seed alone: every figure's
 * mean and standard deviation. All trainings are measured on the same images with the same parts
 * hidden, but for places that a map guides, which are those of each network's own map.
 *
 * @param occlusion one curve per position and fill, in the order of the configuration
 * @param object by how much of the object is hidden; null when no image has a known object
 * @param corruptions corrupted images; null when none were asked for
 * @param calibration on whole images
 */
public record RobustnessSpread(
    List<OcclusionSpread> occlusion,
    @Nullable ObjectSpread object,
    @Nullable CorruptionSpread corruptions,
    CalibrationSpread calibration) {
  public RobustnessSpread {
    occlusion = List.copyOf(occlusion);
  }

  /** The spread of at least one training; all were measured alike. */
  public static RobustnessSpread of(List<Robustness> trainings) {
    Robustness first = trainings.get(0);
    return new RobustnessSpread(
        Transpose.of(trainings, Robustness::occlusion).stream().map(OcclusionSpread::of).toList(),
        spread(trainings, first.object(), Robustness::object, ObjectSpread::of),
        spread(trainings, first.corruptions(), Robustness::corruptions, CorruptionSpread::of),
        CalibrationSpread.of(trainings.stream().map(Robustness::calibration).toList()));
  }

  private static <T, S> @Nullable S spread(
      List<Robustness> trainings,
      @Nullable T first,
      Function<Robustness, @Nullable T> part,
      Function<List<T>, S> spread) {
    return first == null
        ? null
        : spread.apply(trainings.stream().map(t -> Objects.requireNonNull(part.apply(t))).toList());
  }
}
