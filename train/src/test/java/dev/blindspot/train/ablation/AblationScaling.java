package dev.blindspot.train.ablation;

import dev.blindspot.train.TinyRun;
import dev.blindspot.train.ablation.report.StatusTable;
import dev.blindspot.train.ablation.store.EpochValues;
import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialScores;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.ablation.trial.FakeTrials;
import dev.blindspot.train.ablation.trial.TrialRunner;
import dev.blindspot.train.ablation.trial.TrialSpec;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What an ablation costs beside its trials: these take no time, report ten epochs and 353 images,
 * and have two seeds. Prints the overhead per trial while the ablation runs, a look at the live
 * table, the report's time, and the page's size.
 *
 * <p>Run with the tests' class path: {@code AblationScaling [trials ...]}; default 10 100 1000.
 * With {@code -Dfinal=null} there is no final comparison.
 */
final class AblationScaling {
  private static final int EPOCHS = 10;
  private static final int IMAGES = 353;

  private AblationScaling() {}

  @SuppressWarnings("SystemOut") // figures for whoever runs it
  public static void main(String[] arguments) throws IOException {
    List<Integer> sizes =
        arguments.length == 0
            ? List.of(10, 100, 1000)
            : Arrays.stream(arguments).map(Integer::valueOf).toList();
    System.out.println(
        "search    trials parallel  ms/trial  last tenth ms/trial  live table ms  report s  page MB");
    measure("random", 10, 1); // warms the process up
    for (String search : List.of("random", "genetic")) {
      for (int trials : sizes) {
        for (int parallel : new int[] {1, 2}) {
          System.out.println(measure(search, trials, parallel));
        }
      }
    }
  }

  private static String measure(String search, int trials, int parallel) throws IOException {
    Path folder = Files.createTempDirectory("ablation-scaling");
    try {
      TinyRun.shareDrawings();
      String limits = search.equals("genetic") ? ", population: 20" : "";
      LoadedAblation ablation =
          Ablations.read(
              folder,
              "search: {%s: {settings: %d%s}}\nseeds: [1, 2]\nfinal: %s\npruning: {afterEpochs: 2, others: 5}\n"
                      .formatted(
                          search,
                          Math.max(1, trials / 2 - 1),
                          limits,
                          System.getProperty("final", "{settings: 3}"))
                  + Ablations.SPACE,
              "parallel=" + parallel);
      return new Measured(search, trials, parallel, folder, ablation).line();
    } finally {
      TinyRun.restore();
      AblationCost.delete(folder);
    }
  }

  private record Measured(
      String search, int trials, int parallel, Path folder, LoadedAblation ablation) {
    String line() throws IOException {
      AtomicLong first = new AtomicLong();
      AtomicLong tenth = new AtomicLong();
      AtomicLong last = new AtomicLong();
      AtomicLong count = new AtomicLong();
      FakeTrials fake =
          new FakeTrials(
              (task, epochs) -> {
                long begun = count.incrementAndGet();
                first.compareAndSet(0, System.nanoTime());
                if (begun == trials - trials / 10) {
                  tenth.set(System.nanoTime());
                }
                TrialOutcome outcome = outcome(task, epochs);
                last.set(System.nanoTime());
                return outcome;
              });
      Path page =
          new AblationJob(ablation, Progress.NONE)
              .run(folder.resolve("out"), IfExists.REFUSE, made -> fake, fake);
      long ended = System.nanoTime();
      double perTrial = (last.get() - first.get()) / 1e6 / count.get();
      double lastTenth =
          (last.get() - tenth.get()) / 1e6 / Math.max(1, count.get() - trials + trials / 10);
      return String.format(
          Locale.ROOT,
          "%-8s %7d %8d %9.2f %20.2f %14.2f %9.2f %8.2f",
          search,
          count.get(),
          parallel,
          perTrial,
          lastTenth,
          look(page),
          (ended - last.get()) / 1e9,
          Files.size(page) / 1e6);
    }

    private static double look(Path page) {
      try (TrialStore store = TrialStore.open(page.resolveSibling("").toAbsolutePath())) {
        StatusTable.of(store, 120);
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
          StatusTable.of(store, 120);
        }
        return (System.nanoTime() - start) / 1e7;
      }
    }
  }

  private static TrialOutcome outcome(TrialSpec task, TrialRunner.Epochs epochs) {
    Random random = new Random(31L * task.setting() + task.seed());
    double value = 0.6 + 0.2 * random.nextDouble();
    for (int e = 1; e <= EPOCHS; e++) {
      epochs.ended(new EpochValues(e, 1, 1, value * e / EPOCHS, 1)); // pruning is asked, not obeyed
    }
    double[] correct = new double[IMAGES];
    Arrays.setAll(correct, i -> random.nextDouble() < value ? 1 : 0);
    double accuracy = Arrays.stream(correct).average().orElseThrow();
    return new TrialOutcome.Complete(
        new TrialScores("w", accuracy, accuracy, 0.5, 0.1, correct, correct));
  }
}
