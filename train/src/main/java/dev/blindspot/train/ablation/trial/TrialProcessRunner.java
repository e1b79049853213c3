package dev.blindspot.train.ablation.trial;

import dev.blindspot.train.ablation.store.TrialOutcome;
import dev.blindspot.train.ablation.store.TrialRecord.Phase;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.AtomicFile;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries trials out in processes of this machine, one for each: Deeplearning4j keeps the native
 * memory of networks that are gone. A process ends when this one does, however it ends: its input
 * is closed then.
 */
public final class TrialProcessRunner implements TrialRunner {
  private static final List<String> HANDED_ON =
      List.of(
          "blindspot.cache",
          "blindspot.weights.mirror",
          "blindspot.data",
          "blindspot.commit",
          "file.encoding",
          "sun.jnu.encoding",
          "org.bytedeco.javacpp.cachedir",
          "org.sqlite.tmpdir");
  private static final int SIGNALLED = 128;
  private static final int REASON_LINES = 12;

  private final Limits limits;
  private final List<String> program;
  private final String classPath;
  private final Thread stopped = new Thread(this::killAll, "blindspot-trials-stopped");
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);

  /**
   * What one trial may use.
   *
   * @param heapMb memory of Java
   * @param nativeMb memory of the whole process
   * @param threads of the numeric libraries
   * @param seconds it may take; 0: no limit
   */
  public record Limits(long heapMb, long nativeMb, int threads, double seconds) {
    /** A machine's memory and cores divided among trials that run at the same time. */
    public static Limits shared(long memoryMb, int cores, int parallel, double seconds) {
      long part = memoryMb / parallel;
      return new Limits(
          Math.max(512, Math.min(8192, part / 4)),
          Math.max(1024, part * 85 / 100),
          Math.max(1, cores / parallel),
          seconds);
    }
  }

  /**
   * Processes with this one's class path.
   *
   * @param program the main class and its first arguments; those of the trial follow
   */
  public TrialProcessRunner(Limits limits, List<String> program) {
    this(limits, program, List.of(System.getProperty("java.class.path")));
  }

  /** The same with another class path. */
  TrialProcessRunner(Limits limits, List<String> program, List<String> classPath) {
    this.limits = limits;
    this.program = List.copyOf(program);
    this.classPath = String.join(File.pathSeparator, classPath);
    timer.setRemoveOnCancelPolicy(true);
    Runtime.getRuntime().addShutdownHook(stopped);
  }

  @Override
  public TrialOutcome run(TrialSpec task, Epochs epochs) {
    Path folder = Path.of(task.folder());
    try {
      AtomicFile.writeText(folder.resolve("trial.yaml"), task.config());
      Path scores = folder.resolve(ScoresFile.name(task.phase()));
      Files.deleteIfExists(scores);
      Path log = folder.resolve("trial.log");
      Process process = start(task, folder, log);
      return ended(process, epochs, scores, log);
    } catch (IOException e) {
      throw new UserError(
          "the trial in %s could not be begun: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private Process start(TrialSpec task, Path folder, Path log) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command(task, folder));
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(limits.threads()));
    builder.environment().putIfAbsent("OMP_WAIT_POLICY", "passive");
    builder.redirectError(log.toFile());
    Process process = builder.start();
    running.add(process);
    if (closed.getCount() == 0) {
      kill(process);
    }
    return process;
  }

  private List<String> command(TrialSpec task, Path folder) {
    List<String> command = new ArrayList<>();
    command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
    command.add("-Xmx" + limits.heapMb() + "m");
    command.add("-Dorg.bytedeco.javacpp.maxbytes=" + limits.nativeMb() + "m");
    command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=" + limits.nativeMb() + "m");
    command.add("-XX:ActiveProcessorCount=" + limits.threads());
    command.add("-XX:+UseSerialGC"); // less memory, and no threads beside the others' work
    command.add("-Djava.awt.headless=true");
    HANDED_ON.forEach(
        key -> {
          String value = System.getProperty(key);
          if (value != null) {
            command.add("-D" + key + "=" + value);
          }
        });
    command.addAll(List.of("-cp", classPath));
    command.addAll(program);
    command.addAll(
        List.of(
            folder.resolve("trial.yaml").toString(),
            "--folder",
            folder.toString(),
            "--shared",
            task.shared(),
            "--on",
            task.phase() == Phase.FINAL ? "test" : "validation"));
    return command;
  }

  private TrialOutcome ended(Process process, Epochs epochs, Path scores, Path log)
      throws IOException {
    AtomicReference<@Nullable TrialOutcome> stopped = new AtomicReference<>();
    ScheduledFuture<?> limit = limit(process, stopped);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        EpochLine.parse(line)
            .map(epochs::ended)
            .filter(reason -> !reason.isEmpty())
            .ifPresent(
                reason -> {
                  stopped.compareAndSet(null, new TrialOutcome.Pruned(reason));
                  kill(process);
                });
      }
      int code = process.waitFor();
      TrialOutcome early = stopped.get();
      if (early != null) {
        return early;
      }
      if (code == 0) {
        return new TrialOutcome.Complete(ScoresFile.read(scores));
      }
      return isStopped(code) ? new TrialOutcome.Stopped() : notComplete(code, log);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new TrialOutcome.Stopped();
    } finally {
      if (limit != null) {
        limit.cancel(false);
      }
      kill(process);
      running.remove(process);
    }
  }

  private @Nullable ScheduledFuture<?> limit(
      Process process, AtomicReference<@Nullable TrialOutcome> stopped) {
    if (limits.seconds() <= 0) {
      return null;
    }
    return timer.schedule(
        () -> {
          stopped.compareAndSet(
              null,
              new TrialOutcome.Failed(
                  "it took longer than the %.0f s of budget.trialMinutes"
                      .formatted(limits.seconds())));
          kill(process);
        },
        (long) (1000 * limits.seconds()),
        TimeUnit.MILLISECONDS);
  }

  /** Unlike the process's own method, leaves the stream that is being read open until its end. */
  private static void kill(Process process) {
    process.toHandle().destroyForcibly();
  }

  /** Ctrl-C reaches the trial too, which may end before this process knows of it. */
  private boolean isStopped(int code) throws InterruptedException {
    return code > SIGNALLED ? closed.await(1, TimeUnit.SECONDS) : closed.getCount() == 0;
  }

  private static TrialOutcome notComplete(int code, Path log) throws IOException {
    if (code > SIGNALLED) {
      return new TrialOutcome.Killed(
          "its process was ended by signal %d (9 may mean that memory ran out)"
              .formatted(code - SIGNALLED));
    }
    String last = lastLines(log);
    return new TrialOutcome.Failed(last.isEmpty() ? "its process ended with code " + code : last);
  }

  /** Native libraries write what they like: a byte that is not UTF-8 must not hide the reason. */
  static String lastLines(Path log) throws IOException {
    List<String> lines =
        new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - REASON_LINES), lines.size()));
  }

  private void killAll() {
    closed.countDown();
    running.forEach(TrialProcessRunner::kill);
  }

  @Override
  public void close() {
    killAll();
    timer.shutdownNow();
    try {
      Runtime.getRuntime().removeShutdownHook(stopped);
    } catch (IllegalStateException e) {
      // the hook is running: this process ends
    }
  }
}
