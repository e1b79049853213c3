package dev.blindspot.train.spark;

import dev.blindspot.train.cluster.ClusterNode;
import dev.blindspot.train.cluster.SentFiles;
import dev.blindspot.train.cluster.SharedFiles;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.util.CollectionAccumulator;

/** What a task finds in its executor. */
final class SparkNode implements ClusterNode, AutoCloseable {
  private static final long LOOK_MILLIS = 200;

  private final TaskContext task;
  private final CollectionAccumulator<String> lines;
  private final ScheduledExecutorService watch;
  private volatile Runnable stop = () -> {};

  SparkNode(TaskContext task, CollectionAccumulator<String> lines) {
    this.task = task;
    this.lines = lines;
    this.watch = Executors.newSingleThreadScheduledExecutor(SparkNode::daemon);
    Future<?> unused =
        watch.scheduleWithFixedDelay(
            this::stopIfUnwanted, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "blindspot-task-watch");
    thread.setDaemon(true);
    return thread;
  }

  /** Spark interrupts the task's thread, which reading from a process does not notice. */
  private void stopIfUnwanted() {
    if (task.isInterrupted()) {
      stop.run();
    }
  }

  @Override
  public Path path(SharedFiles files) throws IOException {
    return ((BroadcastFiles) files).here(scratch());
  }

  @Override
  public SentFiles send(Path folder) throws IOException {
    return SentFolder.send(folder, SparkEnv.get().blockManager());
  }

  @Override
  public Path scratch() throws IOException {
    return localFolder();
  }

  /** A folder of this executor that goes with it. */
  static Path localFolder() throws IOException {
    File[] folders = SparkEnv.get().blockManager().diskBlockManager().localDirs();
    return Files.createDirectories(folders[0].toPath().toAbsolutePath().resolve("blindspot"));
  }

  @Override
  public int threads() {
    return task.cpus();
  }

  /** The jars that were sent to this executor; without any, this process's class path. */
  @Override
  public List<String> classPath() {
    List<String> entries = new ArrayList<>();
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (ClassLoader l = loader; l != null; l = l.getParent()) {
      if (l instanceof URLClassLoader urls) {
        Arrays.stream(urls.getURLs()).map(SparkNode::file).forEach(entries::add);
      }
    }
    return entries.isEmpty() ? List.of(System.getProperty("java.class.path")) : entries;
  }

  private static String file(URL url) {
    return Path.of(URI.create(url.toString())).toString();
  }

  @Override
  public void tell(String line) {
    lines.add(line);
  }

  @Override
  public void onStop(Runnable action) {
    stop = action;
  }

  @Override
  public void close() {
    watch.shutdownNow();
  }
}
