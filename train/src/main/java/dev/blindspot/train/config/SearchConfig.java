package dev.blindspot.train.config;

import dev.blindspot.train.config.binding.Setting;
import dev.blindspot.train.error.Checks;

/** How an ablation chooses the settings that it tries. */
public sealed interface SearchConfig {

  /** Independent draws from the space. */
  record Random(@Setting(about = "Number of settings that are tried.") int settings)
      implements SearchConfig {
    public Random {
      Checks.requireAtLeast(settings, 1, "settings");
    }
  }

  /** Every combination of the values. */
  record Grid(
      @Setting(
              about =
                  "Values per continuous parameter (and at most per integer one), ends included.",
              byDefault = "3")
          int steps,
      @Setting(
              about = "sequential: the first parameter changes fastest; shuffled: by the seed.",
              byDefault = "sequential")
          Order order)
      implements SearchConfig {
    public Grid {
      Checks.requireAtLeast(steps, 2, "steps");
    }

    /** The order of the combinations. */
    public enum Order {
      SEQUENTIAL,
      SHUFFLED
    }
  }

  /**
   * Arbiter's genetic search: random settings first, then crossings and mutations of the best ones.
   * A generation is begun when the one before has ended.
   */
  record Genetic(
      @Setting(about = "Number of settings that are tried.") int settings,
      @Setting(about = "Settings per generation, and at most kept to breed from.", byDefault = "8")
          int population)
      implements SearchConfig {
    public Genetic {
      Checks.requireAtLeast(settings, 1, "settings");
      Checks.requireAtLeast(population, 4, "population");
    }
  }

  /** All parts, and for each part all the others: what does it cost to do without? */
  record LeaveOneOut() implements SearchConfig {}

  /** No part, and each part alone: what does it bring by itself? */
  record AddOneIn() implements SearchConfig {}
}
