package dev.blindspot.train.explore.search;

import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.ClassScores;
import dev.blindspot.explain.shortcut.PatchTransplant;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The scan's counter-question: does a rectangle of this image alone bring the class along? It is
 * pasted, at the same place, into up to {@value #MOST} images that a model takes for another class;
 * as a control these get that place from each other. See {@link PatchTransplant}.
 *
 * @param donor the image
 * @param target index of the class
 */
public record PastedPlace(Explorer explorer, AlteredImage donor, Region place, int target)
    implements Search {
  private static final int MOST = 32;
  private static final int FEWEST = 2;

  /**
   * One model.
   *
   * @param recipients images pasted into; the other numbers are 0 where there are fewer than two
   * @param turned of these that are taken for the class with the donor's place
   * @param turnedByControl the same with the place of another recipient
   * @param before mean probability of the class in the recipients as they are
   * @param pasted the same with the donor's place
   * @param control the same with the place of another recipient
   */
  public record Pasted(
      String model,
      int recipients,
      int turned,
      int turnedByControl,
      double before,
      double pasted,
      double control) {}

  @Override
  public List<Pasted> find(Watch watch) {
    List<Pasted> found = new ArrayList<>();
    for (ExploredModel model : explorer.models()) {
      found.add(find(model, found.size(), watch));
    }
    return found;
  }

  private Pasted find(ExploredModel model, int modelsDone, Watch watch) {
    List<DecodedImage> recipients = new ArrayList<>();
    double before = 0;
    for (int index : new EveryImage(explorer, modelsDone, watch)) {
      DecodedImage image = explorer.pixels(AlteredImage.untouched(index));
      float[] scores = model.once(image);
      if (index != donor.index() && ClassScores.argMax(scores) != target) {
        recipients.add(image);
        before += scores[target];
      }
      if (recipients.size() == MOST) {
        break;
      }
    }
    if (recipients.size() < FEWEST) {
      return new Pasted(model.name(), recipients.size(), 0, 0, 0, 0, 0);
    }
    PatchTransplant.Outcome outcome =
        model.transplant(place, target, explorer.pixels(donor), recipients);
    return new Pasted(
        model.name(),
        outcome.recipients(),
        outcome.turned(),
        outcome.turnedByControl(),
        before / recipients.size(),
        mean(outcome.pasted()),
        mean(outcome.control()));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }
}
