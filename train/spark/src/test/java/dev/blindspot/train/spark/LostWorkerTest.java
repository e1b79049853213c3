package dev.blindspot.train.spark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.ablation.store.EpochValues;
import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.ClusterAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real master with two real workers, one of which is killed while it carries out a trial. */
@DisabledOnOs(OS.WINDOWS)
class LostWorkerTest {
  private static final String TRIALS =
      """
      search: add-one-in
      parts:
        one: {training.l2: 0.001}
        two: {training.l2: 0.002}
        three: {training.l2: 0.003}
        four: {training.l2: 0.004}
      seeds: [1, 2]
      final: {settings: 1}
      """;
  private static final String HANGS = "0002-1";

  @TempDir private Path folder;

  @Test
  void everyTrialsResultIsThereOnceThoughAWorkerIsKilled() throws Exception {
    TinyAblation ablation = TinyAblation.write(folder, TRIALS);
    try (StandaloneCluster workers = StandaloneCluster.start(folder.resolve("spark"), 2)) {
      Cluster cluster =
          new ClusterAddress(workers.master(), Map.of("spark.executor.memory", "480m"))
              .connect("lost worker");
      assertThat(cluster.slots()).isEqualTo(2);
      Killing events = new Killing(ablation.folder(), workers);
      ablation.run(cluster, List.of(FakeTrial.class.getName()), events);

      assertThat(events.killed.get()).as("an executor was killed").isNotNull();
      Path lost = ablation.folder().resolve("trials").resolve(HANGS);
      assertThat(lost.resolve("executor"))
          .content()
          .as("done again by the other one")
          .isNotEqualTo(events.killed.get());
      assertThat(ablation.trials())
          .extracting(TrialRecord::phase, TrialRecord::setting, TrialRecord::seed)
          .doesNotHaveDuplicates()
          .hasSize(5 * 2 + 2 * 2);
      assertThat(events.ended).doesNotHaveDuplicates().hasSize(ablation.trials().size());
      assertThat(ablation.trials()).allSatisfy(LostWorkerTest::requireResult);
      assertThat(Files.readAllLines(ablation.folder().resolve("results.csv"))).hasSize(1 + 14);
    }
  }

  private static void requireResult(TrialRecord trial) {
    if (trial.setting() == 4) {
      assertThat(trial.state()).isEqualTo(State.FAILED);
      assertThat(trial.reason()).isEqualTo("setting 4 cannot be trained");
    } else {
      assertThat(trial.state()).as(trial.reason()).isEqualTo(State.COMPLETE);
      assertThat(trial.scores()).isNotNull();
      assertThat(trial.scores().accuracy()).isEqualTo(trial.setting() / 100.0);
    }
    assertThat(trial.epochs()).isEqualTo(1);
  }

  /** Kills the worker that is stuck, when it is heard of. */
  private static final class Killing extends TinyAblation.Silent {
    private final Path folder;
    private final StandaloneCluster workers;
    private final AtomicReference<String> killed = new AtomicReference<>();
    private final Queue<Integer> ended = new ConcurrentLinkedQueue<>();

    Killing(Path folder, StandaloneCluster workers) {
      this.folder = folder;
      this.workers = workers;
    }

    @Override
    public void began(TrialRecord trial, TrialSetting setting) {
      if (trial.id() == 1) {
        try (var shared = Files.list(folder.resolve("shared"))) {
          Files.writeString(shared.findFirst().orElseThrow().resolve("hang"), HANGS);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void epoch(TrialRecord trial, TrialSetting setting, EpochValues epoch) {
      if (trial.setting() == 2
          && trial.seed() == 1
          && trial.phase() == Phase.SEARCH
          && killed.get() == null) {
        try {
          String executor =
              Files.readString(folder.resolve("trials").resolve(HANGS).resolve("executor"));
          killed.set(executor);
          workers.killWorkerOf(Long.parseLong(executor));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }

    @Override
    public void ended(TrialRecord trial, TrialSetting setting, TrialOutcome outcome) {
      ended.add(trial.id());
    }
  }
}
