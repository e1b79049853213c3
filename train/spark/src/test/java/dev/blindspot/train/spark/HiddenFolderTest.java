package dev.blindspot.train.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.trial.ClusterTrialRunner;
import dev.blindspot.train.ablation.trial.TrialSpec;
import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.ClusterAddress;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real master and two workers that do not see the driver's folder: in their mount namespaces, an
 * empty file system lies over that folder. Everything crosses the network, images and models to the
 * worker, trials' folders, maps and trained copies back.
 */
@EnabledOnOs(OS.LINUX)
class HiddenFolderTest {
  private static final String HIDE = "mount -t tmpfs none \"$0\" && exec \"$@\"";

  @TempDir private static Path folder;
  private static StandaloneCluster workers;
  private static Cluster cluster;

  @BeforeAll
  static void start() throws Exception {
    Path hidden = Files.createDirectories(folder.resolve("driver"));
    List<String> by = List.of("unshare", "-m", "sh", "-c", HIDE, hidden.toString());
    assumeTrue(
        isPermitted(by), "a mount namespace is needed (unshare -m), which this user may not make");
    workers = StandaloneCluster.start(folder.resolve("spark"), 2, by);
    cluster =
        new ClusterAddress(workers.master(), Map.of("spark.executor.memory", "480m"))
            .connect("hidden folder");
  }

  private static boolean isPermitted(List<String> by) throws Exception {
    List<String> command = new ArrayList<>(by);
    command.add("true");
    try {
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(NULL).start();
      return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false; // there is no such command
    }
  }

  private static final File NULL = new File("/dev/null");

  @AfterAll
  static void stop() {
    if (cluster != null) {
      cluster.close();
    }
    if (workers != null) {
      workers.close();
    }
  }

  @Test
  void trialsThenExplanationAndEvaluationAreThoseOfOneMachine() throws Exception {
    Path own = Files.createDirectories(folder.resolve("driver/ablation"));
    TinyAblation ablation =
        TinyAblation.write(
            own, "search: add-one-in\nparts: {l2: {training.l2: 0.01}}\nfinal: null\n");
    String config = ablation.config().toString();
    assertThat(Path.of(config)).exists();
    assertThat(
            cluster.<Boolean>call(
                node -> Files.exists(Path.of(config)), Cluster.MessageListener.NONE))
        .as("the worker sees the driver's files")
        .isFalse();
    try (Cluster borrowed = new Borrowed(cluster)) {
      ablation.run(
          borrowed, List.of("dev.blindspot.train.cli.Main", "trial"), new TinyAblation.Silent());
    }
    assertThat(ablation.trials())
        .hasSize(2)
        .extracting(TrialRecord::state)
        .containsOnly(State.COMPLETE);
    Path model = ablation.folder().resolve("trials/0000-1/model.zip");
    assertThat(model).as("the model is sent back").exists();
    assertThat(model.resolveSibling("checkpoints")).as("and what resuming needs").exists();
    TinyJobs jobs = new TinyJobs(own);
    SameFiles.assertSame(jobs.explained(model, cluster), jobs.explained(model, null));
    SameFiles.assertSameNumbers(
        "evaluation", jobs.evaluated(model, cluster), jobs.evaluated(model, null));
  }

  @Test
  void aSharedTrainingEndsAsIfNoWorkerHadBeenKilled() throws Exception {
    TinyTraining training =
        new TinyTraining(Files.createDirectories(folder.resolve("driver/training")));
    Path whole = training.train("whole", cluster);
    long executor =
        cluster.<Long>call(node -> ProcessHandle.current().pid(), Cluster.MessageListener.NONE);
    Progress killing =
        (name, total) -> {
          if (name.endsWith("epoch 2/2")) {
            workers.killWorkerOf(executor);
          }
          return Progress.NONE.start(name, total);
        };
    Path lost =
        training.job(killing, cluster).train(training.folder().resolve("lost"), IfExists.REFUSE);
    // A killed process is there until somebody has taken note of its end.
    ProcessHandle.of(executor)
        .ifPresent(e -> assertThat(e.onExit()).succeedsWithin(Duration.ofSeconds(20)));
    assertThat(TinyTraining.history(lost)).isEqualTo(TinyTraining.history(whole));
    assertThat(TinyTraining.weights(lost)).isEqualTo(TinyTraining.weights(whole));
  }

  @Test
  void aTrialThatWasBegunTakesItsCheckpointsAlong() throws Exception {
    Path trial = Files.createDirectories(folder.resolve("driver/begun/0007-1"));
    Path checkpoint = Files.createDirectories(trial.resolve("checkpoints")).resolve("latest.zip");
    Files.writeString(checkpoint, "of an earlier process");
    carryOut(trial, Files.createDirectories(folder.resolve("driver/begun/shared")));
    assertThat(trial.resolve("found.txt")).content().contains("checkpoints/latest.zip");
    assertThat(checkpoint).hasContent("of an earlier process");
  }

  @Test
  void aLargeFolderComesBackInParts() throws Exception {
    int largeMb = 40;
    Path trial = folder.resolve("driver/large/0008-1");
    Path shared = Files.createDirectories(folder.resolve("driver/large/shared"));
    Files.writeString(shared.resolve("large"), Integer.toString(largeMb));
    carryOut(trial, shared);
    assertThat(Files.size(trial.resolve("large.bin"))).isEqualTo((long) largeMb << 20);
  }

  private static void carryOut(Path trial, Path shared) throws IOException {
    Files.createFile(shared.resolve("pictures.bin"));
    try (ClusterTrialRunner trials =
        new ClusterTrialRunner(new Borrowed(cluster), List.of(FakeTrial.class.getName()), 0)) {
      TrialSpec task =
          new TrialSpec(1, 7, 1, Phase.SEARCH, "name: fake\n", trial.toString(), shared.toString());
      assertThat(trials.run(task, epoch -> "")).isInstanceOf(TrialOutcome.Complete.class);
    }
  }
}
