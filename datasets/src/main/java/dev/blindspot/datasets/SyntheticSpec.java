package dev.blindspot.datasets;

/**
 * What to draw as one image of a set.
 *
 * @param index place in the set, from 0; with the set's seed it decides everything about the scene
 * @param label 1 for an emergency vehicle, 0 for an ordinary one
 * @param training whether a planted cue follows the shortcut rate (true) or chance (false)
 */
public record SyntheticSpec(int index, int label, boolean training) {
  public SyntheticSpec {
    if (index < 0) {
      throw new IllegalArgumentException("index must be >= 0, was " + index);
    }
    if (label != 0 && label != 1) {
      throw new IllegalArgumentException("label must be 0 or 1, was " + label);
    }
  }

  /** The label that a balanced set gives to an image: classes alternate. */
  public static int balancedLabel(int index) {
    return index % 2;
  }

  /** The name of the image's file; says nothing about its class. */
  public String id() {
    return "vehicle-%05d.png".formatted(index);
  }

  /** Whether the class is that of emergency vehicles. */
  public boolean emergency() {
    return label == 1;
  }
}
