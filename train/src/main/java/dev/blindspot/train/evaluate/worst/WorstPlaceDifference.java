package dev.blindspot.train.evaluate.worst;

import dev.blindspot.train.evaluate.stats.CrossedMean;
import dev.blindspot.train.evaluate.stats.Differences;
import dev.blindspot.train.evaluate.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An arm against the reference at the worst place, paired by image and by seed. It is no claim: it
 * has no verdict, and is not among those that Holm's correction is over. With one seed it speaks of
 * two networks and not of the arms.
 *
 * @param arm the arm's name
 * @param reference the reference's name
 * @param fill what the square shows
 * @param accuracy arm minus reference of {@link WorstPlace#accuracy}, the mean over seeds
 * @param accuracyInterval its 95 % interval over images and seeds, over images alone with one seed;
 *     undefined below 6 images
 * @param trueProbability the same of {@link WorstPlace#meanTrueProbability}
 * @param trueProbabilityInterval its 95 % interval
 * @param images number of images
 * @param seeds number of trainings of each arm
 */
public record WorstPlaceDifference(
    String arm,
    String reference,
    String fill,
    double accuracy,
    Interval accuracyInterval,
    double trueProbability,
    Interval trueProbabilityInterval,
    int images,
    int seeds) {

  /**
   * The differences of all arms to the first one, for every fill.
   *
   * @param arms what was measured of each arm: by seed, then by fill; the same seeds, fills and
   *     images for all
   */
  public static List<WorstPlaceDifference> of(Map<String, List<List<WorstPlaceRun>>> arms) {
    List<WorstPlaceDifference> differences = new ArrayList<>();
    String reference = arms.keySet().iterator().next();
    List<List<WorstPlaceRun>> ofReference = arms.values().iterator().next();
    arms.forEach(
        (arm, ofArm) -> {
          for (int f = 0; f < ofArm.get(0).size() && !arm.equals(reference); f++) {
            int fill = f;
            differences.add(
                of(
                    arm,
                    reference,
                    ofArm.stream().map(runs -> runs.get(fill)).toList(),
                    ofReference.stream().map(runs -> runs.get(fill)).toList()));
          }
        });
    return differences;
  }

  private static WorstPlaceDifference of(
      String arm, String reference, List<WorstPlaceRun> one, List<WorstPlaceRun> other) {
    CrossedMean accuracy = mean(one, other, WorstPlaceRun::accuracies);
    CrossedMean probability = mean(one, other, WorstPlaceRun::trueProbabilities);
    return new WorstPlaceDifference(
        arm,
        reference,
        one.get(0).fill(),
        accuracy.value(),
        accuracy.interval(),
        probability.value(),
        probability.interval(),
        accuracy.squares().images(),
        accuracy.squares().seeds());
  }

  private static CrossedMean mean(
      List<WorstPlaceRun> one, List<WorstPlaceRun> other, Function<WorstPlaceRun, double[]> of) {
    return CrossedMean.of(Differences.of(table(one, of), table(other, of)));
  }

  private static double[][] table(List<WorstPlaceRun> runs, Function<WorstPlaceRun, double[]> of) {
    return runs.stream().map(of).toArray(double[][]::new);
  }

  /** The same under other names, for pages of several runs. */
  public WorstPlaceDifference named(String newArm, String newReference) {
    return new WorstPlaceDifference(
        newArm,
        newReference,
        fill,
        accuracy,
        accuracyInterval,
        trueProbability,
        trueProbabilityInterval,
        images,
        seeds);
  }
}
