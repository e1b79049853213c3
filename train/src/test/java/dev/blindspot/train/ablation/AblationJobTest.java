package dev.blindspot.train.ablation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.ablation.store.EpochValues;
import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.ablation.trial.FakeTrials;
import dev.blindspot.train.ablation.trial.TrialSpec;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The order of things, with trials that take no time. */
@ExtendWith(SharedDrawings.class)
class AblationJobTest {
  private static final String RANDOM =
      "search: {random: {settings: 6}}\nparallel: 2\nseeds: [1, 2]\nfinal: {settings: 2, seeds: [5]}\n"
          + Ablations.SPACE;

  @TempDir private Path folder;
  private final Queue<TrialSpec> begun = new ConcurrentLinkedQueue<>();

  /** Better settings have higher numbers; the seed adds a little. */
  private static TrialOutcome measured(TrialSpec task) {
    return FakeTrials.complete(Math.min(0.97, 0.5 + 0.05 * task.setting() + 0.001 * task.seed()));
  }

  private Path run(LoadedAblation ablation, IfExists existing, FakeTrials.Behaviour behaviour) {
    FakeTrials trials =
        new FakeTrials(
            (task, epochs) -> {
              begun.add(task);
              return behaviour.of(task, epochs);
            });
    return new AblationJob(ablation, Progress.NONE)
        .run(folder.resolve("out"), existing, made -> trials, trials);
  }

  private <T> T stored(Function<TrialStore, T> of) {
    try (TrialStore store = TrialStore.open(folder.resolve("out/tried"))) {
      return of.apply(store);
    }
  }

  private List<TrialRecord> trials() {
    return stored(TrialStore::trials);
  }

  @Test
  void everySettingIsTriedWithEverySeedAndTheBestAreComparedWithTheBaseline() throws Exception {
    Path page = run(Ablations.read(folder, RANDOM), IfExists.REFUSE, (t, e) -> measured(t));
    assertThat(trials()).allMatch(t -> t.state() == State.COMPLETE);
    Map<Phase, List<TrialRecord>> phases =
        trials().stream().collect(Collectors.groupingBy(TrialRecord::phase));
    assertThat(phases.get(Phase.SEARCH)).hasSize(7 * 2);
    assertThat(phases.get(Phase.FINAL)).extracting(TrialRecord::setting).containsExactly(0, 6, 5);
    assertThat(phases.get(Phase.FINAL)).extracting(TrialRecord::seed).containsOnly(5L);
    assertThat(begun).hasSize(17);
    assertThat(content(page))
        .contains("First of 7 settings on the validation images is setting 6")
        .containsPattern(
            "Not shown of these two networks: that setting 6 \\([^)]+\\) has another accuracy than baseline")
        .contains("too few images for an interval, which takes 6: 3 images, 1 seed")
        .doesNotContain("NaN");
    assertThat(Files.readAllLines(page.resolveSibling("results.csv"))).hasSize(1 + 17);
  }

  /** The page without the library of charts. */
  private static String content(Path page) throws Exception {
    String html = Files.readString(page);
    int script = html.indexOf("<script>", html.indexOf("id=\"results\""));
    return html.substring(0, script);
  }

  @Test
  void theFinalComparisonTakesOverWhatTheSearchHasTrained() {
    run(
        Ablations.read(folder, RANDOM.replace("seeds: [5]", "seeds: [1]")),
        IfExists.REFUSE,
        (t, e) -> measured(t));
    Map<String, List<TrialSpec>> folders =
        begun.stream().collect(Collectors.groupingBy(TrialSpec::folder));
    assertThat(folders).hasSize(14);
    assertThat(begun.stream().filter(t -> t.phase() == Phase.FINAL))
        .allSatisfy(t -> assertThat(folders.get(t.folder())).hasSize(2));
  }

  @Test
  void failuresAreKeptWithTheirReason() throws Exception {
    Path page =
        run(
            Ablations.read(folder, RANDOM),
            IfExists.REFUSE,
            (t, e) -> t.setting() == 6 ? new TrialOutcome.Failed("broken <b>") : measured(t));
    assertThat(trials().stream().filter(t -> t.setting() == 6))
        .hasSize(2)
        .allMatch(t -> t.state() == State.FAILED && t.reason().equals("broken <b>"));
    assertThat(trials().stream().filter(t -> t.phase() == Phase.FINAL))
        .extracting(TrialRecord::setting)
        .containsExactly(0, 5, 4);
    assertThat(Files.readString(page)).contains("broken &lt;b&gt;").contains("2 failed");
  }

  @Test
  void aKilledTrialIsBegunThreeTimes() {
    run(
        Ablations.read(folder, RANDOM),
        IfExists.REFUSE,
        (t, e) ->
            t.setting() == 2 && t.seed() == 1 ? new TrialOutcome.Killed("signal 9") : measured(t));
    assertThat(begun.stream().filter(t -> t.setting() == 2 && t.seed() == 1)).hasSize(3);
    assertThat(trials().stream().filter(t -> t.reason().equals("signal 9"))).hasSize(1);
  }

  @Test
  void anAblationThatIsStoppedAgainAndAgainLosesNothing() {
    LoadedAblation ablation = Ablations.read(folder, RANDOM, "parallel=1");
    IfExists existing = IfExists.REFUSE;
    for (int stops = 0; stops < 4; stops++) {
      IfExists now = existing;
      begun.clear();
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(
              () ->
                  run(
                      ablation,
                      now,
                      (t, e) -> t.setting() == 2 ? new TrialOutcome.Stopped() : measured(t)))
          .withMessageContaining("--resume");
      existing = IfExists.RESUME;
    }
    assertThat(begun).as("nothing is begun after a stop").hasSize(1);
    assertThat(stored(TrialStore::finalists)).isEmpty();
    run(ablation, IfExists.RESUME, (t, e) -> measured(t));
    assertThat(trials()).allMatch(t -> t.state() == State.COMPLETE);
  }

  @Test
  void hopelessTrialsArePrunedButNeverTheBaselineOrTheFinalOnes() {
    String yaml =
        RANDOM.replace("parallel: 2", "parallel: 1\npruning: {afterEpochs: 2, others: 2}");
    run(
        Ablations.read(folder, yaml),
        IfExists.REFUSE,
        (t, epochs) -> {
          for (int e = 1; e <= 3; e++) {
            double value = t.setting() == 0 || t.setting() == 4 ? 0.1 : 0.9;
            String reason = epochs.ended(new EpochValues(e, 1, 1, value, 1));
            if (!reason.isEmpty()) {
              return new TrialOutcome.Pruned(reason);
            }
          }
          return measured(t);
        });
    assertThat(trials().stream().filter(t -> t.state() == State.PRUNED))
        .hasSize(2)
        .allMatch(t -> t.setting() == 4 && t.epochs() == 2 && t.reason().contains("median"));
  }

  @Test
  void aBudgetEndsTheSearchAndNotTheComparison() {
    run(
        Ablations.read(folder, RANDOM + "budget: {trials: 5}\n", "parallel=1"),
        IfExists.REFUSE,
        (t, e) -> measured(t));
    assertThat(trials().stream().filter(t -> t.phase() == Phase.SEARCH && t.state().hasEnded()))
        .hasSize(5);
    assertThat(trials().stream().filter(t -> t.phase() == Phase.FINAL))
        .extracting(TrialRecord::setting)
        .as("of setting 2, one seed was not begun")
        .containsExactly(0, 1);
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @Test
  void aFaultEndsTheAblationAndKeepsWhatIsFinished() {
    LoadedAblation ablation = Ablations.read(folder, RANDOM, "parallel=1");
    assertThatExceptionOfType(Killed.class)
        .isThrownBy(
            () ->
                run(
                    ablation,
                    IfExists.REFUSE,
                    (t, e) -> {
                      if (begun.size() == 6) {
                        throw new Killed();
                      }
                      return measured(t);
                    }));
    assertThat(trials().stream().filter(t -> t.state() == State.COMPLETE)).hasSize(5);
    assertThat(trials().stream().filter(t -> t.state() == State.RUNNING)).hasSize(1);
  }

  @Test
  void anEarlierAblationIsNeverOverwrittenByChance() {
    LoadedAblation ablation = Ablations.read(folder, RANDOM);
    run(ablation, IfExists.REFUSE, (t, e) -> measured(t));
    List<TrialSetting> settings = stored(TrialStore::settings);
    begun.clear();
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> run(ablation, IfExists.REFUSE, (t, e) -> measured(t)))
        .withMessageContaining("--resume");
    run(ablation, IfExists.RESUME, (t, e) -> measured(t));
    assertThat(begun).isEmpty();
    assertThat(stored(TrialStore::settings)).isEqualTo(settings);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(
            () ->
                run(
                    Ablations.read(folder, RANDOM, "seed=9"),
                    IfExists.RESUME,
                    (t, e) -> measured(t)))
        .withMessageContaining("cannot go on with another configuration: seed was 1 and is 9 now.")
        .withMessageContaining("--force");
    run(ablation, IfExists.REPLACE, (t, e) -> measured(t));
    assertThat(begun).hasSize(17);
  }

  @Test
  void whatDoesNotChangeTheSequenceMayChangeBeforeAResume() {
    run(
        Ablations.read(folder, RANDOM + "budget: {trials: 5}\n", "parallel=1"),
        IfExists.REFUSE,
        (t, e) -> measured(t));
    List<TrialSetting> before = stored(TrialStore::settings);
    run(
        Ablations.read(folder, RANDOM, "parallel=3", "search.random.settings=8"),
        IfExists.RESUME,
        (t, e) -> measured(t));
    assertThat(stored(TrialStore::settings)).startsWith(before.toArray(TrialSetting[]::new));
    assertThat(trials().stream().filter(t -> t.phase() == Phase.SEARCH))
        .hasSize(9 * 2)
        .allMatch(t -> t.state() == State.COMPLETE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seeds=[1, 2, 3] | seeds was [1, 2] and is [1, 2, 3] now",
        "objective=accuracy | objective was occlusion-auc and is accuracy now",
        "final.settings=3 | final.settings was 2 and is 3 now",
        "set={training.epochs: 7} | run.training.epochs was 2 and is 7 now",
      })
  void whatChangesTrialsIsRefusedByName(String set, String said) {
    run(Ablations.read(folder, RANDOM), IfExists.REFUSE, (t, e) -> measured(t));
    LoadedAblation changed = Ablations.read(folder, RANDOM, set);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> run(changed, IfExists.RESUME, (t, e) -> measured(t)))
        .withMessageContaining(said);
  }

  @Test
  void aResumeComparesTheFinalistsThatWereChosen() throws Exception {
    run(
        Ablations.read(folder, RANDOM + "budget: {trials: 6}\n", "parallel=1"),
        IfExists.REFUSE,
        (t, e) -> measured(t));
    assertThat(stored(TrialStore::finalists)).contains(List.of(0, 2, 1));
    Path page = run(Ablations.read(folder, RANDOM), IfExists.RESUME, (t, e) -> measured(t));
    assertThat(trials().stream().filter(t -> t.phase() == Phase.FINAL))
        .extracting(TrialRecord::setting)
        .as("settings 6 and 5 are better, but ended later")
        .containsExactly(0, 2, 1);
    assertThat(content(page))
        .contains("First of 7 settings on the validation images is setting 6")
        .contains("by trials that ended later, others would have been chosen");
  }

  @Test
  void survivorsOfPrunedOrFailedSeedsHaveNoRank() throws Exception {
    Path page =
        run(
            Ablations.read(folder, RANDOM),
            IfExists.REFUSE,
            (t, e) ->
                t.setting() >= 5 && t.seed() == 1
                    ? t.setting() == 5
                        ? new TrialOutcome.Pruned("behind")
                        : new TrialOutcome.Failed("broken")
                    : measured(t));
    assertThat(stored(TrialStore::finalists)).contains(List.of(0, 4, 3));
    assertThat(content(page))
        .contains("First of 5 settings on the validation images is setting 4")
        .contains("2 settings are without a rank")
        .contains("1 pruned of 2 seeds")
        .contains("1 failed of 2 seeds");
  }

  @Test
  void aFillThatTheEvaluationUsesIsRefusedBeforeAnyTrial() {
    LoadedAblation ablation =
        Ablations.read(
            folder,
            RANDOM.replace("{fill: mean}", "{fill: {constant: {colour: [0, 0, 0]}}}")
                + "set: {evaluation.fills: [zero]}\n");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> run(ablation, IfExists.REFUSE, (t, e) -> measured(t)))
        .withMessageContaining("ablation.yaml:")
        .withMessageContaining("augmentation.random-erasing: evaluation: arm 'trial' is trained");
    assertThat(begun).isEmpty();
  }

  @Test
  void geneticSearchTellsGenerationsInOrderAlsoAfterAResume() {
    String yaml =
        "search: {genetic: {settings: 12, population: 4}}\nfinal: null\n" + Ablations.SPACE;
    run(Ablations.read(folder, yaml, "parallel=1"), IfExists.REFUSE, (t, e) -> measured(t));
    List<TrialSetting> alone = stored(TrialStore::settings);
    assertThat(alone).hasSize(13);
    run(Ablations.read(folder, yaml, "parallel=1"), IfExists.RESUME, (t, e) -> measured(t));
    assertThat(stored(TrialStore::settings)).isEqualTo(alone);
    run(Ablations.read(folder, yaml, "parallel=3"), IfExists.REPLACE, (t, e) -> measured(t));
    assertThat(stored(TrialStore::settings)).as("whatever ends first").isEqualTo(alone);
  }

  @Test
  void thePlanNamesWhatWouldBeTried() {
    List<String> plan = new AblationJob(Ablations.read(folder, RANDOM), Progress.NONE).plan();
    assertThat(plan).hasSize(1 + 7 + 1).element(2).asString().startsWith("setting 1: ");
    assertThat(folder.resolve("out")).doesNotExist();
  }
}
