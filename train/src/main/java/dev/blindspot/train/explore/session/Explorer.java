package dev.blindspot.train.explore.session;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.data.image.DecodedImage;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Models side by side and the images that they are asked about. Models answer one after the other:
 * each of them uses all cores.
 */
public final class Explorer implements AutoCloseable {
  private static final int KEPT_FILLS = 8;

  private final String title;
  private final String command;
  private final List<ExploredModel> models;
  private final Gallery gallery;
  private final Rgb mean;
  private final LeastRecent<FillKey, List<float[]>> fills = new LeastRecent<>(KEPT_FILLS, f -> {});

  private record FillKey(int image, HiddenBy fill, int other) {}

  /**
   * What is explored; the models are closed with this.
   *
   * @param title of the page
   * @param command line that opens the same again
   * @param models of one kind of input and one list of classes, at least one
   * @param mean colour of the training images, which hidden pixels may show
   */
  public Explorer(
      String title, String command, List<ExploredModel> models, Gallery gallery, Rgb mean) {
    this.title = title;
    this.command = command;
    this.models = List.copyOf(models);
    this.gallery = gallery;
    this.mean = mean;
  }

  public String title() {
    return title;
  }

  public String command() {
    return command;
  }

  public List<ExploredModel> models() {
    return models;
  }

  public Gallery gallery() {
    return gallery;
  }

  public List<String> classes() {
    return models.get(0).classes();
  }

  /**
   * What one model says.
   *
   * @param clean probabilities for the whole image
   * @param hidden probabilities with some of it hidden
   * @param millis that the hidden image took, waiting for other questions included
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  public record Answer(String model, float[] clean, float[] hidden, double millis) {}

  /** The answers of all models. */
  public List<Answer> ask(int image, Question question) {
    DecodedImage pixels = gallery.image(image);
    List<ShownImage> shown = shown(image, pixels, question);
    return models.stream().map(model -> answer(model, image, pixels, shown)).toList();
  }

  private static Answer answer(
      ExploredModel model, int image, DecodedImage pixels, List<ShownImage> shown) {
    float[] clean = model.clean(image, pixels);
    if (shown.isEmpty()) {
      return new Answer(model.name(), clean, clean, 0);
    }
    long start = System.nanoTime();
    float[] hidden = model.with(image, pixels, session -> ExploredModel.scores(session, shown));
    double millis = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    return new Answer(model.name(), clean, hidden, millis);
  }

  /**
   * The same of one model, for an image that nobody may ask about again.
   *
   * @return probabilities: of the whole image, and with some of it hidden
   */
  public float[][] askOnce(ExploredModel model, int image, Question question) {
    DecodedImage pixels = gallery.image(image);
    List<ShownImage> shown = shown(image, pixels, question);
    return model.alone(
        pixels,
        session -> new float[][] {session.cleanScores(), ExploredModel.scores(session, shown)});
  }

  /** The maps of all models. */
  public List<Attribution> maps(int image, MapMethod method, int target) {
    requireClass(target);
    DecodedImage pixels = gallery.image(image);
    for (ExploredModel model : models) {
      model
          .refusal(method)
          .ifPresent(
              why -> {
                throw RequestException.bad(
                    "%s has no %s. %s".formatted(model.name(), method.title(), why));
              });
    }
    return models.stream().map(model -> model.map(pixels, method, target)).toList();
  }

  /** The index itself, if there is such a class. */
  public int requireClass(int target) {
    if (target < 0 || target >= classes().size()) {
      throw RequestException.bad(
          "class must be between 0 and %d, was %d".formatted(classes().size() - 1, target));
    }
    return target;
  }

  /** The whole image that hidden pixels are taken from; the first draw of noise. */
  public DecodedImage replacement(int image, HiddenBy fill, int other) {
    DecodedImage pixels = gallery.image(image);
    return Planes.image(
        replacements(image, pixels, fill, other).get(0), pixels.height(), pixels.width());
  }

  /** The same as {@code [3,H,W]} floats, one or more draws. */
  public List<float[]> replacements(int image, HiddenBy fill, int other) {
    return replacements(image, gallery.image(image), fill, other);
  }

  private List<ShownImage> shown(int image, DecodedImage pixels, Question question) {
    if (question.clean()) {
      return List.of();
    }
    float[] clean = Planes.of(pixels);
    return replacements(image, pixels, question.fill(), question.other()).stream()
        .map(r -> ShownImage.of(question, clean, r, pixels.height(), pixels.width()))
        .toList();
  }

  private List<float[]> replacements(int image, DecodedImage pixels, HiddenBy fill, int other) {
    FillKey key = new FillKey(image, fill, fill == HiddenBy.PASTE ? gallery.require(other) : 0);
    synchronized (fills) {
      return fills.get(key, () -> make(pixels, key));
    }
  }

  private List<float[]> make(DecodedImage pixels, FillKey key) {
    return key.fill
        .fill(mean)
        .map((OcclusionFill f) -> replacements(f, pixels))
        .orElseGet(() -> List.of(Planes.of(gallery.image(key.other))));
  }

  private static List<float[]> replacements(OcclusionFill fill, DecodedImage pixels) {
    return fill.replacements(Planes.of(pixels), 3, pixels.height(), pixels.width());
  }

  @Override
  public void close() {
    models.forEach(ExploredModel::close);
  }
}
