package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.map.Attribution;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntToDoubleFunction;

/**
 * What a classifier said about one image behind every window. Immutable.
 *
 * <p>Position {@code i} belongs to {@code grid().window(i)}. Scores are those of the {@link
 * Scorer}: probabilities, unless it returns something else.
 */
public final class OcclusionResult implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String METHOD = "occlusion";

  private final WindowGrid grid;
  private final OcclusionFill fill;
  private final String engine;
  private final float[] cleanScores;
  private final int[] targetClasses;
  private final float[][] scores; // per target class, per position
  private final int[] predicted; // per position

  OcclusionResult(
      WindowGrid grid,
      OcclusionFill fill,
      String engine,
      float[] cleanScores,
      int[] targetClasses,
      float[][] scores,
      int[] predicted) {
    this.grid = grid;
    this.fill = fill;
    this.engine = engine;
    this.cleanScores = cleanScores;
    this.targetClasses = targetClasses;
    this.scores = scores;
    this.predicted = predicted;
  }

  /** Positions of the window. */
  public WindowGrid grid() {
    return grid;
  }

  /** What the window showed. */
  public OcclusionFill fill() {
    return fill;
  }

  /** Name of the way in which the scores were computed. */
  public String engine() {
    return engine;
  }

  /** Scores of the whole image, one per class (a copy). */
  public float[] cleanScores() {
    return cleanScores.clone();
  }

  /** The class with the highest score for the whole image. */
  public int cleanPrediction() {
    return ClassScores.argMax(cleanScores);
  }

  /** The classes that were asked for, in that order (a copy). */
  public int[] targetClasses() {
    return targetClasses.clone();
  }

  /**
   * Score of a target class while the window at a position hides the image, averaged over the
   * fill's draws.
   */
  public float score(int position, int targetClass) {
    Objects.checkIndex(position, grid.size());
    return scores[indexOf(targetClass)][position];
  }

  /** The class with the highest score while the window at a position hides the image. */
  public int predictedClass(int position) {
    return predicted[position];
  }

  /** For each class, at how many positions it was predicted. */
  public int[] classCounts() {
    int[] counts = new int[cleanScores.length];
    for (int label : predicted) {
      counts[label]++;
    }
    return counts;
  }

  /** The map of the only target class that was asked for. */
  public Attribution drop() {
    if (targetClasses.length != 1) {
      throw new IllegalStateException(
          "drop() needs a class: several were explained, " + Arrays.toString(targetClasses));
    }
    return drop(targetClasses[0]);
  }

  /**
   * Per pixel, by how much hiding it lowers the score: {@code clean - occluded}, averaged over the
   * windows that cover the pixel. Positive where the class loses. Size of the image.
   */
  public Attribution drop(int targetClass) {
    return drop(targetClass, ScoreScale.SCORE);
  }

  /** As {@link #drop(int)}, measured on a scale of choice. */
  public Attribution drop(int targetClass, ScoreScale scale) {
    float[] ofClass = scores[indexOf(targetClass)];
    float clean = scale.of(cleanScores[targetClass]);
    return spread(targetClass, position -> clean - scale.of(ofClass[position]));
  }

  /**
   * Per pixel, the share (0..1) of the windows covering it behind which {@code label} was
   * predicted.
   */
  public Attribution predictedShare(int label) {
    Objects.checkIndex(label, cleanScores.length);
    return spread(label, position -> predicted[position] == label ? 1 : 0);
  }

  private Attribution spread(int label, IntToDoubleFunction value) {
    float[] mean = grid.averaged(value);
    return new Attribution(METHOD, label, grid.height(), grid.width(), mean);
  }

  private int indexOf(int targetClass) {
    for (int i = 0; i < targetClasses.length; i++) {
      if (targetClasses[i] == targetClass) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "targetClass must be one of those explained, %s, was %d"
            .formatted(Arrays.toString(targetClasses), targetClass));
  }
}
