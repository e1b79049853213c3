package dev.blindspot.augment.method;

/**
 * A way of hiding of one's own: it draws {@link dev.blindspot.augment.edit.Patch patches}, {@link
 * dev.blindspot.augment.edit.HiddenCells cells} or {@link dev.blindspot.augment.edit.RotatedGrid
 * grids} alone, so that {@link InsideBoxes} and {@link OutsideBoxes} take it. A record comes
 * through JSON by itself.
 *
 * <pre>{@code
 * record LowerHalf(Fill fill) implements CustomDropout {
 *   @Override
 *   public List<Edit> draw(Sample sample, RandomGenerator random) {
 *     int top = sample.height() / 2;
 *     Box lower = new Box(0, top, sample.width(), sample.height() - top);
 *     return List.of(new Patch(lower, fill, random.nextLong()));
 *   }
 * }
 * }</pre>
 */
public non-sealed interface CustomDropout extends RegionalDropout {}
