package dev.blindspot.train.explore.session;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.ImageClassifier.EngineChoice;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.inspect.Mapper;
import dev.blindspot.train.model.foreign.OpenModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A model that answers one question at a time, in the order in which they come. What its engine
 * computed of the {@value #KEPT} images that were asked about last is kept: at most so many sets of
 * all maps of a network (60 MB each for VGG16 at 224 pixels).
 */
public final class ExploredModel implements AutoCloseable {
  private static final int KEPT = 4;
  private static final int BATCH = 8;

  private final String name;
  private final String file;
  private final OpenModel model;
  private final EngineChoice engine;
  private final Map<MapMethod, Mapper> mappers = new EnumMap<>(MapMethod.class);
  private final ReentrantLock lock = new ReentrantLock(true);
  private final LeastRecent<Integer, OcclusionEngine.Session> sessions =
      new LeastRecent<>(KEPT, OcclusionEngine.Session::close);
  private boolean closed;

  /**
   * A model, which is closed with this.
   *
   * @param name short, for titles
   * @param file path, for command lines
   * @param settings of its maps
   * @param mean colour of the training images
   */
  @SuppressWarnings("resource") // the mappers share the model, which is closed once
  public ExploredModel(
      String name, String file, OpenModel model, ExplanationConfig settings, Rgb mean) {
    this.name = name;
    this.file = file;
    this.model = model;
    this.engine = model.classifier().occlusionEngine(BATCH);
    for (MapMethod method : MapMethod.values()) {
      mappers.put(method, new Mapper(model, settings.drawing(List.of(method)), mean));
    }
  }

  public String name() {
    return name;
  }

  public String file() {
    return file;
  }

  /** How rectangles are scored, and why so. */
  public String engine() {
    return engine.toString();
  }

  public List<String> classes() {
    return model.classes();
  }

  /** Why it has no maps of a method; empty if it has. */
  public Optional<String> refusal(MapMethod method) {
    return exclusively(() -> mapper(method).refusal(method));
  }

  /** The map of an image for a class, at the image's size. */
  public Attribution map(DecodedImage image, MapMethod method, int target) {
    return exclusively(
        () -> Mapper.atImageSize(mapper(method).maps(image, target).map(method), image));
  }

  /** Probabilities of all classes for the whole image. */
  public float[] clean(int index, DecodedImage image) {
    return with(index, image, OcclusionEngine.Session::cleanScores);
  }

  /** The same, for an image that nobody may ask about again: nothing is kept. */
  public float[] once(DecodedImage image) {
    return alone(image, OcclusionEngine.Session::cleanScores);
  }

  /** Work on one image whose clean maps are kept for the next question. */
  public <T> T with(int index, DecodedImage image, Function<OcclusionEngine.Session, T> work) {
    return exclusively(() -> work.apply(sessions.get(index, () -> open(image))));
  }

  /** Work on one image of which nothing is kept. */
  public <T> T alone(DecodedImage image, Function<OcclusionEngine.Session, T> work) {
    return exclusively(
        () -> {
          try (OcclusionEngine.Session session = open(image)) {
            return work.apply(session);
          }
        });
  }

  /** Probabilities with pixels replaced, averaged over what they show. */
  static float[] scores(OcclusionEngine.Session session, List<ShownImage> shown) {
    float[] mean = new float[session.cleanScores().length];
    for (ShownImage one : shown) {
      List<Window> where = List.of(one.changed());
      float[] scores = session.scores(where, one.planes(), ProgressListener.NONE)[0];
      for (int k = 0; k < mean.length; k++) {
        mean[k] += scores[k] / shown.size();
      }
    }
    return mean;
  }

  private OcclusionEngine.Session open(DecodedImage image) {
    return engine.engine().open(Planes.of(image), 3, image.height(), image.width());
  }

  private Mapper mapper(MapMethod method) {
    Mapper mapper = mappers.get(method);
    if (mapper == null) {
      throw new IllegalStateException("no mapper for " + method);
    }
    return mapper;
  }

  private <T> T exclusively(Supplier<T> work) {
    lock.lock();
    try {
      if (closed) {
        throw RequestException.missing("the explorer has ended");
      }
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        sessions.clear();
        model.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
