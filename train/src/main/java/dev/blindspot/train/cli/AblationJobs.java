package dev.blindspot.train.cli;

import dev.blindspot.train.ablation.AblationJob;
import dev.blindspot.train.ablation.report.StatusTable;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.ablation.trial.ClusterTrialRunner;
import dev.blindspot.train.ablation.trial.TrialChild;
import dev.blindspot.train.ablation.trial.TrialProcessRunner;
import dev.blindspot.train.ablation.trial.TrialProcessRunner.Limits;
import dev.blindspot.train.ablation.trial.TrialRunner;
import dev.blindspot.train.cli.command.TrialCommand;
import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.option.OnCluster;
import dev.blindspot.train.cli.request.Actions.Mode;
import dev.blindspot.train.cli.request.Actions.RunOptions;
import dev.blindspot.train.cli.request.Actions.TrialOptions;
import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.machine.Machine;
import dev.blindspot.train.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out what belongs to ablations. */
final class AblationJobs {
  private static final int STOPPED = 130;

  private final Console console;
  private final Progress progress;

  AblationJobs(Console console, Progress progress) {
    this.console = console;
    this.progress = progress;
  }

  void ablate(LoadedAblation ablation, RunOptions options) {
    AblationJob job = new AblationJob(ablation, progress);
    if (options.mode() == Mode.DRY_RUN) {
      job.plan().forEach(console::print);
      return;
    }
    Path folder = options.out().resolve(ablation.config().name());
    Path page;
    try (AblationView view = AblationView.of(console, folder)) {
      // images may lie where only the cluster's settings reach
      page =
          OnCluster.with(
              options.cluster(),
              ablation.config().name(),
              cluster ->
                  job.run(options.out(), options.existing(), made -> runner(job, cluster), view));
    }
    console.print("report: " + page);
  }

  private static TrialRunner runner(AblationJob job, @Nullable Cluster cluster) {
    List<String> program = List.of(Main.class.getName(), TrialCommand.NAME);
    if (cluster != null) {
      return new ClusterTrialRunner(cluster, program, job.secondsPerTrial());
    }
    return new TrialProcessRunner(
        Limits.shared(Machine.memoryBytes() >> 20, cores(), job.parallel(), job.secondsPerTrial()),
        program);
  }

  /** The launcher has found out how many cores there are. */
  private static int cores() {
    String threads = System.getenv("OMP_NUM_THREADS");
    return threads != null && threads.matches("[1-9][0-9]{0,5}")
        ? Integer.parseInt(threads)
        : Runtime.getRuntime().availableProcessors();
  }

  void status(Path folder) {
    if (!Files.isRegularFile(folder.resolve(TrialStore.FILE))) {
      throw new UserError(
          "DIR %s: is not the folder of an ablation: there is no %s in it"
              .formatted(folder, TrialStore.FILE));
    }
    try (TrialStore store = TrialStore.openReadOnly(folder)) {
      StatusTable.of(store, console.columns()).forEach(console::print);
      String advice = StatusTable.advice(store);
      if (!advice.isEmpty()) {
        console.print(advice);
      }
    }
  }

  void trial(LoadedConfig run, TrialOptions options) {
    endWithParent();
    TrialChild.carryOut(run, options.folder(), options.shared(), options.on(), console::print);
  }

  /** The input of this process is closed when the one that started it ends, however it ends. */
  private static void endWithParent() {
    Thread watch =
        new Thread(
            () -> {
              try (InputStream in = System.in) {
                while (in.read() >= 0) {
                  // nothing is ever sent
                }
              } catch (IOException e) {
                // closed, which is what is waited for
              }
              Runtime.getRuntime().halt(STOPPED);
            },
            "blindspot-parent");
    watch.setDaemon(true);
    watch.start();
  }
}
