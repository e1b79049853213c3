package dev.blindspot.train.model.format;

import io.jhdf.HdfFile;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An HDF5 file that may come from a stranger. It is read in Java (jHDF), follows no link, reads no
 * second file, and takes no more memory for numbers than the file has bytes.
 */
public final class Hdf5File {
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
    return FileGuard.read(() -> readAll(file, reading));
  }

  private static <T> T readAll(Path file, Reading<T> reading) throws IOException {
    Budget budget = new Budget(Files.size(file));
    try (HdfFile hdf = new HdfFile(file)) {
      return reading.read(Hdf5Group.root(hdf, budget));
    }
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
