package dev.blindspot.train.run.folder;

import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.reader.ConfigReader;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.manifest.LeftOut;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of one run. Results are never overwritten unless that was asked for, a run is resumed
 * only with the configuration that it was started with, and two processes cannot work on one run.
 */
public final class RunFolder implements AutoCloseable {
  /** What is laid out for the workers of a cluster. */
  public static final String SHARED = "shared";

  private static final String CONFIG = "config.resolved.yaml";
  private static final String SPLIT = "split.csv";
  private static final String WEIGHTS = ".first-weights";

  /** Files of a run that has not got any results yet. */
  private static final Set<String> PREPARATIONS =
      Set.of(CONFIG, SPLIT, WEIGHTS, RunLock.FILE, SHARED, LeftOut.FILE);

  private final Path path;
  private final RunLock lock;

  private RunFolder(Path path, RunLock lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Makes or takes over the folder of a run below {@code out}.
   *
   * @throws UserError if that would destroy or mix up results, or if the folder cannot be written
   */
  public static RunFolder open(Path out, LoadedConfig config, IfExists existing) {
    Path path = out.resolve(config.config().name());
    try {
      requireFree(path, existing);
      Files.createDirectories(path);
      RunLock lock = RunLock.take(path);
      try {
        prepare(path, config, existing);
        return new RunFolder(path, lock);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UserError("the run's folder " + path + " cannot be written: " + e.getMessage(), e);
    }
  }

  private static void prepare(Path path, LoadedConfig config, IfExists existing)
      throws IOException {
    if (existing == IfExists.REPLACE) {
      clear(path);
    }
    if (existing.goesOn()) {
      requireSame(path, existing == IfExists.EXTEND ? withoutNewArms(path, config) : config);
    }
    deleteUnfinished(path);
    AtomicFile.writeText(path.resolve(CONFIG), config.resolvedYaml());
  }

  public Path path() {
    return path;
  }

  /** The table of images and their splits. */
  public Path split() {
    return path.resolve(SPLIT);
  }

  /**
   * All arms of a run start from the same weights, also when it was resumed in between.
   *
   * @param hash of the weights that this process starts from
   * @throws UserError if the run began with others
   */
  public void requireSameWeights(String hash) throws IOException {
    Path file = path.resolve(WEIGHTS);
    if (Files.isRegularFile(file) && hasResults(path) && !Files.readString(file).equals(hash)) {
      throw new UserError(
          ("the first weights (model.weights) have changed since the run in %s began: restore their file, or start again"
                  + " with --force")
              .formatted(path));
    }
    AtomicFile.writeText(file, hash);
  }

  @Override
  public void close() {
    lock.close();
  }

  private static void requireFree(Path path, IfExists existing) throws IOException {
    if (!hasResults(path)) {
      return;
    }
    if (existing == IfExists.REFUSE) {
      throw new UserError(
          "there are results in %s already: go on with --resume, delete them with --force, or give the run another name (--set name=...)"
              .formatted(path));
    }
    if (!Files.isRegularFile(path.resolve(CONFIG))) {
      throw new UserError(
          "%s is not the folder of a run: it has files, but no %s. Give the run another name (--set name=...), or delete the folder yourself."
              .formatted(path, CONFIG));
    }
  }

  private static boolean hasResults(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.anyMatch(
          entry -> !PREPARATIONS.contains(entry.getFileName().toString()) && !isUnfinished(entry));
    }
  }

  private static void requireSame(Path path, LoadedConfig config) throws IOException {
    Path before = path.resolve(CONFIG);
    if (hasResults(path) && !isSame(before, config)) {
      throw new UserError(
          "the run in %s was started with another configuration (%s): resume it with that one, start again with --force, or give the run another name (--set name=...)"
              .formatted(path, before));
    }
  }

  /** What the configuration says about the arms that the run has already. */
  private static LoadedConfig withoutNewArms(Path path, LoadedConfig config) {
    Path before = path.resolve(CONFIG);
    if (!Files.isRegularFile(before)) {
      return config;
    }
    Map<String, ArmConfig> known = new LinkedHashMap<>(config.config().arms());
    known.keySet().retainAll(ConfigReader.read(before, List.of()).config().arms().keySet());
    return config.with(config.config().with(known));
  }

  /** Settings that the run's configuration does not know have their defaults in both. */
  private static boolean isSame(Path before, LoadedConfig config) throws IOException {
    if (Files.readString(before).equals(config.resolvedYaml())) {
      return true;
    }
    try {
      return ConfigReader.read(before, List.of()).resolvedYaml().equals(config.resolvedYaml());
    } catch (UserError e) {
      return false; // of a version that called settings otherwise
    }
  }

  /** The configuration goes last: it marks the folder as one that may be deleted. */
  private static void clear(Path path) throws IOException {
    for (Path file : below(path)) {
      if (!file.endsWith(RunLock.FILE) && !file.endsWith(CONFIG)) {
        Files.delete(file);
      }
    }
    Files.deleteIfExists(path.resolve(CONFIG));
  }

  /** What a killed process was writing. */
  private static void deleteUnfinished(Path path) throws IOException {
    for (Path file : below(path)) {
      if (isUnfinished(file)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static boolean isUnfinished(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".part") || (name.startsWith(".") && name.endsWith(".tmp"));
  }

  /** Everything below a folder (or a link to one), contents before their folders. */
  private static List<Path> below(Path path) throws IOException {
    Path folder = path.toRealPath();
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(file -> !file.equals(folder)).sorted(Comparator.reverseOrder()).toList();
    }
  }
}
