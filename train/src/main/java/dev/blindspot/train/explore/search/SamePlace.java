package dev.blindspot.train.explore.search;

import dev.blindspot.explain.occlusion.ClassScores;
import dev.blindspot.train.explore.image.Alteration;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.Gallery;
import dev.blindspot.train.explore.image.Question;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The same places hidden in all images of a class: of those that carry its label, or, where nobody
 * said labels, of all images.
 *
 * @param alteration of every image
 * @param target index of the class whose probability is followed
 */
public record SamePlace(Explorer explorer, Alteration alteration, Question question, int target)
    implements Search {

  /**
   * One model.
   *
   * @param images that were scored
   * @param before mean probability of the class for whole images
   * @param after the same with the places hidden
   * @param changed images of which another class is predicted then
   * @param predictedBefore images of which the class is predicted, whole
   * @param predictedAfter the same with the places hidden
   * @param mostChanged index of the image that loses most; -1 if there are none
   */
  public record OverClass(
      String model,
      int images,
      double before,
      double after,
      int changed,
      int predictedBefore,
      int predictedAfter,
      int mostChanged) {}

  @Override
  public List<OverClass> find(Watch watch) {
    Gallery gallery = explorer.gallery();
    boolean labelled =
        IntStream.range(0, gallery.size()).anyMatch(i -> gallery.entry(i).label() >= 0);
    List<Integer> images =
        IntStream.range(0, gallery.size())
            .filter(i -> !labelled || gallery.entry(i).label() == target)
            .filter(explorer::canRead)
            .boxed()
            .toList();
    List<OverClass> found = new ArrayList<>();
    long all = (long) images.size() * explorer.models().size();
    for (ExploredModel model : explorer.models()) {
      long before = (long) images.size() * found.size();
      Sum sum = new Sum();
      for (int i = 0; i < images.size(); i++) {
        watch.at(before + i, all);
        sum.add(images.get(i), explorer.askOnce(model, altered(images.get(i)), question), target);
      }
      found.add(sum.of(model.name()));
    }
    return found;
  }

  private AlteredImage altered(int image) {
    return new AlteredImage(image, alteration);
  }

  private static final class Sum {
    private int images;
    private double before;
    private double after;
    private int changed;
    private int predictedBefore;
    private int predictedAfter;
    private int most = -1;
    private double mostDrop = Double.NEGATIVE_INFINITY;

    void add(int image, float[][] said, int target) {
      int from = ClassScores.argMax(said[0]);
      int to = ClassScores.argMax(said[1]);
      images++;
      before += said[0][target];
      after += said[1][target];
      changed += from == to ? 0 : 1;
      predictedBefore += from == target ? 1 : 0;
      predictedAfter += to == target ? 1 : 0;
      double drop = said[0][target] - said[1][target];
      if (drop > mostDrop) {
        mostDrop = drop;
        most = image;
      }
    }

    OverClass of(String model) {
      int n = Math.max(1, images);
      return new OverClass(
          model, images, before / n, after / n, changed, predictedBefore, predictedAfter, most);
    }
  }
}
