package dev.blindspot.train.explore.session;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.ImageClassifier.EngineChoice;
import dev.blindspot.explain.PooledFeatures;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.Region;
import dev.blindspot.explain.occlusion.OcclusionEngine;
import dev.blindspot.explain.shortcut.PatchTransplant;
import dev.blindspot.train.config.ExplanationConfig;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.LeastRecent;
import dev.blindspot.train.explore.image.Planes;
import dev.blindspot.train.explore.image.RequestException;
import dev.blindspot.train.explore.image.ShownImage;
import dev.blindspot.train.model.foreign.OpenModel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model that answers one question at a time, in the order in which they come. What its engine
 * computed of the images that were asked about last is kept within a bound: all maps of a network
 * for each of them, 60 MB for VGG16 at 224 pixels.
 */
public final class ExploredModel implements AutoCloseable {
  private static final int BATCH = 8;

  private final String name;
  private final String file;
  private final OpenModel model;
  private final EngineChoice engine;
  private final ModelMaps maps;
  private final ReentrantLock lock = new ReentrantLock(true);
  private final LeastRecent<AlteredImage, OcclusionEngine.Session> sessions;
  private boolean closed;

  /**
   * A model, which is closed with this.
   *
   * @param name short, for titles
   * @param file path, for command lines
   * @param settings of its maps
   * @param mean colour of the training images
   * @param keptBytes memory for what is computed of images; the last one is kept however large
   */
  public ExploredModel(
      String name,
      String file,
      OpenModel model,
      ExplanationConfig settings,
      Rgb mean,
      long keptBytes) {
    this.sessions =
        new LeastRecent<>(
            keptBytes, OcclusionEngine.Session::bytes, OcclusionEngine.Session::close);
    this.name = name;
    this.file = file;
    this.model = model;
    this.engine = model.classifier().occlusionEngine(BATCH);
    this.maps = new ModelMaps(model, settings, mean);
  }

  public String name() {
    return name;
  }

  public String file() {
    return file;
  }

  /** Side of its square input in pixels. */
  public int inputSize() {
    return model.inputSize();
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
    return exclusively(() -> maps.refusal(method));
  }

  /** The map of an image for a class, at the image's size. */
  DrawnMap map(DecodedImage image, MapMethod method, int target) {
    return exclusively(() -> maps.computed(image, method, target));
  }

  /** A map that was computed before. */
  DrawnMap stored(Attribution map, MapMethod method) {
    return maps.framed(map, method, true);
  }

  /** Probabilities of all classes for the whole image. */
  public float[] clean(AlteredImage image, DecodedImage pixels) {
    return with(image, pixels, OcclusionEngine.Session::cleanScores);
  }

  /** Probabilities with pixels replaced; without any, those of the whole image. */
  float[] hidden(AlteredImage image, DecodedImage pixels, List<ShownImage> shown) {
    return with(image, pixels, session -> ShownImage.scores(session, shown));
  }

  /** Probabilities of a whole image that nobody may ask about again: nothing is kept. */
  public float[] once(DecodedImage image) {
    return alone(image, OcclusionEngine.Session::cleanScores);
  }

  /** Work on one image whose clean maps are kept for the next question. */
  public <T> T with(
      AlteredImage image, DecodedImage pixels, Function<OcclusionEngine.Session, T> work) {
    return exclusively(() -> work.apply(sessions.get(image, () -> open(pixels))));
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

  /** Why its features cannot be read; empty if they can. */
  public Optional<String> featuresRefusal() {
    try {
      exclusively(() -> PooledFeatures.of(model.classifier()));
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  /** The image as a point: its last convolution's features, averaged over all places. */
  public float[] features(DecodedImage image) {
    return exclusively(
        () -> {
          try (INDArray batch = Batches.toArray(List.of(image))) {
            return PooledFeatures.of(model.classifier()).of(batch)[0];
          }
        });
  }

  /**
   * Pastes a place of one image into others.
   *
   * @param recipients two or more
   */
  public PatchTransplant.Outcome transplant(
      Region place, int target, DecodedImage donor, List<DecodedImage> recipients) {
    return exclusively(
        () -> {
          try (INDArray from = Batches.toArray(List.of(donor));
              INDArray to = Batches.toArray(recipients)) {
            return new PatchTransplant(place, target, BATCH).run(model.classifier(), from, to);
          }
        });
  }

  /** Memory of what is kept of images. */
  public long keptBytes() {
    return exclusively(sessions::bytes);
  }

  private OcclusionEngine.Session open(DecodedImage image) {
    return engine.engine().open(Planes.of(image), 3, image.height(), image.width());
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
