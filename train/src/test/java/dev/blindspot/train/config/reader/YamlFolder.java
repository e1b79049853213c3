package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Configurations in a folder of a test. */
record YamlFolder(Path folder) {
  /** The least that a run needs, in five lines; arms are the last key. */
  static final String MINIMAL =
      """
      name: small
      data:
        source: synthetic
      arms:
        baseline:
      """;

  Path write(String name, String yaml) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file with this text. */
  RunConfig read(String yaml, String... sets) {
    return ConfigReader.read(write("run.yaml", yaml), List.of(sets)).config();
  }

  /** What reading a file with this text complains about, with file names relative to the folder. */
  List<String> complaints(String yaml, String... sets) {
    Path file = write("run.yaml", yaml);
    return complaints(file, sets);
  }

  List<String> complaints(Path file, String... sets) {
    UserError error =
        catchThrowableOfType(UserError.class, () -> ConfigReader.read(file, List.of(sets)));
    return String.valueOf(error.getMessage()).replace(folder + "/", "").lines().toList();
  }
}
