package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Rgb;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One change of an image, drawn but not yet painted. Edits can be logged, kept and replayed. */
public sealed interface Edit extends Serializable
    permits Patch,
        HiddenCells,
        RotatedGrid,
        Mirror,
        Translation,
        Crop,
        ColourChange,
        Within,
        Around {

  /**
   * Paints the change in place.
   *
   * @param datasetMean the mean colour of the training images, where it is known
   * @throws IllegalArgumentException if the edit is not of an image of this size, or its fill needs
   *     a mean that is not known
   */
  void paint(Canvas canvas, @Nullable Rgb datasetMean);

  /**
   * Moves points along with the content of the image, in place; most edits move nothing. A point's
   * coordinates count pixels, so that integers are pixel centres.
   *
   * @param points x and y of every point, alternating
   */
  default void move(float[] points, int height, int width) {}

  /** Paints one after the other. */
  static void paintAll(List<Edit> edits, Canvas canvas, @Nullable Rgb datasetMean) {
    for (int i = 0; i < edits.size(); i++) { // an iterator would be allocated
      edits.get(i).paint(canvas, datasetMean);
    }
  }

  /** A copy of edits that all leave the content of the image where it is. */
  static List<Edit> requireHiding(List<Edit> edits) {
    List<Edit> copy = Checks.copyOf(edits, "edits");
    for (Edit edit : copy) {
      Checks.require(
          edit instanceof Patch || edit instanceof HiddenCells || edit instanceof RotatedGrid,
          "edits must hide and not move, one is: %s",
          edit);
    }
    return copy;
  }

  /** Several edits in one line. */
  static String describe(List<Edit> edits) {
    return edits.stream().map(Edit::toString).collect(Collectors.joining(" + "));
  }
}
