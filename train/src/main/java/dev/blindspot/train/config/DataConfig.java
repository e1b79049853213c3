package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import org.jspecify.annotations.Nullable;

/** The images of a run. */
public record DataConfig(
    @Setting(about = "Where the images come from: csv, folders or synthetic.") DataSource source,
    @Setting(about = "Fractions of the labelled images that are held out.", byDefault = "{}")
        SplitConfig split,
    @Setting(about = "How an image becomes a square: stretch or letterbox.", byDefault = "stretch")
        Resize resize,
    @Setting(
            about =
                "An image that cannot be used ends the run (refuse) or is left out and listed (skip).",
            byDefault = "refuse")
        OnBadImage onBadImage,
    @Setting(about = "Largest image that is decoded, in pixels.", byDefault = "50000000")
        long maxPixels,
    @Setting(
            about = "Memory for decoded images, in MB; what does not fit is decoded again.",
            byDefault = "1024")
        int cacheMb,
    @Setting(
            about =
                "Where symbolic links in the data's folder may lead: inside of it only, or anywhere.",
            byDefault = "inside")
        Links links,
    @Setting(
            about =
                "A watermark that is planted into photographs, to see whether it is found and"
                    + " unlearned; drawn vehicles have data.source.synthetic.shortcut instead.")
        @Nullable WatermarkConfig watermark) {

  public DataConfig {
    Checks.require(
        watermark == null || !(source instanceof DataSource.Synthetic),
        "watermark",
        "must not be planted into drawn vehicles: say data.source.synthetic.shortcut=watermark");
    Checks.requireAtLeast(maxPixels, 1, "maxPixels");
    Checks.requireAtLeast(cacheMb, 0, "cacheMb");
  }

  /** Images as they are, without a watermark that was planted. */
  public DataConfig(
      DataSource source,
      SplitConfig split,
      Resize resize,
      OnBadImage onBadImage,
      long maxPixels,
      int cacheMb,
      Links links) {
    this(source, split, resize, onBadImage, maxPixels, cacheMb, links, null);
  }

  /**
   * A watermark in photographs. In training it goes along with one class; in validation and test
   * images it says nothing of the class.
   */
  public record WatermarkConfig(
      @Setting(about = "The class that it goes along with in training.") String label,
      @Setting(about = "Share of that class's training images that get it.", byDefault = "0.5")
          double share,
      @Setting(
              about = "Share of the validation and test images of every class that get it.",
              byDefault = "0.5")
          double heldOutShare) {
    public WatermarkConfig {
      Checks.requireFraction(share, "share");
      Checks.requireFraction(heldOutShare, "heldOutShare");
    }
  }

  /** How an image of any shape becomes the network's square input. */
  public enum Resize {
    /** Both sides are scaled to the input size; the aspect ratio changes. */
    STRETCH,
    /** The longer side is scaled to the input size, the rest is padded with the mid grey. */
    LETTERBOX
  }

  /** Where symbolic links may lead. */
  public enum Links {
    /** A link that leaves the folder of the data, or stands for a folder, is not followed. */
    INSIDE,
    ANYWHERE
  }

  /** What happens to a row whose image cannot be used. */
  public enum OnBadImage {
    REFUSE,
    SKIP
  }

  /** Fractions of the labelled images; stratified, near-duplicates stay on one side. */
  public record SplitConfig(
      @Setting(
              about = "Fraction for validation: early stopping and model choice.",
              byDefault = "0.15")
          double validation,
      @Setting(about = "Fraction for the test: touched once, for the report.", byDefault = "0.2")
          double test,
      @Setting(
              about =
                  "Largest number of differing bits of two 64-bit perceptual hashes that makes near-duplicates;"
                      + " -1 switches the search off.",
              byDefault = "4")
          int nearDuplicateBits) {
    public SplitConfig {
      Checks.requireFraction(validation, "validation");
      Checks.requireFraction(test, "test");
      Checks.require(
          validation + test < 1,
          "validation",
          "must leave something to train beside test: they sum to %s",
          validation + test);
      Checks.require(
          nearDuplicateBits >= -1 && nearDuplicateBits <= 32,
          "nearDuplicateBits",
          "must be between -1 and 32, was %d",
          nearDuplicateBits);
    }
  }
}
