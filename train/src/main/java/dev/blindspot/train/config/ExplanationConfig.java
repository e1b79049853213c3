package dev.blindspot.train.config;

import dev.blindspot.augment.Fill;

/** Which maps are drawn. */
public record ExplanationConfig(
    @Setting(
            about = "Pictures that are drawn, half of each class, from the test split.",
            byDefault = "8")
        int images,
    @Setting(about = "Pictures whose maps are measured (drawn ones included).", byDefault = "24")
        int measured,
    @Setting(about = "Side of the occluding window in pixels of the input.", byDefault = "16")
        int windowPx,
    @Setting(about = "Step of the window in pixels.", byDefault = "8") int stridePx,
    @Setting(about = "Fill of the window.", byDefault = "mean") Fill fill,
    @Setting(about = "Windows per forward pass.", byDefault = "32") int batchSize) {

  public ExplanationConfig {
    Checks.requireAtLeast(images, 0, "images");
    Checks.requireAtLeast(measured, 0, "measured");
    Checks.requireAtLeast(windowPx, 1, "windowPx");
    Checks.requireAtLeast(stridePx, 1, "stridePx");
    Checks.require(
        stridePx <= windowPx,
        "stridePx must be at most windowPx (%d) to cover every pixel, was %d",
        windowPx,
        stridePx);
    Checks.requireAtLeast(batchSize, 1, "batchSize");
  }
}
