package dev.blindspot.train.run.folder;

import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps a folder for one job. The operating system's lock on a file ends with the process, however
 * that dies; the file stays, because deleting it would let two others lock two files of the same
 * name.
 */
public final class RunLock implements AutoCloseable {
  public static final String FILE = ".lock";

  /** Asked first: closing a second channel of a file gives this process's lock on it away. */
  private static final Set<Path> OF_THIS_PROCESS = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel channel;

  private RunLock(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Takes the lock of an existing folder.
   *
   * @throws UserError if somebody else has it
   */
  static RunLock take(Path path) throws IOException {
    Path folder = path.toRealPath();
    if (!OF_THIS_PROCESS.add(folder)) {
      throw taken(path);
    }
    try {
      return new RunLock(folder, locked(folder.resolve(FILE), path));
    } catch (IOException | RuntimeException e) {
      OF_THIS_PROCESS.remove(folder);
      throw e;
    }
  }

  private static FileChannel locked(Path file, Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw taken(folder);
      }
      return channel;
    } catch (OverlappingFileLockException e) { // another class loader of this process has it
      channel.close();
      throw taken(folder);
    } catch (IOException | RuntimeException e) { // file systems without locks refuse here
      channel.close();
      throw e;
    }
  }

  private static UserError taken(Path path) {
    return new UserError(
        "another process is working on the run in " + path + "; wait for it or stop it");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      OF_THIS_PROCESS.remove(folder);
    }
  }
}
