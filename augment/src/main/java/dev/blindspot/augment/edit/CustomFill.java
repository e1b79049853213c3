package dev.blindspot.augment.edit;

import dev.blindspot.augment.canvas.Canvas;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Rgb;
import org.jspecify.annotations.Nullable;

/**
 * A fill of one's own; a record comes through JSON by itself. Vertical stripes of a random phase:
 *
 * <pre>{@code
 * record Stripes(int periodPx) implements CustomFill {
 *   @Override
 *   public void paint(FillArea area, long noiseSeed) {
 *     int phase = SplitMix.below(periodPx, noiseSeed, 0);
 *     area.setEach((x, y, channel) -> (x + phase) % periodPx < periodPx / 2 ? 255 : 0);
 *   }
 * }
 * }</pre>
 *
 * <p>One patch may be painted in several pieces: the rows of a turned grid's squares, neighbouring
 * cells at once. So that the pieces fit together, a pixel depends on its place, the seed and the
 * image, not on the piece; or {@link #differsByPatch} is true, and every cell is painted alone.
 */
public non-sealed interface CustomFill extends Fill {
  /**
   * Paints a rectangle.
   *
   * @param area the rectangle, never empty, and the image around it
   * @param noiseSeed where randomness comes from: the same edit paints the same pixels again
   */
  void paint(FillArea area, long noiseSeed);

  @Override
  default void paint(
      Canvas canvas,
      int x,
      int y,
      int width,
      int height,
      long noiseSeed,
      @Nullable Rgb datasetMean) {
    paint(new FillArea(canvas, new Box(x, y, width, height)), noiseSeed);
  }
}
