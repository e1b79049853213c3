package dev.blindspot.train.explore.search;

import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.session.ExploredModel;
import dev.blindspot.train.explore.session.Explorer;
import java.util.HashMap;
import java.util.Map;

/** Features of images, kept of as many as memory is given for. */
public final class FeatureTable {
  private static final long MOST_BYTES = 64L << 20;

  private final Explorer explorer;
  private final Map<Key, float[]> kept = new HashMap<>();
  private long bytes;

  private record Key(String model, int image) {}

  public FeatureTable(Explorer explorer) {
    this.explorer = explorer;
  }

  /** An image's features, of length 1 unless all are 0: the cosine of two is their product. */
  float[] direction(ExploredModel model, int image) {
    Key key = new Key(model.name(), image);
    synchronized (kept) {
      float[] known = kept.get(key);
      if (known != null) {
        return known;
      }
    }
    float[] found = normalised(model.features(explorer.pixels(AlteredImage.untouched(image))));
    synchronized (kept) {
      if (bytes < MOST_BYTES && kept.put(key, found) == null) {
        bytes += (long) Float.BYTES * found.length;
      }
    }
    return found;
  }

  static float[] normalised(float[] features) {
    double squares = 0;
    for (float value : features) {
      squares += (double) value * value;
    }
    float[] direction = new float[features.length];
    for (int i = 0; i < direction.length && squares > 0; i++) {
      direction[i] = (float) (features[i] / Math.sqrt(squares));
    }
    return direction;
  }

  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
