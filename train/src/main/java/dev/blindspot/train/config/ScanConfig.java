package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import java.io.Serializable;

/** The scan for shortcuts: the same places, hidden in many images. */
public record ScanConfig(
    @Setting(about = "Test images that are scanned; 0 for no scan.", byDefault = "96") int images,
    @Setting(about = "Side of the window, as a fraction of the image's.", byDefault = "0.25")
        double windowFraction,
    @Setting(
            about = "Drop of the class's probability from which hiding a place counts.",
            byDefault = "0.1")
        double hitDrop,
    @Setting(about = "Images in which a suspect must count, at least.", byDefault = "5")
        int minHits,
    @Setting(
            about = "How far a suspect's rate must exceed what the object explains, at least.",
            byDefault = "0.1")
        double minExcess,
    @Setting(
            about = "How many times what the object explains a suspect's rate must be, at least.",
            byDefault = "2")
        double minRatio,
    @Setting(
            about = "Probability of any false suspect in a report, over its arms and classes.",
            byDefault = "0.05")
        double level)
    implements Serializable {

  public ScanConfig {
    Checks.requireAtLeast(images, 0, "images");
    Checks.require(
        windowFraction >= 0.05 && windowFraction <= 0.5,
        "windowFraction",
        "must be between 0.05 and 0.5, was %s",
        windowFraction);
    Checks.require(hitDrop > 0 && hitDrop <= 1, "hitDrop", "must be in (0, 1], was %s", hitDrop);
    Checks.requireAtLeast(minHits, 1, "minHits");
    Checks.requireFraction(minExcess, "minExcess");
    Checks.require(minRatio >= 1, "minRatio", "must be >= 1, was %s", minRatio);
    Checks.require(level > 0 && level < 1, "level", "must be between 0 and 1, was %s", level);
  }
}
