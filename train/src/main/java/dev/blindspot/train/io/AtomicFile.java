package dev.blindspot.train.io;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file so that, whenever the process or the machine dies, readers find the old file or the
 * whole new one: a temporary file beside it, flushed to the disk, then renamed.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Writes the content to the file that it is given. */
  public interface Content {
    void writeTo(Path temporary) throws IOException;
  }

  /**
   * Writes or replaces {@code file}; its folder is made when it is missing. A failure leaves the
   * old file alone.
   *
   * @throws FileSystemException also where {@code file} is a device, a pipe, a link or a folder:
   *     the new file would take its place
   */
  public static void write(Path file, Content content) throws IOException {
    requireReplaceable(file);
    Path folder = requireNonNull(file.toAbsolutePath().getParent(), "file must not be a root");
    Files.createDirectories(folder);
    // not createTempFile: its files are readable by their owner alone
    Path temporary = folder.resolve("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      content.writeTo(temporary);
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Refuses a place that is taken by something else than a file. */
  public static void requireReplaceable(Path file) throws FileSystemException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          file.toString(), null, "is a device, a pipe, a link or a folder, and is not replaced");
    }
  }

  /** Writes or replaces a UTF-8 text file. */
  public static void writeText(Path file, String text) throws IOException {
    write(file, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
  }
}
