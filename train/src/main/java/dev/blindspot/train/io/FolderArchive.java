package dev.blindspot.train.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The files of a folder in one stream, not compressed: what is sent is images and weights. */
public final class FolderArchive {
  private static final int BUFFER = 1 << 16;

  private FolderArchive() {}

  /** The files of a folder in the order of their names, or the one file that is given. */
  public static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  /** The name of a file in the archive of a folder, or of that one file. */
  public static String name(Path folder, Path file) {
    return folder.equals(file)
        ? String.valueOf(file.getFileName())
        : folder.relativize(file).toString().replace('\\', '/');
  }

  /** Copies the files of a folder into another one, which is made. */
  public static void copy(Path from, Path to) throws IOException {
    for (Path file : files(from)) {
      Path target = to.resolve(from.relativize(file).toString());
      AtomicFile.write(
          target, temporary -> Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING));
    }
  }

  /** Writes the chosen files of a folder; closes the stream. */
  public static void write(Path folder, Predicate<Path> chosen, OutputStream to)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(to, BUFFER))) {
      zip.setLevel(Deflater.NO_COMPRESSION);
      for (Path file : files(folder)) {
        if (chosen.test(file)) {
          zip.putNextEntry(new ZipEntry(name(folder, file)));
          Files.copy(file, zip);
        }
      }
    }
  }

  /**
   * Reads them into a folder, which is made; files that are there already are replaced, each as a
   * whole.
   *
   * @throws IOException also if a name leads out of the folder
   */
  public static void read(InputStream from, Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    Files.createDirectories(root);
    try (ZipInputStream zip = new ZipInputStream(from)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = root.resolve(entry.getName()).normalize();
        if (!file.startsWith(root) || file.equals(root)) {
          throw new IOException("an archive holds a file outside of its folder: " + entry);
        }
        AtomicFile.write(
            file, temporary -> Files.copy(zip, temporary, StandardCopyOption.REPLACE_EXISTING));
      }
    }
  }
}
