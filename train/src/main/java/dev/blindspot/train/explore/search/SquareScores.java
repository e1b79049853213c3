package dev.blindspot.train.explore.search;

import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.HiddenBy;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One model's scores of many squares of one image, in parts, so that a question from the page waits
 * for one part only.
 */
final class SquareScores {
  /** Images that are scored between two questions of the page. */
  private static final int PART = 64;

  private final ExploredModel model;
  private final AlteredImage image;
  private final DecodedImage pixels;
  private final List<float[]> replacements;

  SquareScores(
      Explorer explorer, ExploredModel model, AlteredImage image, HiddenBy fill, int other) {
    this.model = model;
    this.image = image;
    this.pixels = explorer.pixels(image);
    this.replacements = explorer.replacements(image, fill, other);
  }

  int shorterSide() {
    return Math.min(pixels.height(), pixels.width());
  }

  List<Window> squares(Squares squares) {
    return squares.in(pixels.height(), pixels.width());
  }

  float[] clean() {
    return model.clean(image, pixels);
  }

  /**
   * One square.
   *
   * @param scores probabilities with it hidden, averaged over what is shown
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  record Scored(Window square, float[] scores) {}

  /**
   * The first one of those with the lowest probability of a class; null if there is none. No other
   * scores are kept: there may be a square for each pixel, with a thousand classes each.
   *
   * @param counts whether a square is looked at, by its scores
   */
  @Nullable Scored lowest(
      List<Window> squares, int target, Predicate<float[]> counts, Runnable afterEach) {
    Scored best = null;
    int atOnce = Math.max(1, PART / replacements.size());
    for (int first = 0; first < squares.size(); first += atOnce) {
      List<Window> part = squares.subList(first, Math.min(squares.size(), first + atOnce));
      float[][] scores =
          model.with(image, pixels, s -> s.meanScores(part, replacements, ProgressListener.NONE));
      for (int i = 0; i < scores.length; i++) {
        if (counts.test(scores[i]) && (best == null || scores[i][target] < best.scores[target])) {
          best = new Scored(part.get(i), scores[i]);
        }
      }
      afterEach.run();
    }
    return best;
  }
}
