package dev.blindspot.train.config;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/** What is measured on the held-out images. */
public record EvaluationConfig(
    @Setting(about = "Images per forward pass.", byDefault = "32") int batchSize,
    @Setting(
            about = "Occluded fractions of the image's area.",
            byDefault = "[0, 0.1, 0.2, 0.3, 0.4, 0.5]")
        List<Double> fractions,
    @Setting(
            about =
                "Draws of the occluded place (and of a random fill) per image, position and"
                    + " fraction.",
            byDefault = "2")
        int draws,
    @Setting(
            about =
                "Where parts are hidden: random, centre, border, most-important and least-important"
                    + " (by the arm's own map, which costs a map per image). Curves of the first"
                    + " position are compared.",
            byDefault = "[random]")
        List<Position> positions,
    @Setting(
            about =
                "Fills of the occluded place; they must differ from every training fill. Curves of"
                    + " the first fill are compared.",
            byDefault = "[patch-uniform]")
        List<Fill> fills,
    @Setting(
            about =
                "Ways of making the image poor: gaussian-noise, shot-noise, impulse-noise,"
                    + " defocus-blur, motion-blur, zoom-blur, brightness, contrast, fog, jpeg,"
                    + " pixelate, elastic.",
            byDefault = "[]")
        List<Corruption> corruptions,
    @Setting(
            about = "How strong the corruptions are, 1 (slight) to 5 (severe).",
            byDefault = "[1, 2, 3, 4, 5]")
        List<Integer> severities,
    @Setting(
            about =
                "What happens when a fill or corruption was part of an arm's training: refuse, or"
                    + " allow, which the report then says.",
            byDefault = "refuse")
        SeenInTraining seenInTraining,
    @Setting(
            about =
                "Temperature scaling, fitted on the validation images and reported beside the"
                    + " uncorrected calibration: none or temperature.",
            byDefault = "temperature")
        Recalibration recalibration,
    @Setting(
            about = "Images in each list of mistakes, disagreements and likely label errors.",
            byDefault = "12")
        int findings,
    @Setting(
            about =
                "How many images of these lists get maps of all arms, the first of each list"
                    + " first.",
            byDefault = "6")
        int findingMaps,
    @Setting(
            about = "Draws of random weights for the 95 % intervals of what maps measure.",
            byDefault = "2000")
        int bootstrap,
    @Setting(
            about = "Whether the answer is right wherever one square is hidden; off by default.",
            byDefault = "{}")
        WorstPlace worstPlace)
    implements Serializable {

  /** Where a part of the image is hidden. */
  public enum Position {
    /** One rectangle at a random place wholly inside. */
    RANDOM,
    /** One rectangle in the middle. */
    CENTRE,
    /** A frame along all four edges. */
    BORDER,
    /** The places that the arm's own map finds most important, first. */
    MOST_IMPORTANT,
    /** The places that the arm's own map finds least important, first. */
    LEAST_IMPORTANT;

    /** Whether the place depends on the arm's own map. */
    public boolean guided() {
      return this == MOST_IMPORTANT || this == LEAST_IMPORTANT;
    }
  }

  /** A family of corruptions (Hendrycks and Dietterich 2019, arXiv:1903.12261). */
  public enum Corruption {
    GAUSSIAN_NOISE,
    SHOT_NOISE,
    IMPULSE_NOISE,
    DEFOCUS_BLUR,
    MOTION_BLUR,
    ZOOM_BLUR,
    BRIGHTNESS,
    CONTRAST,
    FOG,
    JPEG,
    PIXELATE,
    ELASTIC
  }

  /** What happens to a condition that was part of an arm's training. */
  public enum SeenInTraining {
    REFUSE,
    ALLOW
  }

  /** Whether probabilities are corrected after training. */
  public enum Recalibration {
    NONE,
    /** One temperature for all logits (Guo et al. 2017, arXiv:1706.04599). */
    TEMPERATURE
  }

  /** One square, hidden at every place of a grid. */
  public record WorstPlace(
      @Setting(
              about =
                  "Test images, a random sample that is the same for every arm; 0 for none. Each"
                      + " takes some hundred places.",
              byDefault = "0")
          int images,
      @Setting(
              about = "Sides of the square, as fractions of the image's.",
              byDefault = "[0.125, 0.25, 0.375, 0.5]")
          List<Double> sides,
      @Setting(
              about =
                  "Step of the grid as a fraction of the image's side, at most the smallest square;"
                      + " half of it takes four times as long and misses fewer places.",
              byDefault = "0.125")
          double stride,
      @Setting(
              about =
                  "What the square shows; it must differ from every training fill, and cannot be"
                      + " image-patch. Empty: evaluation.fills without image-patch. Arms are compared by all.",
              byDefault = "[]")
          List<Fill> fills)
      implements Serializable {
    public WorstPlace {
      Checks.requireAtLeast(images, 0, "images");
      sides = sides.stream().sorted().distinct().toList();
      Checks.require(
          !sides.isEmpty() && sides.get(0) > 0 && sides.get(sides.size() - 1) <= 0.9,
          "sides",
          "must be one or more numbers above 0 and up to 0.9, were %s",
          sides);
      Checks.require(
          stride >= 0.005 && stride <= sides.get(0),
          "stride",
          "must be at least 0.005 and at most the smallest side (%s), so that every pixel is hidden, was %s",
          sides.get(0),
          stride);
      fills = fills.stream().distinct().toList();
      Checks.require(
          fills.stream().noneMatch(Fill.ImagePatch.class::isInstance),
          "fills",
          "cannot have image-patch, which would show something else at every place");
    }
  }

  /** The fills of the square that is hidden at every place; empty when none is. */
  public List<Fill> worstPlaceFills() {
    if (worstPlace.images() == 0) {
      return List.of();
    }
    return worstPlace.fills().isEmpty()
        ? fills.stream().filter(fill -> !(fill instanceof Fill.ImagePatch)).toList()
        : worstPlace.fills();
  }

  /** Everything that hidden parts are filled with. */
  public List<Fill> allFills() {
    return Stream.concat(fills.stream(), worstPlaceFills().stream()).distinct().toList();
  }

  public EvaluationConfig {
    Checks.requireAtLeast(batchSize, 1, "batchSize");
    Checks.requireAtMost(batchSize, 65_536, "batchSize");
    Checks.requireAtLeast(draws, 1, "draws");
    Checks.requireAtMost(draws, 100_000, "draws");
    Checks.requireAtLeast(findings, 0, "findings");
    Checks.requireAtLeast(findingMaps, 0, "findingMaps");
    Checks.requireAtLeast(bootstrap, 2000, "bootstrap");
    Checks.requireAtMost(bootstrap, 10_000_000, "bootstrap");
    fractions = fractions.stream().sorted().distinct().toList();
    Checks.require(
        fractions.size() >= 2
            && fractions.get(0) == 0
            && fractions.get(fractions.size() - 1) <= 0.9,
        "fractions",
        "must start at 0 and stay within 0.9, were %s",
        fractions);
    positions = positions.stream().distinct().toList();
    Checks.require(!positions.isEmpty(), "positions", "must name at least one position");
    fills = fills.stream().distinct().toList();
    Checks.require(!fills.isEmpty(), "fills", "must name at least one fill");
    corruptions = corruptions.stream().distinct().toList();
    severities = severities.stream().sorted().distinct().toList();
    Checks.require(
        !severities.isEmpty()
            && severities.get(0) >= 1
            && severities.get(severities.size() - 1) <= 5,
        "severities",
        "must be between 1 and 5, were %s",
        severities);
    Checks.require(
        worstPlace.images() == 0
            || !worstPlace.fills().isEmpty()
            || fills.stream().anyMatch(fill -> !(fill instanceof Fill.ImagePatch)),
        "worstPlace",
        "needs a fill, since evaluation.fills has image-patch alone: name one in worstPlace.fills");
  }
}
