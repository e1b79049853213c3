package dev.blindspot.train.explore.search;

import dev.blindspot.train.explore.image.Gallery;
import dev.blindspot.train.explore.image.RequestException;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The images of other classes that look most like this one to a model: by the cosine of their last
 * convolution's features, averaged over all places. Without labels, of all other images.
 */
public record NearestImages(Explorer explorer, FeatureTable features, int image) implements Search {
  private static final int MOST = 6;

  /**
   * One model.
   *
   * @param nearest the most alike first
   */
  public record Nearest(String model, List<Neighbour> nearest) {
    public Nearest {
      nearest = List.copyOf(nearest);
    }
  }

  /**
   * An image.
   *
   * @param cosine of the features, -1 to 1
   */
  public record Neighbour(int image, String name, double cosine) {}

  @Override
  public List<Nearest> find(Watch watch) {
    for (ExploredModel model : explorer.models()) {
      model
          .featuresRefusal()
          .ifPresent(
              why -> {
                throw RequestException.bad(model.name() + " shows no features. " + why);
              });
    }
    List<Nearest> found = new ArrayList<>();
    for (ExploredModel model : explorer.models()) {
      found.add(find(model, found.size(), watch));
    }
    return found;
  }

  private Nearest find(ExploredModel model, int modelsDone, Watch watch) {
    float[] here = features.direction(model, image);
    List<Neighbour> all = new ArrayList<>();
    for (int i : new EveryImage(explorer, modelsDone, watch)) {
      if (isOther(i)) {
        all.add(
            new Neighbour(
                i,
                explorer.gallery().entry(i).name(),
                FeatureTable.cosine(here, features.direction(model, i))));
      }
    }
    all.sort(Comparator.comparingDouble(Neighbour::cosine).reversed());
    return new Nearest(model.name(), all.subList(0, Math.min(MOST, all.size())));
  }

  private boolean isOther(int other) {
    int label = explorer.gallery().entry(image).label();
    return other != image
        && (label == Gallery.NO_LABEL || explorer.gallery().entry(other).label() != label);
  }
}
