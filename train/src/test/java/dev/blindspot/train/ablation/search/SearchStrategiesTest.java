package dev.blindspot.train.ablation.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.ablation.Ablations;
import dev.blindspot.train.config.reader.LoadedAblation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchStrategiesTest {
  private static final String RATE = "training.optimiser.adamw.learningRate";

  @TempDir private Path folder;

  private LoadedAblation read(String search, String... sets) {
    return Ablations.read(folder, "search: " + search + "\n" + Ablations.SPACE, sets);
  }

  private static List<Map<String, String>> first(SearchStrategy suggester, int count) {
    List<Map<String, String>> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Optional<SearchStrategy.Suggestion> next = suggester.next();
      if (next.isEmpty()) {
        break;
      }
      values.add(next.get().values());
    }
    return values;
  }

  private static double number(Map<String, String> values, String key) {
    return Double.parseDouble(Objects.requireNonNull(values.get(key)));
  }

  @Test
  void randomSettingsAreThoseOfTheSeed() {
    String search = "{random: {settings: 40}}";
    List<Map<String, String>> settings = first(SearchStrategies.of(read(search)), 40);
    assertThat(first(SearchStrategies.of(read(search)), 40)).isEqualTo(settings);
    assertThat(first(SearchStrategies.of(read(search, "seed=2")), 40)).isNotEqualTo(settings);
    assertThat(settings).hasSize(40).doesNotHaveDuplicates();
  }

  @Test
  void valuesAreWithinTheirSpaces() {
    for (Map<String, String> values :
        first(SearchStrategies.of(read("{random: {settings: 200}}")), 200)) {
      assertThat(number(values, RATE)).isBetween(0.0001, 0.01);
      assertThat(number(values, "training.batchSize")).isBetween(4.0, 9.0);
      assertThat(values.get("training.l2")).isIn("0", "0.001", "0.01");
    }
  }

  @Test
  void aLogUniformSpaceIsUniformInTheLogarithm() {
    List<Map<String, String>> settings =
        first(SearchStrategies.of(read("{random: {settings: 400}}")), 400);
    long low = settings.stream().filter(v -> number(v, RATE) < 0.001).count();
    assertThat(low).isBetween(160L, 240L); // half of the decades, 4 standard deviations
  }

  @Test
  void aSettingTakesPartOnlyWhereItsAugmentationIsChosen() {
    List<Map<String, String>> settings =
        first(SearchStrategies.of(read("{random: {settings: 60}}")), 60);
    assertThat(settings)
        .allSatisfy(
            values ->
                assertThat(values.containsKey("augmentation.random-erasing.probability"))
                    .isEqualTo(!"null".equals(values.get("augmentation.random-erasing"))));
    assertThat(settings)
        .extracting(v -> v.get("augmentation.random-erasing"))
        .contains("null", "{fill: mean}");
  }

  @Test
  void aGridHasEveryDifferentCombinationOnce() {
    List<Map<String, String>> settings =
        first(SearchStrategies.of(read("{grid: {steps: 2}}")), 1000);
    // with erasing: 2 probabilities; without: none. Batch sizes 2, rates 2, penalties 3.
    assertThat(settings).hasSize((2 + 1) * 2 * 2 * 3).doesNotHaveDuplicates();
    assertThat(settings).extracting(v -> number(v, RATE)).containsOnly(0.0001, 0.01);
    assertThat(settings).extracting(v -> v.get("training.batchSize")).containsOnly("4", "9");
  }

  /** Of two optimisers one takes no part: 2000 points in a row may mean settings that were had. */
  @Test
  void aGridGoesOnAfterManyPointsThatMeanTheSame() {
    LoadedAblation ablation =
        Ablations.read(
            folder,
            """
            search: grid
            space:
              training.optimiser: {choice: [{adamw: {}}, {sgd: {}}]}
              training.optimiser.adamw.learningRate: {grid: %1$s}
              training.optimiser.adamw.weightDecay: {grid: %1$s}
              training.optimiser.sgd.learningRate: {grid: [0.1, 0.2, 0.3]}
            """
                .formatted(IntStream.rangeClosed(1, 32).mapToObj(i -> i / 100.0).toList()));
    assertThat(first(SearchStrategies.of(ablation), 5000)).hasSize(32 * 32 + 3);
  }

  @Test
  void aShuffledGridIsTheSameInAnotherOrder() {
    List<Map<String, String>> ordered =
        first(SearchStrategies.of(read("{grid: {steps: 2}}")), 1000);
    String search = "{grid: {steps: 2, order: shuffled}}";
    List<Map<String, String>> shuffled = first(SearchStrategies.of(read(search)), 1000);
    assertThat(shuffled).containsExactlyInAnyOrderElementsOf(ordered).isNotEqualTo(ordered);
    assertThat(first(SearchStrategies.of(read(search)), 1000)).isEqualTo(shuffled);
  }

  /** Higher rates are better here. */
  private static List<Map<String, String>> evolve(SearchStrategy suggester, int generations) {
    List<Map<String, String>> all = new ArrayList<>();
    for (int g = 0; g < generations; g++) {
      List<Map<String, String>> generation = first(suggester, suggester.generation());
      all.addAll(generation);
      generation.forEach(
          values -> suggester.tell(OptionalDouble.of(Math.log(number(values, RATE)))));
    }
    return all;
  }

  @Test
  void geneticSearchLearnsAndIsRepeatable() {
    String search = "{genetic: {settings: 200, population: 12}}";
    List<Map<String, String>> all = evolve(SearchStrategies.of(read(search)), 10);
    assertThat(evolve(SearchStrategies.of(read(search)), 10)).isEqualTo(all);
    double learnt =
        all.subList(60, 120).stream()
            .mapToDouble(v -> Math.log(number(v, RATE)))
            .average()
            .orElse(0);
    double byChance = (Math.log(0.0001) + Math.log(0.01)) / 2; // standard error 0.17
    assertThat(learnt).isGreaterThan(byChance + 0.7);
  }

  @Test
  void geneticSearchGoesOnWhenAGenerationFails() {
    SearchStrategy suggester =
        SearchStrategies.of(read("{genetic: {settings: 20, population: 4}}"));
    first(suggester, 4);
    for (int i = 0; i < 4; i++) {
      suggester.tell(OptionalDouble.empty());
    }
    assertThat(first(suggester, 4)).hasSize(4);
  }

  private static final String PARTS =
      """
      parts:
        erasing: {augmentation.random-erasing: {fill: mean}}
        mixing: {augmentation.mixup: {}, training.mixingOffLastEpochs: 1}
      """;

  @Test
  void leaveOneOutStartsFromAllParts() {
    LoadedAblation ablation = Ablations.read(folder, "search: leave-one-out\n" + PARTS);
    assertThat(SearchStrategies.baseline(ablation.config()).values())
        .containsOnlyKeys(
            "augmentation.random-erasing", "augmentation.mixup", "training.mixingOffLastEpochs");
    SearchStrategy suggester = SearchStrategies.of(ablation);
    SearchStrategy.Suggestion first = suggester.next().orElseThrow();
    assertThat(first.name()).isEqualTo("without erasing");
    assertThat(first.values())
        .containsOnlyKeys("augmentation.mixup", "training.mixingOffLastEpochs");
    assertThat(suggester.next().orElseThrow().values())
        .containsOnlyKeys("augmentation.random-erasing");
    assertThat(suggester.next()).isEmpty();
  }

  @Test
  void addOneInStartsFromNone() {
    LoadedAblation ablation = Ablations.read(folder, "search: add-one-in\n" + PARTS);
    assertThat(SearchStrategies.baseline(ablation.config()).values()).isEmpty();
    assertThat(SearchStrategies.of(ablation).next().orElseThrow().name()).isEqualTo("with erasing");
  }
}
