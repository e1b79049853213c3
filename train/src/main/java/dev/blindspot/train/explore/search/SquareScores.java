package dev.blindspot.train.explore.search;

import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.HiddenBy;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import java.util.ArrayList;
import java.util.List;

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

  /** Probabilities by square, averaged over what is shown. */
  List<float[]> of(List<Window> squares, Runnable afterEach) {
    List<float[]> all = new ArrayList<>();
    int atOnce = Math.max(1, PART / replacements.size());
    for (int first = 0; first < squares.size(); first += atOnce) {
      List<Window> part = squares.subList(first, Math.min(squares.size(), first + atOnce));
      float[][] scores =
          model.with(image, pixels, s -> s.meanScores(part, replacements, ProgressListener.NONE));
      all.addAll(List.of(scores));
      afterEach.run();
    }
    return all;
  }
}
