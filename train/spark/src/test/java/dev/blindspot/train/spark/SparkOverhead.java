package dev.blindspot.train.spark;

import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.ablation.trial.ClusterTrialRunner;
import dev.blindspot.train.ablation.trial.TrialProcessRunner;
import dev.blindspot.train.ablation.trial.TrialProcessRunner.Limits;
import dev.blindspot.train.ablation.trial.TrialRunner;
import dev.blindspot.train.ablation.trial.TrialSpec;
import dev.blindspot.train.cluster.ClusterAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * What Spark costs per trial: trials that train nothing, one process each, two at the same time, by
 * this machine's processes alone and by Spark's {@code local[2]}.
 *
 * <p>Run with the tests' class path: {@code SparkOverhead [trials]}; default 100.
 */
final class SparkOverhead {
  private static final int PARALLEL = 2;
  private static final int WARM_UP = 4;

  private SparkOverhead() {}

  @SuppressWarnings("SystemOut") // figures for whoever runs it
  public static void main(String[] arguments) throws Exception {
    int trials = arguments.length == 0 ? 100 : Integer.parseInt(arguments[0]);
    Path folder = Files.createTempDirectory("spark-overhead");
    Path shared = Files.createDirectories(folder.resolve("shared"));
    Files.createFile(shared.resolve("pictures.bin"));
    List<String> program = List.of(FakeTrial.class.getName());
    double processes;
    try (TrialRunner runner = new TrialProcessRunner(new Limits(512, 1024, 1, 0), program)) {
      processes = milliseconds(runner, trials, folder.resolve("processes"), shared);
    }
    long before = System.nanoTime();
    double spark;
    double start;
    try (TrialRunner runner =
        new ClusterTrialRunner(
            new ClusterAddress("local[2]", Map.of()).connect("overhead"), program, 0)) {
      start = (System.nanoTime() - before) / 1e6;
      spark = milliseconds(runner, trials, folder.resolve("spark"), shared);
    }
    System.out.println(
        String.format(
            Locale.ROOT,
            "%d trials, %d at the same time: processes %.1f ms per trial, Spark %.1f, overhead %.1f; Spark starts in %.0f ms",
            trials,
            PARALLEL,
            processes,
            spark,
            spark - processes,
            start));
  }

  private static double milliseconds(TrialRunner runner, int trials, Path folder, Path shared)
      throws Exception {
    carryOut(runner, WARM_UP, folder.resolve("warm-up"), shared);
    long start = System.nanoTime();
    carryOut(runner, trials, folder.resolve("timed"), shared);
    return (System.nanoTime() - start) / 1e6 / trials;
  }

  private static void carryOut(TrialRunner runner, int trials, Path folder, Path shared)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(PARALLEL);
    try {
      List<Callable<TrialOutcome>> calls =
          IntStream.range(0, trials)
              .<Callable<TrialOutcome>>mapToObj(
                  i -> () -> runner.run(task(i, folder, shared), epoch -> ""))
              .toList();
      for (Future<TrialOutcome> outcome : pool.invokeAll(calls)) {
        if (!(outcome.get() instanceof TrialOutcome.Complete)) {
          throw new IllegalStateException("a trial ended as " + outcome.get());
        }
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static TrialSpec task(int number, Path folder, Path shared) {
    Path own = folder.resolve("0001-" + number);
    return new TrialSpec(
        number, 1, number, Phase.SEARCH, "name: fake\n", own.toString(), shared.toString());
  }
}
