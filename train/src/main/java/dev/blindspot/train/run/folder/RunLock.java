package dev.blindspot.train.run.folder;

import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
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
      FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        channel.close();
        throw taken(path);
      }
      return new RunLock(folder, channel);
    } catch (IOException | RuntimeException e) {
      OF_THIS_PROCESS.remove(folder);
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
