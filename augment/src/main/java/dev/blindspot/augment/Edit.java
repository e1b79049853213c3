package dev.blindspot.augment;

import java.io.Serializable;

/** One change of a picture, drawn but not yet painted. Edits can be logged, kept and replayed. */
public sealed interface Edit extends Serializable permits Patch, RotatedGrid, Mirror, Translation {

  /**
   * Paints the change in place.
   *
   * @param datasetMean the mean colour of the training pictures
   */
  void paint(Canvas canvas, Rgb datasetMean);

  /**
   * Moves points along with the content of the picture, in place; most edits move nothing. A
   * point's coordinates count pixels, so that whole numbers are pixel centres.
   *
   * @param points x and y of every point, alternating
   */
  default void move(float[] points, int height, int width) {}
}
