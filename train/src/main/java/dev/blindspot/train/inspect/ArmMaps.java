package dev.blindspot.train.inspect;

import dev.blindspot.explain.Attribution;
import dev.blindspot.explain.OcclusionResult;

/**
 * One arm's maps of one picture, for the picture's true class.
 *
 * @param probabilities of all classes, for the whole picture
 * @param occlusion scores of every window position
 * @param drop of the true class's probability, at the picture's size
 * @param cam signed class activation map at the resolution of the features
 */
@SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
public record ArmMaps(
    float[] probabilities, OcclusionResult occlusion, Attribution drop, Attribution cam) {
  /** The class with the highest probability. */
  public int predicted() {
    int best = 0;
    for (int k = 1; k < probabilities.length; k++) {
      best = probabilities[k] > probabilities[best] ? k : best;
    }
    return best;
  }
}
