package dev.blindspot.train.explore.search;

import dev.blindspot.explain.occlusion.ClassScores;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.HiddenBy;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest square that changes a model's answer when it is hidden. Exhaustive on a grid: sides
 * are multiples of the step, each at all positions that are multiples of it, and flush with the
 * border. Of several squares of the smallest side, that with the lowest remaining probability.
 *
 * @param stepPx of sides and positions
 */
public record SmallestSquare(
    Explorer explorer, AlteredImage image, HiddenBy fill, int other, int stepPx) implements Search {

  @Override
  public List<Found> find(Watch watch) {
    List<Found> found = new ArrayList<>();
    for (ExploredModel model : explorer.models()) {
      found.add(find(model, watch, found.size()));
    }
    return found;
  }

  private Found find(ExploredModel model, Watch watch, int modelsDone) {
    SquareScores scores = new SquareScores(explorer, model, image, fill, other);
    float[] clean = scores.clean();
    int from = ClassScores.argMax(clean);
    int sides = scores.shorterSide() / stepPx;
    int scored = 0;
    for (int k = 1; k <= sides; k++) {
      long at = (long) modelsDone * sides + k - 1;
      long all = (long) explorer.models().size() * sides;
      Squares squares = new Squares(k * stepPx, stepPx);
      List<Window> windows = scores.squares(squares);
      List<float[]> said = scores.of(windows, () -> watch.at(at, all));
      scored += windows.size();
      int best = lowestThatChanged(said, from);
      if (best >= 0) {
        float[] row = said.get(best);
        int to = ClassScores.argMax(row);
        return new Found(
            model.name(),
            windows.get(best),
            from,
            to,
            clean[from],
            row[from],
            scored,
            squares.sidePx());
      }
    }
    return new Found(
        model.name(), null, from, from, clean[from], clean[from], scored, sides * stepPx);
  }

  private static int lowestThatChanged(List<float[]> said, int from) {
    int best = -1;
    for (int i = 0; i < said.size(); i++) {
      float[] row = said.get(i);
      if (ClassScores.argMax(row) != from && (best < 0 || row[from] < said.get(best)[from])) {
        best = i;
      }
    }
    return best;
  }
}
