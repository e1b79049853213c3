package dev.blindspot.train.model.format;

import dev.blindspot.train.concurrent.TimeLimit;
import dev.blindspot.train.error.UserError;
import io.jhdf.HdfFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An HDF5 file that may come from a stranger. It is read in Java (jHDF), follows no link, reads no
 * second file, and takes no more memory for numbers than the file has bytes.
 */
public final class Hdf5File {
  /** Far above what the largest networks of DL4J need. */
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private Hdf5File() {}

  /**
   * What is made of a file.
   *
   * @param <T> result
   */
  public interface Reading<T> {
    /** Reads from the root group, which is closed afterwards. */
    T read(Hdf5Group root) throws IOException;
  }

  /**
   * Reads a file.
   *
   * @throws IOException saying what is wrong with it
   */
  public static <T> T read(Path file, Reading<T> reading) throws IOException {
    // a pipe would never end
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException("there is no file " + file.toAbsolutePath());
    }
    try {
      return TimeLimit.call(LIMIT, () -> readAll(file, reading));
    } catch (TimeoutException e) {
      throw new IOException("reading it takes longer than %s".formatted(text(LIMIT)), e);
    } catch (ExecutionException e) {
      throw asIoException(e.getCause());
    }
  }

  private static <T> T readAll(Path file, Reading<T> reading) throws IOException {
    Budget budget = new Budget(Files.size(file));
    try (HdfFile hdf = new HdfFile(file)) {
      return reading.read(Hdf5Group.root(hdf, budget));
    }
  }

  /** Damage surfaces as any exception of the library, as an overflow, or as a demand for memory. */
  private static IOException asIoException(@Nullable Throwable cause) {
    if (cause instanceof IOException known) {
      return known;
    }
    if (cause instanceof StackOverflowError) {
      return new IOException("it is nested too deeply", cause);
    }
    if (cause instanceof OutOfMemoryError) {
      return new IOException("it asks for more memory than there is", cause);
    }
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof UserError mistake) {
      throw mistake;
    }
    String message = cause == null ? null : cause.getMessage();
    return new IOException(message == null ? String.valueOf(cause) : message, cause);
  }

  private static String text(Duration limit) {
    return limit.toMinutes() + " minutes";
  }

  /** What may still be read: the bytes of the file, each once, and a bounded number of groups. */
  static final class Budget {
    private static final int MAX_GROUPS = 10_000;

    private long left;
    private int groups;

    Budget(long bytes) {
      left = bytes;
    }

    /** Groups that hold each other many times over make more paths than there are groups. */
    void openGroup() throws IOException {
      if (++groups > MAX_GROUPS) {
        throw new IOException("it holds more than %d groups".formatted(MAX_GROUPS));
      }
    }

    void take(long bytes, String name) throws IOException {
      if (bytes < 0 || bytes > left) {
        throw new IOException("'%s' claims more numbers than the file holds".formatted(name));
      }
      left -= bytes;
    }
  }
}
