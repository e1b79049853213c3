package dev.blindspot.train.explore.image;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.occlusion.OcclusionFill;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.corruption.Corruptions;
import dev.blindspot.train.explore.image.ArmAugmentation.Augmented;
import java.util.List;

/**
 * The pixels that models are shown: images of the gallery altered as a whole, and parts of them
 * replaced. What was made last is kept. Any number of threads may ask at once.
 */
public final class ShownImages {
  private static final long KEPT_BYTES = 32L << 20;

  private final Gallery gallery;
  private final Rgb mean;
  private final List<ArmAugmentation> augmentations;
  private final long seed;
  private final LeastRecent<AlteredImage, Augmented> altered =
      new LeastRecent<>(KEPT_BYTES, made -> made.image().bgr().length, made -> {});
  private final LeastRecent<FillKey, List<float[]>> fills =
      new LeastRecent<>(KEPT_BYTES, ShownImages::bytes, fill -> {});

  private record FillKey(AlteredImage image, HiddenBy fill, int other) {}

  /**
   * @param mean colour of the training images
   * @param augmentations that may be drawn
   * @param seed of corruptions
   */
  public ShownImages(Gallery gallery, Rgb mean, List<ArmAugmentation> augmentations, long seed) {
    this.gallery = gallery;
    this.mean = mean;
    this.augmentations = List.copyOf(augmentations);
    this.seed = seed;
  }

  private static long bytes(List<float[]> planes) {
    return planes.stream().mapToLong(one -> (long) Float.BYTES * one.length).sum();
  }

  /** The whole image. */
  public DecodedImage whole(AlteredImage image) {
    return altered(image).image();
  }

  /** What an arm's augmentation drew for it, in words; empty if nothing. */
  public String drawn(AlteredImage image) {
    return altered(image).drawn();
  }

  private Augmented altered(AlteredImage image) {
    if (image.alteration().isNone()) {
      return new Augmented(gallery.image(image.index()), "");
    }
    synchronized (altered) {
      return altered.get(image, () -> alter(image));
    }
  }

  private Augmented alter(AlteredImage image) {
    Alteration how = image.alteration();
    Augmented made =
        how.arm().isEmpty()
            ? new Augmented(gallery.image(image.index()), "")
            : augmentation(how.arm()).draw(image.index(), how.draw());
    if (how.corruption() == null) {
      return made;
    }
    long draws = seed + how.draw();
    return new Augmented(
        Corruptions.apply(how.corruption(), how.severity(), made.image(), draws, image.index()),
        made.drawn());
  }

  private ArmAugmentation augmentation(String arm) {
    return augmentations.stream()
        .filter(known -> known.arm().equals(arm))
        .findFirst()
        .orElseThrow(
            () ->
                RequestException.bad(
                    "arm must be one of %s"
                        .formatted(augmentations.stream().map(ArmAugmentation::arm).toList())));
  }

  /** What replaces hidden pixels, as {@code [3,H,W]} floats; one or more draws. */
  public List<float[]> replacements(AlteredImage image, HiddenBy fill, int other) {
    FillKey key = new FillKey(image, fill, fill == HiddenBy.PASTE ? gallery.require(other) : 0);
    DecodedImage pixels = whole(image);
    synchronized (fills) {
      return fills.get(key, () -> replacements(pixels, key));
    }
  }

  private List<float[]> replacements(DecodedImage pixels, FillKey key) {
    return key.fill
        .fill(mean)
        .map((OcclusionFill of) -> draws(of, pixels))
        .orElseGet(() -> List.of(Planes.of(gallery.image(key.other))));
  }

  private static List<float[]> draws(OcclusionFill fill, DecodedImage pixels) {
    return fill.replacements(Planes.of(pixels), 3, pixels.height(), pixels.width());
  }

  /** The image with what a question hides replaced; none if it hides nothing. */
  public List<ShownImage> hidden(AlteredImage image, Question question) {
    if (question.isEmpty()) {
      return List.of();
    }
    DecodedImage pixels = whole(image);
    float[] clean = Planes.of(pixels);
    return replacements(image, question.fill(), question.other()).stream()
        .map(shown -> ShownImage.of(question, clean, shown, pixels.height(), pixels.width()))
        .toList();
  }
}
