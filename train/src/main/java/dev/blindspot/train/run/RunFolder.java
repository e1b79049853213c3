package dev.blindspot.train.run;

import dev.blindspot.train.config.LoadedConfig;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.io.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder of one run. Results are never overwritten unless that was asked for, a run is resumed only with the
 * configuration that it was started with, and two processes cannot work on one run.
 */
public final class RunFolder implements AutoCloseable {
  private static final String CONFIG = "config.resolved.yaml";
  private static final String LOCK = ".lock";

  private final Path path;
  private final FileChannel lock;

  private RunFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes or takes over the folder of a run below {@code out}. */
  public static RunFolder open(Path out, LoadedConfig config, Existing existing) {
    Path path = out.resolve(config.config().name());
    try {
      requireFree(path, existing);
      Files.createDirectories(path);
      FileChannel lock = lock(path);
      if (existing == Existing.REPLACE) {
        clear(path);
      }
      requireSame(path, config, existing);
      AtomicFile.writeText(path.resolve(CONFIG), config.resolvedYaml());
      return new RunFolder(path, lock);
    } catch (IOException e) {
      throw new UserError("the run's folder " + path + " cannot be written: " + e.getMessage(), e);
    }
  }

  public Path path() {
    return path;
  }

  /** The folder of an arm. */
  public Path arm(String name) {
    return path.resolve("arms").resolve(name);
  }

  @Override
  public void close() {
    try {
      lock.close();
      Files.deleteIfExists(path.resolve(LOCK));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void requireFree(Path path, Existing existing) throws IOException {
    if (existing == Existing.REFUSE && Files.isDirectory(path)) {
      try (Stream<Path> entries = Files.list(path)) {
        if (entries.findAny().isPresent()) {
          throw new UserError(
              "there are results in %s already: go on with --resume, delete them with --force, or give the run another"
                      .formatted(path)
                  + " name (--set name=...)");
        }
      }
    }
  }

  private static void requireSame(Path path, LoadedConfig config, Existing existing) throws IOException {
    Path before = path.resolve(CONFIG);
    if (existing == Existing.RESUME
        && Files.isRegularFile(before)
        && !Files.readString(before).equals(config.resolvedYaml())) {
      throw new UserError(
          "the run in %s was started with another configuration (%s): resume it with that one, start again with --force,"
                  .formatted(path, before)
              + " or give the run another name (--set name=...)");
    }
  }

  private static FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // held by this very process: the same answer as a lock of another one
    }
    if (lock == null) {
      channel.close();
      throw new UserError("another process is working on the run in " + path + "; wait for it or stop it");
    }
    return channel;
  }

  private static void clear(Path path) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).filter(p -> !p.equals(path) && !p.endsWith(LOCK)).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
