package dev.blindspot.train.explore.search;

import static java.util.Objects.requireNonNull;

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
 * The square of a given side whose hiding lowers the probability of the predicted class most.
 *
 * @param sidePx of the square
 * @param stepPx of the grid
 */
public record StrongestPlace(
    Explorer explorer, AlteredImage image, HiddenBy fill, int other, int sidePx, int stepPx)
    implements Search {

  @Override
  public List<Found> find(Watch watch) {
    List<Found> found = new ArrayList<>();
    for (ExploredModel model : explorer.models()) {
      int done = found.size();
      found.add(find(model, () -> watch.at(done, explorer.models().size())));
    }
    return found;
  }

  private Found find(ExploredModel model, Runnable step) {
    SquareScores scores = new SquareScores(explorer, model, image, fill, other);
    float[] clean = scores.clean();
    int from = ClassScores.argMax(clean);
    List<Window> windows = scores.squares(new Squares(sidePx, stepPx));
    Scored best = requireNonNull(scores.lowest(windows, from, row -> true, step), "a square fits");
    float[] row = best.scores();
    return new Found(
        model.name(),
        best.square(),
        from,
        ClassScores.argMax(row),
        clean[from],
        row[from],
        windows.size(),
        sidePx);
  }
}
