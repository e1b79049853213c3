package dev.blindspot.augment;

/**
 * Hides a rectangle.
 *
 * @param box what is hidden
 * @param fill what is painted there
 * @param noiseSeed the seed of a random fill
 */
public record Patch(Box box, Fill fill, long noiseSeed) implements Edit {
  @Override
  public void paint(Canvas canvas, Rgb datasetMean) {
    Checks.require(
        box.x() + box.width() <= canvas.width() && box.y() + box.height() <= canvas.height(),
        "box must lie within the picture (%d x %d), was %s",
        canvas.width(),
        canvas.height(),
        box);
    fill.paint(canvas, box, noiseSeed, datasetMean);
  }

  @Override
  public String toString() {
    return String.format("patch %s, %s, seed %x", box, fill, noiseSeed);
  }
}
