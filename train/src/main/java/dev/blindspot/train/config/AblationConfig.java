package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.config.yaml.YamlValue;
import dev.blindspot.train.error.Checks;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that an ablation needs to know: one YAML file, beside the run that it varies. A
 * <em>setting</em> is one choice of values, a <em>trial</em> one training with a setting and a
 * seed.
 */
public record AblationConfig(
    @Setting(about = "Name of the ablation; its results go to ablations/NAME.") String name,
    @Setting(about = "The configuration of the run whose settings are varied.", path = true)
        String base,
    @Setting(about = "The arm of that run that is varied; absent: the first.") @Nullable String arm,
    @Setting(
            about = "Settings of the run that differ in all trials: {training.epochs: 4}.",
            byDefault = "{}")
        Map<String, YamlValue> set,
    @Setting(about = "random, grid, genetic, leave-one-out or add-one-in.") SearchConfig search,
    @Setting(
            about =
                "What is varied: keys of the run, each with uniform, log-uniform, integer, choice or grid. A key"
                    + " below another one counts only where that one's value has it.",
            byDefault = "{}")
        Map<String, SpaceConfig> space,
    @Setting(
            about =
                "For leave-one-out and add-one-in: the parts by name, each with its settings of the run.",
            byDefault = "{}")
        Map<String, Map<String, YamlValue>> parts,
    @Setting(about = "Seeds of every setting: one trial each.", byDefault = "[1]") List<Long> seeds,
    @Setting(about = "Seed of the search itself.", byDefault = "1") long seed,
    @Setting(
            about =
                "What settings are ranked by: accuracy, occlusion-auc, their mean, or worst-place"
                    + " (right wherever one square is hidden; needs evaluation.worstPlace.images).",
            byDefault = "occlusion-auc")
        Objective objective,
    @Setting(
            about = "Trials at the same time; 0: one per two cores, at least one.",
            byDefault = "0")
        int parallel,
    @Setting(about = "When the search ends early.", byDefault = "{}") Budget budget,
    @Setting(about = "Stops trials that fall behind; null: never.", byDefault = "{}")
        @Nullable Pruning pruning,
    @Setting(
            about =
                "The best settings and the baseline on the test images, never pruned; null: none.",
            byDefault = "{}",
            key = "final")
        @Nullable Final last) {

  public AblationConfig {
    Checks.require(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]*"),
        "name",
        "must be letters, digits, '.', '_' and '-', was '%s'",
        name);
    Checks.require(
        !seeds.isEmpty() && seeds.stream().distinct().count() == seeds.size(),
        "seeds",
        "must be one or more different numbers, were %s",
        seeds);
    Checks.requireAtLeast(parallel, 0, "parallel");
    set = Collections.unmodifiableMap(new LinkedHashMap<>(set));
    space = Collections.unmodifiableMap(new LinkedHashMap<>(space));
    Map<String, Map<String, YamlValue>> copies = new LinkedHashMap<>();
    parts.forEach((part, of) -> copies.put(part, Collections.unmodifiableMap(of)));
    parts = Collections.unmodifiableMap(copies);
  }

  /** What a setting is worth: its mean over seeds, on the validation images. */
  public enum Objective {
    ACCURACY,
    /** Normalised area under accuracy over the hidden fraction. */
    OCCLUSION_AUC,
    /** The mean of both. */
    MEAN,
    /** Share that is right wherever one square is hidden, mean over its sides, first fill. */
    WORST_PLACE;

    /** The value of a trial, higher is better; NaN where its measure was not taken. */
    public double of(double accuracy, double occlusionAuc, double worstPlace) {
      return switch (this) {
        case ACCURACY -> accuracy;
        case OCCLUSION_AUC -> occlusionAuc;
        case MEAN -> (accuracy + occlusionAuc) / 2;
        case WORST_PLACE -> worstPlace;
      };
    }

    /** The name in sentences. */
    public String text() {
      return switch (this) {
        case ACCURACY -> "accuracy";
        case OCCLUSION_AUC -> "area under the occlusion curve";
        case MEAN -> "mean of accuracy and area under the occlusion curve";
        case WORST_PLACE -> "share right at the worst place of a hidden square";
      };
    }
  }

  /** Limits of the search; what is running when a limit is reached is finished. */
  public record Budget(
      @Setting(
              about = "No trial is begun this many minutes after a start or --resume; 0: no limit.",
              byDefault = "0")
          double minutes,
      @Setting(about = "Most trials of the search; 0: no limit.", byDefault = "0") int trials,
      @Setting(about = "A trial that takes more minutes fails; 0: no limit.", byDefault = "0")
          double trialMinutes) {
    public Budget {
      Checks.require(minutes >= 0, "minutes", "must be >= 0, was %s", minutes);
      Checks.requireAtLeast(trials, 0, "trials");
      Checks.require(trialMinutes >= 0, "trialMinutes", "must be >= 0, was %s", trialMinutes);
    }
  }

  /**
   * The median rule (Golovin et al. 2017, "Google Vizier", section 3.2): a trial ends early when
   * its best validation accuracy so far is below the median of the other trials' running means at
   * the same epoch.
   */
  public record Pruning(
      @Setting(about = "Epochs that every trial may train.", byDefault = "2") int afterEpochs,
      @Setting(about = "Other trials that must have come as far.", byDefault = "5") int others) {
    public Pruning {
      Checks.requireAtLeast(afterEpochs, 1, "afterEpochs");
      Checks.requireAtLeast(others, 2, "others");
    }
  }

  /** The final comparison. */
  public record Final(
      @Setting(about = "Number of settings that are compared with the baseline.", byDefault = "3")
          int settings,
      @Setting(about = "Their seeds; absent: those of the search.") @Nullable List<Long> seeds) {
    public Final {
      Checks.requireAtLeast(settings, 1, "settings");
      if (seeds != null) {
        Checks.require(
            !seeds.isEmpty() && seeds.stream().distinct().count() == seeds.size(),
            "seeds",
            "must be one or more different numbers, were %s",
            seeds);
        seeds = List.copyOf(seeds);
      }
    }
  }
}
