package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that a run needs to know: one YAML file. */
public record RunConfig(
    @Setting(about = "Name of the run; its results go to runs/NAME.") String name,
    @Setting(about = "Seed of everything random in the run.", byDefault = "1") long seed,
    @Setting(
            about =
                "Seeds of the trainings: every arm is trained once with each of them, on the same"
                    + " split. Empty: one training with the run's seed.",
            byDefault = "[]")
        List<Long> seeds,
    @Setting(about = "The images and how they are split.") DataConfig data,
    @Setting(about = "The network and where its first weights come from.", byDefault = "{}")
        ModelConfig model,
    @Setting(about = "How every arm is trained, unless the arm overrides it.", byDefault = "{}")
        TrainingConfig training,
    @Setting(about = "Augmentations of every arm, unless the arm overrides them.", byDefault = "{}")
        AugmentationConfig augmentation,
    @Setting(
            about =
                "The arms by name, in order; the first is the reference. An arm inherits"
                    + " augmentation and training of the run and overrides single keys; an"
                    + " augmentation set to null is switched off.")
        Map<String, ArmConfig> arms,
    @Setting(about = "What is measured on the held-out images.", byDefault = "{}")
        EvaluationConfig evaluation,
    @Setting(about = "Which maps are drawn, and of how many images.", byDefault = "{}")
        ExplanationConfig explanation) {

  public RunConfig {
    Checks.require(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
        "name",
        "must be letters, digits, '.', '_' and '-', was '%s'",
        name);
    Checks.require(!arms.isEmpty(), "arms", "must name at least one arm");
    for (String arm : arms.keySet()) {
      Checks.require(
          arm.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
          "arms",
          "must be named with letters, digits, '.', '_' and '-', was '%s'",
          arm);
    }
    seeds = List.copyOf(seeds);
    Checks.require(
        seeds.stream().distinct().count() == seeds.size(), "seeds", "must differ, were %s", seeds);
    Checks.require(
        explanation.largestWindowPx() <= model.inputSize(),
        "explanation",
        "windowPx and furtherWindowsPx must be at most model.inputSize (%d), was %d",
        model.inputSize(),
        explanation.largestWindowPx());
    arms = Collections.unmodifiableMap(new LinkedHashMap<>(arms));
  }

  /** The seeds of the trainings of every arm, at least one. */
  public List<Long> trainingSeeds() {
    return seeds.isEmpty() ? List.of(seed) : seeds;
  }
}
