package dev.blindspot.train.config;

import dev.blindspot.augment.Fill;
import java.util.List;

/** What is measured on the held-out pictures. */
public record EvaluationConfig(
    @Setting(about = "Pictures per forward pass.", byDefault = "32") int batchSize,
    @Setting(
            about = "Occluded fractions of the picture's area.",
            byDefault = "[0, 0.1, 0.2, 0.3, 0.4, 0.5]")
        List<Double> fractions,
    @Setting(about = "Draws of the occluded place per picture and fraction.", byDefault = "2")
        int draws,
    @Setting(
            about = "Fill of the occluded place; must differ from every training fill.",
            byDefault = "patch-uniform")
        Fill fill,
    @Setting(about = "Resamples of the paired bootstrap.", byDefault = "2000") int bootstrap) {

  public EvaluationConfig {
    Checks.requireAtLeast(batchSize, 1, "batchSize");
    Checks.requireAtLeast(draws, 1, "draws");
    Checks.requireAtLeast(bootstrap, 2000, "bootstrap");
    fractions = fractions.stream().sorted().distinct().toList();
    Checks.require(
        fractions.size() >= 2
            && fractions.get(0) == 0
            && fractions.get(fractions.size() - 1) <= 0.9,
        "fractions must start at 0 and stay within 0.9, were %s",
        fractions);
  }
}
