package dev.blindspot.train.config.reader;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The configurations in the folder {@code configs} of the project. */
final class ShippedConfigs {
  static final Path FOLDER = Path.of("..", "configs");

  private ShippedConfigs() {}

  static List<Path> all() {
    return yaml().stream().filter(file -> !isAblation(file)).toList();
  }

  static List<Path> ablations() {
    return yaml().stream().filter(ShippedConfigs::isAblation).toList();
  }

  private static boolean isAblation(Path file) {
    return file.getFileName().toString().startsWith("ablation-");
  }

  private static List<Path> yaml() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
