package dev.blindspot.train.explore.session;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.MapMethod;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.Gallery;
import dev.blindspot.train.explore.image.HiddenBy;
import dev.blindspot.train.explore.image.Planes;
import dev.blindspot.train.explore.image.Question;
import dev.blindspot.train.explore.image.RequestException;
import dev.blindspot.train.explore.image.ShownImage;
import dev.blindspot.train.explore.image.ShownImages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Models side by side and the images that they are asked about. Models answer one after the other:
 * each of them uses all cores.
 */
public final class Explorer implements AutoCloseable {
  private final String title;
  private final String command;
  private final List<ExploredModel> models;
  private final Gallery gallery;
  private final RunKnowledge run;
  private final ShownImages shown;
  private final Quiet quiet = new Quiet();

  /**
   * What is explored; the models are closed with this.
   *
   * @param title of the page
   * @param command line that opens the same again
   * @param models of one kind of input and one list of classes, at least one
   * @param mean colour of the training images, which hidden pixels may show
   * @param run that they come from
   */
  public Explorer(
      String title,
      String command,
      List<ExploredModel> models,
      Gallery gallery,
      Rgb mean,
      RunKnowledge run) {
    this.title = title;
    this.command = command;
    this.models = List.copyOf(models);
    this.gallery = gallery;
    this.run = run;
    this.shown = new ShownImages(gallery, mean, run.augmentations(), run.seed());
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

  public RunKnowledge run() {
    return run;
  }

  /** For work in the background. */
  public Quiet quiet() {
    return quiet;
  }

  public List<String> classes() {
    return models.get(0).classes();
  }

  /**
   * What one model says.
   *
   * @param clean probabilities for the whole image as it is
   * @param hidden probabilities for the altered image with some of it hidden
   * @param millis that the latter took, waiting for other questions included
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  public record Answer(String model, float[] clean, float[] hidden, double millis) {}

  /** The answers of all models. */
  public List<Answer> ask(AlteredImage image, Question question) {
    quiet.asked();
    DecodedImage untouched = gallery.image(image.index());
    DecodedImage altered = shown.whole(image);
    List<ShownImage> hidden = shown.hidden(image, question);
    List<Answer> answers = new ArrayList<>();
    for (ExploredModel model : models) {
      float[] clean = model.clean(AlteredImage.untouched(image.index()), untouched);
      long start = System.nanoTime();
      float[] said = model.hidden(image, altered, hidden);
      double millis = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
      answers.add(new Answer(model.name(), clean, said, millis));
    }
    quiet.asked();
    return answers;
  }

  /**
   * The same of one model, for an image that nobody may ask about again.
   *
   * @return probabilities: of the altered whole image, and with some of it hidden
   */
  public float[][] askOnce(ExploredModel model, AlteredImage image, Question question) {
    List<ShownImage> hidden = shown.hidden(image, question);
    return model.alone(
        shown.whole(image),
        session -> new float[][] {session.cleanScores(), ShownImage.scores(session, hidden)});
  }

  /** The maps of all models. */
  public List<DrawnMap> maps(AlteredImage image, MapMethod method, int target) {
    requireClass(target);
    quiet.asked();
    DecodedImage pixels = shown.whole(image);
    for (ExploredModel model : models) {
      model
          .refusal(method)
          .ifPresent(
              why -> {
                throw RequestException.bad(
                    "%s has no %s. %s".formatted(model.name(), method.title(), why));
              });
    }
    return models.stream().map(model -> map(model, image, pixels, method, target)).toList();
  }

  private DrawnMap map(
      ExploredModel model, AlteredImage image, DecodedImage pixels, MapMethod method, int target) {
    if (image.alteration().isNone()) {
      float clean = model.clean(image, pixels)[target];
      String name = gallery.entry(image.index()).name();
      var stored = run.maps().find(model.name(), name, method, target, clean);
      if (stored.isPresent()) {
        return model.stored(stored.get(), method);
      }
    }
    return model.map(pixels, method, target);
  }

  /** Side of the images, which all models are shown, in pixels. */
  public int side() {
    return models.get(0).inputSize();
  }

  /** Whether an image of the gallery can be read: those of a folder may be anything. */
  public boolean canRead(int image) {
    try {
      gallery.image(image);
      return true;
    } catch (RequestException e) {
      return false;
    }
  }

  /** The index itself, if there is such a class. */
  public int requireClass(int target) {
    if (target < 0 || target >= classes().size()) {
      throw RequestException.bad(
          "class must be between 0 and %d, was %d".formatted(classes().size() - 1, target));
    }
    return target;
  }

  /** An image's pixels with what is done to the whole of it. */
  public DecodedImage pixels(AlteredImage image) {
    gallery.require(image.index());
    return shown.whole(image);
  }

  /** What an arm's augmentation drew for an image, in words; empty if nothing. */
  public String drawn(AlteredImage image) {
    gallery.require(image.index());
    return shown.drawn(image);
  }

  /** The whole image that hidden pixels are taken from; the first draw of noise. */
  public DecodedImage replacement(AlteredImage image, HiddenBy fill, int other) {
    DecodedImage pixels = pixels(image);
    return Planes.image(
        shown.replacements(image, fill, other).get(0), pixels.height(), pixels.width());
  }

  /** The same as {@code [3,H,W]} floats, one or more draws. */
  public List<float[]> replacements(AlteredImage image, HiddenBy fill, int other) {
    return shown.replacements(image, fill, other);
  }

  @Override
  public void close() {
    models.forEach(ExploredModel::close);
  }
}
