package dev.blindspot.train.ablation.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.ablation.report.StatusTable;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.config.AblationConfig.Objective;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialStoreTest {
  private static final TrialScores SCORES =
      new TrialScores("abc", 0.75, 0.5, 0.6, 0.1, new double[] {1, 0.5}, new double[] {0.25, 1});

  @TempDir private Path folder;
  private Instant now = Instant.ofEpochSecond(1_000_000);
  private long nanos;

  private TrialStore open(String owner, String host, long pid) {
    return TrialStore.open(folder, new WorkerId(owner, host, pid), () -> now, () -> nanos);
  }

  private static TrialSetting setting(int id, String value) {
    return new TrialSetting(id, "setting " + id, Map.of("training.l2", value));
  }

  @Test
  void keepsWhatATrialGave() {
    try (TrialStore store = open("a", "here", 1)) {
      store.add(setting(3, "0.1"), List.of(7L), Phase.SEARCH);
      TrialRecord begun = store.queue().claim(Phase.SEARCH).orElseThrow();
      store.queue().epoch(begun.id(), new EpochValues(1, 0.7, 0.6, 0.5, 2));
      store.queue().epoch(begun.id(), new EpochValues(2, 0.6, 0.5, 0.4, 2));
      store
          .queue()
          .epoch(begun.id(), new EpochValues(2, 0.6, 0.5, 0.4, 2)); // told again after a restart
      now = now.plusSeconds(90);
      store.queue().end(begun.id(), new TrialOutcome.Complete(SCORES));
    }
    try (TrialStore store = open("b", "here", 1)) {
      TrialRecord trial = store.trials().get(0);
      assertThat(trial.setting()).isEqualTo(3);
      assertThat(trial.seed()).isEqualTo(7);
      assertThat(trial.state()).isEqualTo(State.COMPLETE);
      assertThat(trial.epochs()).isEqualTo(2);
      assertThat(trial.bestValidation()).isEqualTo(0.5);
      assertThat(trial.seconds()).isEqualTo(90);
      assertThat(trial.scores())
          .usingRecursiveComparison()
          .withEqualsForType(Objects::equals, Double.class)
          .isEqualTo(SCORES);
      assertThat(store.settings()).containsExactly(setting(3, "0.1"));
    }
  }

  @Test
  void keepsWhatTheWorstPlaceLeft() {
    TrialScores scores =
        new TrialScores(
            "abc",
            0.75,
            0.5,
            0.6,
            0.1,
            new double[] {1, 0.5},
            new double[] {0.25, 1},
            0.375,
            new double[] {0.25, 0.5});
    try (TrialStore store = open("a", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L), Phase.SEARCH);
      int trial = store.queue().claim(Phase.SEARCH).orElseThrow().id();
      store.queue().end(trial, new TrialOutcome.Complete(scores));

      assertThat(store.trials().get(0).scores())
          .usingRecursiveComparison()
          .withEqualsForType(Objects::equals, Double.class)
          .isEqualTo(scores);
      assertThat(store.overview().best(Objective.WORST_PLACE))
          .get()
          .extracting(best -> best.objective(Objective.WORST_PLACE))
          .isEqualTo(0.375);
    }
  }

  @Test
  void aDatabaseFromBeforeTheWorstPlaceWasMeasuredIsRead() {
    try (TrialStore store = open("a", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L), Phase.SEARCH);
      int trial = store.queue().claim(Phase.SEARCH).orElseThrow().id();
      store.queue().end(trial, new TrialOutcome.Complete(SCORES));
    }
    try (Database database = Database.open(folder.resolve(TrialStore.FILE))) {
      database.change("DROP TABLE worst_place");
    }
    try (TrialStore store = TrialStore.openReadOnly(folder)) {
      assertThat(store.trials().get(0).scores())
          .usingRecursiveComparison()
          .withEqualsForType(Objects::equals, Double.class)
          .isEqualTo(SCORES);
      assertThat(store.overview().best(Objective.ACCURACY)).isPresent();
    }
    try (TrialStore store = open("b", "here", 1)) {
      assertThat(store.trials().get(0).scores())
          .usingRecursiveComparison()
          .withEqualsForType(Objects::equals, Double.class)
          .isEqualTo(SCORES);
    }
  }

  @Test
  void undefinedScoresStayUndefined() {
    try (TrialStore store = open("a", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L), Phase.SEARCH);
      int trial = store.queue().claim(Phase.SEARCH).orElseThrow().id();
      store.queue().epoch(trial, new EpochValues(1, 0.7, Double.NaN, Double.NaN, 2));
      double nan = Double.NaN;
      double[] areas = {nan, 0.5};
      store
          .queue()
          .end(
              trial,
              new TrialOutcome.Complete(
                  new TrialScores("abc", 0.75, nan, nan, nan, new double[] {1, 0}, areas)));
      TrialRecord ended = store.trials().get(0);
      assertThat(ended.bestValidation()).isNaN();
      TrialScores scores = Objects.requireNonNull(ended.scores());
      assertThat(scores.accuracy()).isEqualTo(0.75);
      assertThat(scores.occlusionAuc()).isNaN();
      assertThat(scores.logLoss()).isNaN();
      assertThat(scores.ece()).isNaN();
      assertThat(scores.areas()).isEqualTo(areas);
    }
  }

  @Test
  void aTrialIsBegunOnce() {
    try (TrialStore a = open("a", "here", 1);
        TrialStore b = open("b", "there", 1)) {
      a.add(setting(1, "0"), List.of(1L, 2L), Phase.SEARCH);
      assertThat(a.queue().claim(Phase.SEARCH)).get().extracting(TrialRecord::seed).isEqualTo(1L);
      assertThat(b.queue().claim(Phase.SEARCH)).get().extracting(TrialRecord::seed).isEqualTo(2L);
      assertThat(a.queue().claim(Phase.SEARCH)).isEmpty();
      assertThat(a.queue().claim(Phase.FINAL)).isEmpty();
    }
  }

  @Test
  void addingAgainChangesNothing() {
    try (TrialStore store = open("a", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L), Phase.SEARCH);
      int trial = store.queue().claim(Phase.SEARCH).orElseThrow().id();
      store.queue().end(trial, new TrialOutcome.Failed("because"));
      store.add(setting(1, "0"), List.of(1L), Phase.SEARCH);
      assertThat(store.trials())
          .singleElement()
          .extracting(TrialRecord::reason)
          .isEqualTo("because");
      store.add(setting(1, "0"), List.of(1L, 2L), Phase.SEARCH);
      assertThat(store.trials())
          .extracting(TrialRecord::id)
          .as("no id is used up")
          .containsExactly(1, 2);
    }
  }

  @Test
  void refusesAnotherSequence() {
    try (TrialStore store = open("a", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L), Phase.SEARCH);
      assertThatExceptionOfType(UserError.class)
          .isThrownBy(() -> store.add(setting(1, "0.5"), List.of(1L), Phase.SEARCH))
          .withMessageContaining("another sequence of settings")
          .withMessageContaining("--force");
      assertThat(store.settings()).containsExactly(setting(1, "0"));
    }
  }

  @Test
  void aSilentProcessLosesItsTrials() {
    try (TrialStore dead = open("dead", "there", 1);
        TrialStore store = open("b", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L), Phase.SEARCH);
      int trial = dead.queue().claim(Phase.SEARCH).orElseThrow().id();
      assertThat(store.queue().reclaim()).isZero();
      nanos += LivenessMonitor.DEAD_AFTER.toNanos();
      assertThat(store.queue().reclaim()).isZero();
      now = now.plusSeconds(5);
      dead.queue().beat();
      nanos += 1;
      assertThat(store.queue().reclaim()).as("its heart has beaten").isZero();
      nanos += LivenessMonitor.DEAD_AFTER.toNanos() + 1;
      assertThat(store.queue().reclaim()).isEqualTo(1);
      assertThat(store.queue().claim(Phase.SEARCH))
          .get()
          .extracting(TrialRecord::id)
          .isEqualTo(trial);
      dead.queue().end(trial, new TrialOutcome.Complete(SCORES)); // only asleep, and too late
      assertThat(store.trials().get(0).state()).isEqualTo(State.RUNNING);
    }
  }

  @Test
  void whatWasStoppedWithTheAblationIsNotHeldAgainstTheTrial() {
    try (TrialStore dead = open("dead", "there", 1);
        TrialStore store = open("b", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L), Phase.SEARCH);
      int trial = dead.queue().claim(Phase.SEARCH).orElseThrow().id();
      assertThat(store.queue().reclaim()).isZero();
      nanos += LivenessMonitor.DEAD_AFTER.toNanos() + 1;
      assertThat(store.queue().reclaim()).isEqualTo(1);
      store.queue().claim(Phase.SEARCH);
      store.queue().end(trial, new TrialOutcome.Stopped());
      assertThat(store.trials().get(0).state()).isEqualTo(State.PENDING);
      store.queue().claim(Phase.SEARCH);
      assertThat(store.queue().attempts(trial)).isEqualTo(1);
      store.queue().giveBack(trial);
      store.queue().claim(Phase.SEARCH);
      assertThat(store.queue().attempts(trial)).as("its own process was killed").isEqualTo(2);
    }
  }

  @Test
  void theStatusSaysWhenNobodyWorksOnIt() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    try (TrialStore dead = open("dead", "here", ended.pid());
        TrialStore store = open("b", "here", ProcessHandle.current().pid())) {
      store.add(setting(1, "0"), List.of(1L), Phase.SEARCH);
      assertThat(StatusTable.advice(store)).contains("1 trial is not begun", "--resume");
      dead.queue().claim(Phase.SEARCH);
      assertThat(StatusTable.advice(store)).contains("No process is working", "--resume");
      store.queue().reclaim();
      int trial = store.queue().claim(Phase.SEARCH).orElseThrow().id();
      assertThat(StatusTable.advice(store)).isEmpty();
      store.queue().end(trial, new TrialOutcome.Complete(SCORES));
      assertThat(StatusTable.advice(store)).isEmpty();
    }
  }

  @Test
  void clocksThatAreSetOrDifferKillNobody() {
    try (TrialStore living = open("living", "there", 1);
        TrialStore store = open("b", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L), Phase.SEARCH);
      int trial = living.queue().claim(Phase.SEARCH).orElseThrow().id();
      assertThat(store.queue().reclaim()).isZero();
      now = now.plus(Duration.ofHours(3));
      assertThat(store.queue().reclaim()).as("the clock was set forward").isZero();
      now = now.minus(Duration.ofHours(9));
      assertThat(store.queue().reclaim()).as("the clock was set back").isZero();
      living.queue().end(trial, new TrialOutcome.Complete(SCORES));
      assertThat(store.trials().get(0).seconds()).as("not negative").isZero();
    }
  }

  @Test
  void aProcessOfThisMachineThatHasEndedLosesItsTrialsAtOnce() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    try (TrialStore dead = open("dead", "here", ended.pid());
        TrialStore living = open("living", "here", ProcessHandle.current().pid());
        TrialStore store = open("b", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L, 2L), Phase.SEARCH);
      dead.queue().claim(Phase.SEARCH);
      living.queue().claim(Phase.SEARCH);
      assertThat(store.queue().reclaim()).isEqualTo(1);
      assertThat(store.queue().isBusy()).isTrue();
    }
  }

  @Test
  void runningMeansAreThoseOfTrialsThatCameAsFar() {
    try (TrialStore store = open("a", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L, 2L, 3L), Phase.SEARCH);
      int[] ids =
          IntStream.range(0, 3)
              .map(i -> store.queue().claim(Phase.SEARCH).orElseThrow().id())
              .toArray();
      store.queue().epoch(ids[0], new EpochValues(1, 0, 0, 0.4, 1));
      store.queue().epoch(ids[0], new EpochValues(2, 0, 0, 0.6, 1));
      store.queue().epoch(ids[1], new EpochValues(1, 0, 0, 0.1, 1));
      store.queue().epoch(ids[2], new EpochValues(1, 0, 0, 0.9, 1));
      assertThat(store.queue().runningMeans(ids[2], 1)).containsExactlyInAnyOrder(0.4, 0.1);
      assertThat(store.queue().runningMeans(ids[2], 2)).containsExactly(0.5);
      store.add(setting(1, "0"), List.of(1L), Phase.FINAL);
      int last = store.queue().claim(Phase.FINAL).orElseThrow().id();
      store.queue().epoch(last, new EpochValues(2, 0, 0, 0.7, 1));
      assertThat(store.queue().runningMeans(ids[2], 2)).as("of the search").containsExactly(0.5);
    }
  }

  @Test
  void finalistsAreChosenOnce() {
    try (TrialStore store = open("a", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L), Phase.SEARCH);
      store.freezeFinalists(List.of(setting(1, "0")), List.of(5L, 6L));
    }
    try (TrialStore store = open("b", "here", 1)) {
      store.freezeFinalists(List.of(setting(2, "0.5")), List.of(5L));
      assertThat(store.finalists()).contains(List.of(1));
      assertThat(store.trials()).extracting(TrialRecord::setting).containsExactly(1, 1, 1);
    }
  }

  @Test
  void theOverviewCountsAndAveragesWithoutScoresOfImages() {
    try (TrialStore store = open("a", "here", 1)) {
      store.add(setting(1, "0"), List.of(1L, 2L), Phase.SEARCH);
      store.add(setting(2, "0.5"), List.of(1L, 2L), Phase.SEARCH);
      for (double accuracy : new double[] {0.6, 0.7, 0.9}) {
        int id = store.queue().claim(Phase.SEARCH).orElseThrow().id();
        now = now.plusSeconds(30);
        double[] none = {};
        store
            .queue()
            .end(
                id,
                new TrialOutcome.Complete(new TrialScores("w", accuracy, 0.5, 1, 1, none, none)));
      }
      store.queue().claim(Phase.SEARCH);
      Overview overview = store.overview();
      assertThat(overview.ended(Phase.SEARCH)).isEqualTo(3);
      assertThat(overview.trials(Phase.SEARCH)).isEqualTo(4);
      assertThat(overview.meanSeconds(Phase.SEARCH)).isEqualTo(30);
      assertThat(overview.running()).singleElement().extracting(TrialRecord::setting).isEqualTo(2);
      assertThat(overview.best(Objective.ACCURACY))
          .as("setting 2 is better so far, but not complete")
          .hasValueSatisfying(
              best -> {
                assertThat(best.setting()).isEqualTo(1);
                assertThat(best.accuracy()).isCloseTo(0.65, within(1e-12));
              });
    }
  }

  /** Claims trials until there is none left, in a process of its own. */
  static final class Claimer {
    private Claimer() {}

    @SuppressWarnings("SystemOut") // the test reads it
    public static void main(String[] arguments) {
      try (TrialStore store = TrialStore.open(Path.of(arguments[0]))) {
        for (var trial = store.queue().claim(Phase.SEARCH);
            trial.isPresent();
            trial = store.queue().claim(Phase.SEARCH)) {
          System.out.println(trial.get().id());
          store.queue().end(trial.get().id(), new TrialOutcome.Complete(SCORES));
        }
      }
    }
  }

  @Test
  void twoProcessesNeverBeginTheSameTrial() throws Exception {
    int trials = 300;
    try (TrialStore store = TrialStore.open(folder)) {
      store.add(
          setting(1, "0"),
          IntStream.range(0, trials).mapToObj(i -> (long) i).toList(),
          Phase.SEARCH);
    }
    List<Process> processes = List.of(claimer(), claimer());
    List<String> begun = new ArrayList<>();
    for (Process process : processes) {
      begun.addAll(process.inputReader().lines().toList());
      assertThat(process.waitFor()).isZero();
    }
    assertThat(begun).hasSize(trials).doesNotHaveDuplicates();
    try (TrialStore store = TrialStore.open(folder)) {
      assertThat(store.count(Phase.SEARCH, State.COMPLETE)).isEqualTo(trials);
    }
  }

  private Process claimer() throws Exception {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Claimer.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
