package dev.blindspot.train.explore.ranking;

import dev.blindspot.explain.occlusion.ClassScores;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.HiddenBy;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import dev.blindspot.train.explore.session.SuspectPlace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What hiding parts costs in every image: sixteen squares of a quarter of the side, and the places
 * that the run's scan suspects. Nothing is computed before somebody sorts by it.
 */
public final class HiddenScores implements AutoCloseable {
  private static final int PER_SIDE = 4;

  private final Explorer explorer;
  private final PerImage<Row> rows;

  /**
   * One image.
   *
   * @param drop of the predicted class's probability behind the square that costs most, of the
   *     model that loses most
   * @param suspectDrop the same behind a place that the scan suspects of the model and the class; 0
   *     where there is none
   */
  public record Row(float drop, float suspectDrop) {}

  /** Nothing is computed yet. */
  public HiddenScores(Explorer explorer) {
    this.explorer = explorer;
    this.rows =
        new PerImage<>(
            explorer.gallery().size(), this::row, explorer.quiet(), "blindspot-explore-hidden");
  }

  private Row row(int index) {
    AlteredImage image = AlteredImage.untouched(index);
    DecodedImage pixels = explorer.pixels(image);
    float[] shown = explorer.replacements(image, HiddenBy.MEAN, 0).get(0);
    Row most = new Row(0, 0);
    for (ExploredModel model : explorer.models()) {
      Row own = row(model, pixels, shown);
      most = new Row(Math.max(most.drop, own.drop), Math.max(most.suspectDrop, own.suspectDrop));
    }
    return most;
  }

  private Row row(ExploredModel model, DecodedImage pixels, float[] shown) {
    return model.alone(
        pixels,
        session -> {
          float[] clean = session.cleanScores();
          int said = ClassScores.argMax(clean);
          List<Window> squares = squares(pixels.height(), pixels.width());
          List<Window> all = new ArrayList<>(squares);
          explorer.run().suspects().stream()
              .filter(of -> of.arm().equals(model.name()) && of.label() == said)
              .map(SuspectPlace::window)
              .forEach(all::add);
          float[][] scores = session.scores(all, shown, ProgressListener.NONE);
          return new Row(
              drop(clean, scores, said, 0, squares.size()),
              drop(clean, scores, said, squares.size(), all.size()));
        });
  }

  private static List<Window> squares(int height, int width) {
    int side = Math.max(1, Math.min(height, width) / PER_SIDE);
    WindowGrid grid = new WindowGrid(height, width, side, side);
    List<Window> squares = new ArrayList<>();
    for (int i = 0; i < grid.size(); i++) {
      squares.add(grid.window(i));
    }
    return squares;
  }

  private static float drop(float[] clean, float[][] hidden, int said, int from, int to) {
    float most = 0;
    for (int i = from; i < to; i++) {
      most = Math.max(most, clean[said] - hidden[i][said]);
    }
    return most;
  }

  /** Starts to fill them in, if nobody has asked before. */
  void start() {
    rows.start();
  }

  /** How many images are done. */
  int done() {
    return rows.done();
  }

  /** What hiding costs in an image; null if it is not done yet, or the image cannot be read. */
  @Nullable Row of(int image) {
    return rows.of(image);
  }

  @Override
  public void close() {
    rows.close();
  }
}
