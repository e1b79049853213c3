package dev.blindspot.train.evaluate;

import dev.blindspot.augment.Box;
import dev.blindspot.augment.BytePainter;
import dev.blindspot.augment.Fill;
import dev.blindspot.augment.Patch;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.random.SampleRandom;
import java.util.AbstractList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Every picture with a square hidden, {@code draws} times each: element {@code picture * draws + draw}. Painted when
 * asked for, so that no more than a batch is in memory. The place depends on (seed, fraction index, picture, draw)
 * only: every arm sees the same.
 */
final class OccludedPictures extends AbstractList<Picture> {
  private final List<Picture> pictures;
  private final double fraction;
  private final int fractionIndex;
  private final OcclusionRobustness settings;
  private final BytePainter painter;

  OccludedPictures(
      List<Picture> pictures,
      int fractionIndex,
      OcclusionRobustness settings,
      BytePainter painter) {
    this.pictures = pictures;
    this.fraction = settings.fractions().get(fractionIndex);
    this.fractionIndex = fractionIndex;
    this.settings = settings;
    this.painter = painter;
  }

  @Override
  public int size() {
    return pictures.size() * settings.draws();
  }

  @Override
  public Picture get(int index) {
    int number = index / settings.draws();
    Picture picture = pictures.get(number);
    Patch patch = patch(picture, number, index % settings.draws());
    byte[] bgr = picture.bgr().clone();
    painter.paint(bgr, picture.height(), picture.width(), List.of(patch));
    return new Picture(picture.height(), picture.width(), bgr);
  }

  /** Draws are taken one after the other from the picture's generator: more draws keep the first ones. */
  private Patch patch(Picture picture, int number, int draw) {
    RandomGenerator random =
        SampleRandom.of(settings.seed(), "occlusion", fractionIndex, number);
    Patch patch = draw(picture, settings.fill(), random);
    for (int i = 0; i < draw; i++) {
      patch = draw(picture, settings.fill(), random);
    }
    return patch;
  }

  private Patch draw(Picture picture, Fill fill, RandomGenerator random) {
    int width = side(picture.width());
    int height = side(picture.height());
    int x = random.nextInt(picture.width() - width + 1);
    int y = random.nextInt(picture.height() - height + 1);
    return new Patch(new Box(x, y, width, height), fill, random.nextLong());
  }

  private int side(int length) {
    return (int) Math.max(1, Math.round(Math.sqrt(fraction) * length));
  }
}
