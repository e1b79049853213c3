package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.data.image.DecodedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * An image of which a share of the area is hidden. Draws of one image are taken one after the other
 * from its generator: more draws keep the first ones. Fills do not move the places.
 *
 * @param position where
 * @param fill painted with what
 * @param fractionIndex index of the fraction among those of the curve; keys the draws
 * @param fraction of the area
 * @param draw from 0
 * @param seed of the evaluation
 */
record OcclusionPainter(
    Position position, Fill fill, int fractionIndex, double fraction, int draw, long seed)
    implements Condition {

  @Override
  public boolean guided() {
    return position.guided();
  }

  @Override
  public DecodedImage show(
      DecodedImage image, int number, @Nullable Attribution map, BytePainter painter) {
    byte[] bgr = image.bgr().clone();
    List<Edit> hidden = new ArrayList<>(patches(image.height(), image.width(), number, map));
    painter.paint(bgr, image.height(), image.width(), hidden);
    return new DecodedImage(image.height(), image.width(), bgr);
  }

  /** What is hidden of an image. */
  List<Patch> patches(int height, int width, int number, @Nullable Attribution map) {
    RandomGenerator random =
        SampleRandom.of(
            seed,
            position == Position.RANDOM ? "occlusion" : "occlusion-fill",
            fractionIndex,
            number);
    List<Patch> patches = draw(height, width, map, random);
    for (int i = 0; i < draw; i++) {
      patches = draw(height, width, map, random);
    }
    return patches;
  }

  private List<Patch> draw(
      int height, int width, @Nullable Attribution map, RandomGenerator random) {
    int boxHeight = side(height, fraction);
    int boxWidth = side(width, fraction);
    return switch (position) {
      case RANDOM -> {
        int x = random.nextInt(width - boxWidth + 1);
        int y = random.nextInt(height - boxHeight + 1);
        yield patches(List.of(new Box(x, y, boxWidth, boxHeight)), random);
      }
      case CENTRE ->
          patches(
              List.of(
                  new Box((width - boxWidth) / 2, (height - boxHeight) / 2, boxWidth, boxHeight)),
              random);
      case BORDER -> patches(frame(height, width), random);
      case MOST_IMPORTANT, LEAST_IMPORTANT -> {
        if (map == null) {
          throw new IllegalArgumentException("map must be given for " + position);
        }
        MapOrder order = new MapOrder(map, position == Position.MOST_IMPORTANT);
        yield patches(order.hidden(fraction, height, width), random);
      }
    };
  }

  /** All boxes of one draw share the colour of a random fill. */
  private List<Patch> patches(List<Box> boxes, RandomGenerator random) {
    long noise = random.nextLong();
    return boxes.stream().map(box -> new Patch(box, fill, noise)).toList();
  }

  /** What is left is a rectangle in the middle. */
  private List<Box> frame(int height, int width) {
    int innerHeight = height == 1 ? 0 : side(height, 1 - fraction);
    int innerWidth = width == 1 ? 0 : side(width, 1 - fraction);
    int top = (height - innerHeight) / 2;
    int left = (width - innerWidth) / 2;
    int bottom = height - innerHeight - top;
    int right = width - innerWidth - left;
    List<Box> boxes = new ArrayList<>();
    add(boxes, 0, 0, width, top);
    add(boxes, 0, height - bottom, width, bottom);
    add(boxes, 0, top, left, innerHeight);
    add(boxes, width - right, top, right, innerHeight);
    return boxes;
  }

  private static void add(List<Box> boxes, int x, int y, int width, int height) {
    if (width > 0 && height > 0) {
      boxes.add(new Box(x, y, width, height));
    }
  }

  private static int side(int length, double share) {
    return (int) Math.max(1, Math.round(Math.sqrt(share) * length));
  }
}
