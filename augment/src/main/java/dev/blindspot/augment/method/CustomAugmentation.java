package dev.blindspot.augment.method;

/**
 * An augmentation of one's own, of any edits. A record comes through JSON by itself. One image in
 * two halves, of which the left one is mirrored into the right one by a fill that reads the image:
 *
 * <pre>{@code
 * record MirrorHalves() implements CustomAugmentation {
 *   record LeftHalf() implements CustomFill {
 *     @Override
 *     public void paint(FillArea area, long noiseSeed) {
 *       area.setEach((x, y, channel) -> area.get(area.imageWidth() - 1 - x, y, channel));
 *     }
 *   }
 *
 *   @Override
 *   public List<Edit> draw(Sample sample, RandomGenerator random) {
 *     int half = sample.width() / 2;
 *     Box right = new Box(sample.width() - half, 0, half, sample.height());
 *     return List.of(new Patch(right, new LeftHalf(), random.nextLong()));
 *   }
 * }
 * }</pre>
 *
 * <p>The same generator in the same state must give the same edits. Where a fill of {@link
 * ImageAugmentation#fills} needs the dataset's mean, a transform without one is refused when it is
 * made.
 */
public non-sealed interface CustomAugmentation extends ImageAugmentation {}
