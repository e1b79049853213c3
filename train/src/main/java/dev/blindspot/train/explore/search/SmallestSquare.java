package dev.blindspot.train.explore.search;

import dev.blindspot.explain.occlusion.ClassScores;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.HiddenBy;
import dev.blindspot.train.explore.search.SquareScores.Scored;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import java.util.ArrayList;
import java.util.List;

/**
 * The smallest square that changes a model's answer when it is hidden. Exhaustive on a grid: sides
 * are multiples of the step, each at all positions that are multiples of it, and flush with the
 * border. Of several squares of the smallest side, that with the lowest remaining probability. A
 * step of one pixel leaves no square out.
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
      Scored best =
          scores.lowest(
              windows, from, row -> ClassScores.argMax(row) != from, () -> watch.at(at, all));
      scored += windows.size();
      if (best != null) {
        return new Found(
            model.name(),
            best.square(),
            from,
            ClassScores.argMax(best.scores()),
            clean[from],
            best.scores()[from],
            scored,
            squares.sidePx());
      }
    }
    return new Found(
        model.name(), null, from, from, clean[from], clean[from], scored, sides * stepPx);
  }
}
