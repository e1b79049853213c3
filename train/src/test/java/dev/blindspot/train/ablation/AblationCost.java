package dev.blindspot.train.ablation;

import dev.blindspot.train.ablation.store.EpochValues;
import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialSetting;
import dev.blindspot.train.ablation.store.TrialStore;
import dev.blindspot.train.ablation.trial.AblationEvents;
import dev.blindspot.train.ablation.trial.TrialProcessRunner;
import dev.blindspot.train.ablation.trial.TrialProcessRunner.Limits;
import dev.blindspot.train.ablation.trial.TrialRunner;
import dev.blindspot.train.config.reader.LoadedAblation;
import dev.blindspot.train.machine.Machine;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What real trials cost, each in a process of its own: how it grows with the number of drawn
 * images, and what two at the same time bring.
 *
 * <p>Run with the tests' class path: {@code AblationCost [images ...]}; default 200 400 800 1600.
 */
final class AblationCost {
  private static final int PARALLEL_IMAGES = 800;

  private AblationCost() {}

  @SuppressWarnings("SystemOut") // figures for whoever runs it
  public static void main(String[] arguments) throws IOException {
    List<Integer> sizes =
        arguments.length == 0
            ? List.of(200, 400, 800, 1600)
            : Arrays.stream(arguments).map(Integer::valueOf).toList();
    System.out.printf(
        Locale.ROOT,
        "32 px, width 0.0625, 2 epochs, batch 8, %d cores; images are drawn and decoded once%n",
        Runtime.getRuntime().availableProcessors());
    System.out.println(
        "images parallel trials  once s  shared MB  drawn MB  s/trial  of it epochs s  trials' wall s");
    for (int images : sizes) {
      System.out.println(measure(images, 1, 2));
    }
    for (int parallel : new int[] {1, 2}) {
      System.out.println(measure(PARALLEL_IMAGES, parallel, 7));
    }
  }

  private static String measure(int images, int parallel, int settings) throws IOException {
    Path folder = Files.createTempDirectory("ablation-cost");
    Path drawn = folder.resolve("drawn");
    System.setProperty("blindspot.cache", drawn.toString());
    try {
      LoadedAblation ablation =
          Ablations.read(
              folder,
              "set: {data.source.synthetic.images: %d}\nsearch: {random: {settings: %d}}\npruning: null\nfinal: null\n"
                      .formatted(images, settings)
                  + "space: {training.optimiser.adamw.learningRate: {log-uniform: [0.001, 0.01]}}\n",
              "parallel=" + parallel);
      Stopwatch watch = new Stopwatch();
      long start = System.nanoTime();
      Path page =
          new AblationJob(ablation, Progress.NONE)
              .run(folder.resolve("out"), IfExists.REFUSE, made -> trialProcesses(parallel), watch);
      return line(page, images, parallel, start, watch, bytes(drawn));
    } finally {
      System.clearProperty("blindspot.cache");
      delete(folder);
    }
  }

  private static TrialRunner trialProcesses(int parallel) {
    int cores = Runtime.getRuntime().availableProcessors();
    return new TrialProcessRunner(
        Limits.shared(Machine.memoryBytes() >> 20, cores, parallel, 0),
        List.of("dev.blindspot.train.cli.Main", "trial"));
  }

  private static String line(
      Path page, int images, int parallel, long start, Stopwatch watch, long drawn)
      throws IOException {
    Path folder = page.resolveSibling("").toAbsolutePath();
    try (TrialStore store = TrialStore.open(folder)) {
      List<TrialRecord> trials = store.trials();
      if (trials.stream().anyMatch(t -> t.scores() == null)) {
        throw new IllegalStateException("a trial has no result: " + trials);
      }
      return String.format(
          Locale.ROOT,
          "%8d %8d %6d %7.1f %10.2f %9.2f %8.2f %15.2f %15.1f",
          images,
          parallel,
          trials.size(),
          (watch.began.get() - start) / 1e9,
          bytes(folder.resolve("shared")) / 1e6,
          drawn / 1e6,
          trials.stream().mapToDouble(TrialRecord::seconds).average().orElseThrow(),
          watch.epochMillis.get() / 1e3 / trials.size(),
          (watch.ended.get() - watch.began.get()) / 1e9);
    }
  }

  private static final class Stopwatch implements AblationEvents {
    final AtomicLong began = new AtomicLong();
    final AtomicLong ended = new AtomicLong();
    final AtomicLong epochMillis = new AtomicLong();

    @Override
    public void began(TrialRecord trial, TrialSetting setting) {
      began.compareAndSet(0, System.nanoTime());
    }

    @Override
    public void epoch(TrialRecord trial, TrialSetting setting, EpochValues epoch) {
      epochMillis.addAndGet((long) (1000 * epoch.seconds()));
    }

    @Override
    public void ended(TrialRecord trial, TrialSetting setting, TrialOutcome outcome) {
      ended.set(System.nanoTime());
    }
  }

  private static long bytes(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    }
  }

  static void delete(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(folder)) {
      files = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
