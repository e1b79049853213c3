package dev.blindspot.train.spark;

import dev.blindspot.train.io.FolderArchive;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is sent to executors: everything on the class path but Spark itself. Folders of classes, as
 * development has them, are packed.
 *
 * @param files jars
 * @param temporary those that were packed for this
 */
record ApplicationJars(List<String> files, List<Path> temporary) implements AutoCloseable {
  static final ApplicationJars NONE = new ApplicationJars(List.of(), List.of());
  private static final String LIST = "spark-jars.txt";

  ApplicationJars {
    files = List.copyOf(files);
    temporary = List.copyOf(temporary);
  }

  static ApplicationJars of(String classPath) throws IOException {
    Set<String> sparks = sparksOwn();
    List<String> files = new ArrayList<>();
    List<Path> packed = new ArrayList<>();
    for (String entry : classPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        Path jar = Files.createTempFile("blindspot-classes-", ".jar");
        FolderArchive.write(path, file -> true, Files.newOutputStream(jar));
        packed.add(jar);
        files.add(jar.toString());
      } else if (Files.isRegularFile(path)
          && !sparks.contains(String.valueOf(path.getFileName()))) {
        files.add(path.toAbsolutePath().toString());
      }
    }
    return new ApplicationJars(files, packed);
  }

  /** Names of the jars that every installation of Spark has. */
  static Set<String> sparksOwn() throws IOException {
    try (InputStream in = ApplicationJars.class.getResourceAsStream(LIST)) {
      if (in == null) {
        throw new IOException("the list of Spark's jars is missing: build the module with Maven");
      }
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return Arrays.stream(all.split(",", -1))
          .map(path -> path.substring(path.lastIndexOf('/') + 1))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  @Override
  public void close() {
    temporary.forEach(jar -> jar.toFile().delete());
  }
}
