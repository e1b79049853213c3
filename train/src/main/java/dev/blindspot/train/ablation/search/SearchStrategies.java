package dev.blindspot.train.ablation.search;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.config.AblationConfig;
import dev.blindspot.train.config.SearchConfig;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.config.yaml.YamlValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.random.JDKRandomGenerator;
import org.apache.commons.math3.random.RandomGenerator;
import org.deeplearning4j.arbiter.optimize.api.CandidateGenerator;
import org.deeplearning4j.arbiter.optimize.api.data.DataProvider;
import org.deeplearning4j.arbiter.optimize.api.data.DataSource;
import org.deeplearning4j.arbiter.optimize.api.score.ScoreFunction;
import org.deeplearning4j.arbiter.optimize.generator.GeneticSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator;
import org.deeplearning4j.arbiter.optimize.generator.GridSearchCandidateGenerator.Mode;
import org.deeplearning4j.arbiter.optimize.generator.RandomSearchGenerator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.SinglePointCrossover;
import org.deeplearning4j.arbiter.optimize.generator.genetic.crossover.parentselection.RandomTwoParentSelection;
import org.deeplearning4j.arbiter.optimize.generator.genetic.mutation.RandomMutationOperator;
import org.deeplearning4j.arbiter.optimize.generator.genetic.population.PopulationModel;
import org.deeplearning4j.arbiter.optimize.generator.genetic.selection.GeneticSelectionOperator;

/** The searches that a configuration can ask for. */
public final class SearchStrategies {
  private SearchStrategies() {}

  /** The search of an ablation, at its beginning. */
  public static SearchStrategy of(LoadedAblation ablation) {
    AblationConfig config = ablation.config();
    SearchConfig search = config.search();
    if (search instanceof SearchConfig.Random) {
      CandidateGenerator random = new RandomSearchGenerator(new SearchSpace(ablation));
      random.setRngSeed(SampleRandom.key(config.seed(), "search"));
      return ArbiterStrategy.endless(random, Integer.MAX_VALUE);
    }
    if (search instanceof SearchConfig.Grid grid) {
      return grid(ablation, grid);
    }
    if (search instanceof SearchConfig.Genetic genetic) {
      return genetic(ablation, genetic);
    }
    return list(parts(config));
  }

  /** How many settings a search tries at most; the baseline is not counted. */
  public static int limit(AblationConfig config) {
    SearchConfig search = config.search();
    if (search instanceof SearchConfig.Random random) {
      return random.settings();
    }
    return search instanceof SearchConfig.Genetic genetic ? genetic.settings() : Integer.MAX_VALUE;
  }

  /** What the others are compared with: the run as it is, or with all parts. */
  public static TrialSetting baseline(AblationConfig config) {
    boolean all = config.search() instanceof SearchConfig.LeaveOneOut;
    Map<String, String> values = all ? joined(config, "") : Map.of();
    return new TrialSetting(TrialSetting.BASELINE, all ? "all parts" : "baseline", values);
  }

  /** Arbiter's own random order cannot be seeded: its sequence is shuffled here. */
  private static SearchStrategy grid(LoadedAblation ablation, SearchConfig.Grid grid) {
    SearchStrategy sequential =
        ArbiterStrategy.finite(
            new GridSearchCandidateGenerator(
                new SearchSpace(ablation), grid.steps(), Mode.Sequential, null));
    if (grid.order() == SearchConfig.Grid.Order.SEQUENTIAL) {
      return sequential;
    }
    List<Map<String, String>> all = new ArrayList<>();
    for (Optional<SearchStrategy.Suggestion> each = sequential.next();
        each.isPresent();
        each = sequential.next()) {
      all.add(each.get().values());
    }
    Collections.shuffle(
        all, new Random(SampleRandom.key(ablation.config().seed(), "order of the grid")));
    List<SearchStrategy.Suggestion> named = new ArrayList<>();
    all.forEach(v -> named.add(new SearchStrategy.Suggestion("setting " + (named.size() + 1), v)));
    return list(named);
  }

  private static SearchStrategy genetic(LoadedAblation ablation, SearchConfig.Genetic genetic) {
    long seed = ablation.config().seed();
    GeneticSelectionOperator selection =
        new GeneticSelectionOperator.Builder()
            .randomGenerator(seeded(seed, "genes"))
            .crossoverOperator(
                new SinglePointCrossover.Builder()
                    .randomGenerator(seeded(seed, "crossover"))
                    .parentSelection(new RandomTwoParentSelection(seeded(seed, "parents")))
                    .build())
            .mutationOperator(
                new RandomMutationOperator.Builder()
                    .randomGenerator(seeded(seed, "mutation"))
                    .mutationRate(1.0 / Math.max(2, ablation.config().space().size()))
                    .build())
            .build();
    CandidateGenerator generator =
        new GeneticSearchCandidateGenerator.Builder(new SearchSpace(ablation), new HigherIsBetter())
            .populationModel(
                new PopulationModel.Builder().populationSize(genetic.population()).build())
            .selectionOperator(selection)
            .build();
    return ArbiterStrategy.endless(generator, genetic.population());
  }

  private static RandomGenerator seeded(long seed, String purpose) {
    JDKRandomGenerator generator = new JDKRandomGenerator();
    generator.setSeed(SampleRandom.key(seed, purpose));
    return generator;
  }

  private static List<SearchStrategy.Suggestion> parts(AblationConfig config) {
    boolean without = config.search() instanceof SearchConfig.LeaveOneOut;
    List<SearchStrategy.Suggestion> suggestions = new ArrayList<>();
    for (Map.Entry<String, Map<String, YamlValue>> part : config.parts().entrySet()) {
      Map<String, String> values = new LinkedHashMap<>();
      part.getValue().forEach((key, value) -> values.put(key, value.text()));
      suggestions.add(
          without
              ? new SearchStrategy.Suggestion(
                  "without " + part.getKey(), joined(config, part.getKey()))
              : new SearchStrategy.Suggestion("with " + part.getKey(), values));
    }
    return suggestions;
  }

  private static Map<String, String> joined(AblationConfig config, String without) {
    Map<String, String> values = new LinkedHashMap<>();
    config
        .parts()
        .forEach(
            (part, of) -> {
              if (!part.equals(without)) {
                of.forEach((key, value) -> values.put(key, value.text()));
              }
            });
    return values;
  }

  private static SearchStrategy list(List<SearchStrategy.Suggestion> suggestions) {
    Iterator<SearchStrategy.Suggestion> left = List.copyOf(suggestions).iterator();
    return () -> left.hasNext() ? Optional.of(left.next()) : Optional.empty();
  }

  /** Arbiter asks its score function for the direction only; scores are told to the generator. */
  @SuppressWarnings("deprecation") // the interface has a deprecated type in it
  private static final class HigherIsBetter implements ScoreFunction {
    @Override
    public double score(Object model, DataProvider data, Map<String, Object> parameters) {
      throw new UnsupportedOperationException();
    }

    @Override
    public double score(
        Object model, Class<? extends DataSource> data, java.util.Properties properties) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean minimize() {
      return false;
    }

    @Override
    public List<Class<?>> getSupportedModelTypes() {
      return List.of();
    }

    @Override
    public List<Class<?>> getSupportedDataTypes() {
      return List.of();
    }
  }
}
