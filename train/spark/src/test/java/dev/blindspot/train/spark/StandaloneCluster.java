package dev.blindspot.train.spark;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Spark's standalone master and workers as processes of this machine, from an installation that has
 * Spark's jars and Logback, and nothing of ours.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final String DEPLOY = "org.apache.spark.deploy.";
  private static final String OTHER_JARS =
      "(logback|slf4j|jackson|commons-lang3|commons-text|commons-io|commons-math3|commons-codec"
          + "|commons-compress|commons-collections4|stream)-.*";
  private static final String LOGGING =
      """
      <configuration>
        <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%msg%n</pattern></encoder>
        </appender>
        <logger name="org.apache.spark.deploy" level="INFO"/>
        <root level="WARN"><appender-ref ref="OUT"/></root>
      </configuration>
      """;

  private final Path home;
  private final List<Process> processes = new ArrayList<>();
  private String master = "";
  private String jars = "";

  private StandaloneCluster(Path home) {
    this.home = home;
  }

  /** A master and workers of one core each. */
  static StandaloneCluster start(Path home, int workers) throws Exception {
    return start(home, workers, List.of());
  }

  /** The same; workers are started by a command that theirs is appended to. */
  static StandaloneCluster start(Path home, int workers, List<String> by) throws Exception {
    StandaloneCluster cluster = new StandaloneCluster(home);
    cluster.install();
    cluster.master =
        cluster
            .start(
                List.of(),
                "Starting Spark master at (spark://\\S+)",
                DEPLOY + "master.Master",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--webui-port",
                "0")
            .get(60, TimeUnit.SECONDS);
    List<CompletableFuture<String>> registered = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      registered.add(
          cluster.start(
              by,
              "(Successfully registered) with master",
              DEPLOY + "worker.Worker",
              "--host",
              "127.0.0.1",
              "--webui-port",
              "0",
              "--cores",
              "1",
              "--memory",
              "512m",
              "--work-dir",
              home.resolve("work" + i).toString(),
              cluster.master));
    }
    for (CompletableFuture<String> each : registered) {
      each.get(60, TimeUnit.SECONDS);
    }
    return cluster;
  }

  String master() {
    return master;
  }

  /** Kills the worker with this executor, and the executor, as a power cut would. */
  void killWorkerOf(long executor) {
    for (Process worker : processes.subList(1, processes.size())) {
      if (worker.descendants().anyMatch(child -> child.pid() == executor)) {
        worker.destroyForcibly();
        ProcessHandle.of(executor).ifPresent(ProcessHandle::destroyForcibly);
        return;
      }
    }
    throw new IllegalStateException("no worker has the executor " + executor);
  }

  /** Jars named by SPARK_DIST_CLASSPATH, as distributions without Hadoop have theirs. */
  private void install() throws IOException {
    Files.createDirectories(home.resolve("jars"));
    Files.writeString(
        Files.createDirectories(home.resolve("conf")).resolve("logback.xml"), LOGGING);
    Set<String> sparks = ApplicationJars.sparksOwn();
    jars =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> isInstalled(Path.of(entry).getFileName().toString(), sparks))
            .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isInstalled(String jar, Set<String> sparks) {
    return sparks.contains(jar) || jar.matches(OTHER_JARS);
  }

  private CompletableFuture<String> start(List<String> by, String awaited, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(by);
    command.add(ProcessHandle.current().info().command().orElseThrow());
    command.add("-Xmx256m");
    command.addAll(List.of(System.getProperty("blindspot.opens", "").split(" ", -1)));
    command.add("-cp");
    command.add(home.resolve("conf") + File.pathSeparator + jars);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_DIST_CLASSPATH", jars);
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_SCALA_VERSION", "2.12");
    Process process = builder.start();
    processes.add(process);
    CompletableFuture<String> found = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, Pattern.compile(awaited), found));
    reader.setDaemon(true);
    reader.start();
    return found;
  }

  private static void read(Process process, Pattern awaited, CompletableFuture<String> found) {
    StringBuilder all = new StringBuilder();
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = awaited.matcher(line);
        if (matcher.find()) {
          found.complete(matcher.group(1));
        }
        if (!found.isDone()) {
          all.append(line).append('\n');
        }
      }
      found.completeExceptionally(new IllegalStateException("ended: " + all));
    } catch (IOException e) {
      found.completeExceptionally(new UncheckedIOException(e));
    }
  }

  @Override
  public void close() {
    for (int i = processes.size() - 1; i >= 0; i--) {
      Process process = processes.get(i);
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
      try {
        process.onExit().get(30, TimeUnit.SECONDS);
        for (ProcessHandle child : children) {
          child.onExit().get(30, TimeUnit.SECONDS);
        }
      } catch (InterruptedException | ExecutionException | TimeoutException e) {
        throw new IllegalStateException("a process of the cluster did not end", e);
      }
    }
  }
}
