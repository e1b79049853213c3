package dev.blindspot.train.explore.search;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.ClassScores;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.explain.shortcut.ChosenPlace;
import dev.blindspot.explain.shortcut.NullModel;
import dev.blindspot.explain.shortcut.PositionStats;
import dev.blindspot.explain.shortcut.ScannedImage;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.HiddenBy;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The test of the shortcut scan for one rectangle, over all images that a model takes for a class:
 * does hiding it decide more often than the object explains? See {@link ChosenPlace}.
 *
 * @param target index of the class
 */
public record TestedPlace(Explorer explorer, Window place, HiddenBy fill, int other, int target)
    implements Search {

  /**
   * One model.
   *
   * @param taken images that it takes for the class
   * @param images of these that say something about the rectangle
   * @param hits of these in which hiding it decides
   * @param expected share of hits that the object explains; null without images
   * @param meanDrop of the class's probability over the images that are taken for it; null without
   * @param p one-sided, of this one rectangle
   * @param boxesKnown whether it was compared with places beside the object's box, else with the
   *     next place towards the middle
   */
  public record OverTaken(
      String model,
      int taken,
      int images,
      int hits,
      @Nullable Double expected,
      @Nullable Double meanDrop,
      double p,
      boolean boxesKnown) {}

  @Override
  public List<OverTaken> find(Watch watch) {
    ChosenPlace test =
        ChosenPlace.of(
            place,
            explorer.side(),
            explorer.side(),
            boxesKnown(),
            explorer.run().hitDrop(),
            explorer.run().seed());
    List<OverTaken> found = new ArrayList<>();
    for (ExploredModel model : explorer.models()) {
      found.add(find(model, test, found.size(), watch));
    }
    return found;
  }

  private boolean boxesKnown() {
    for (int i = 0; i < explorer.gallery().size(); i++) {
      if (explorer.canRead(i) && objects(i) == null) {
        return false;
      }
    }
    return true;
  }

  private @Nullable List<Region> objects(int image) {
    List<Region> objects =
        explorer.gallery().boxes(image).stream()
            .filter(box -> !box.outsideObject())
            .map(box -> new Region(box.x(), box.y(), box.width(), box.height()))
            .toList();
    return objects.isEmpty() ? null : objects;
  }

  private OverTaken find(ExploredModel model, ChosenPlace test, int modelsDone, Watch watch) {
    List<ScannedImage> taken = new ArrayList<>();
    for (int image : new EveryImage(explorer, modelsDone, watch)) {
      DecodedImage pixels = explorer.pixels(AlteredImage.untouched(image));
      ScannedImage scanned = model.alone(pixels, session -> scan(session, image, test));
      if (scanned != null) {
        taken.add(scanned);
      }
    }
    PositionStats stats = test.test(taken);
    return new OverTaken(
        model.name(),
        taken.size(),
        stats.images(),
        stats.hits(),
        number(stats.expected()),
        number(stats.meanDrop()),
        stats.p(),
        test.explained() == NullModel.BY_OTHER_PLACES_BESIDE_THE_OBJECT);
  }

  /** JSON has no NaN. */
  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private @Nullable ScannedImage scan(
      OcclusionEngine.Session session, int image, ChosenPlace test) {
    float[] clean = session.cleanScores();
    if (ClassScores.argMax(clean) != target) {
      return null;
    }
    List<float[]> draws = explorer.replacements(AlteredImage.untouched(image), fill, other);
    float[][] hidden = session.meanScores(test.windows(), draws, ProgressListener.NONE);
    String name = explorer.gallery().entry(image).name();
    return ScannedImage.of(name, clean, test.windows(), hidden, target, objects(image));
  }
}
