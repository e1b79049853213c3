package dev.blindspot.train.model.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Changes entries of a zip, as a stranger might. */
public record ChangedZip(Path file) {

  public void change(String entry, UnaryOperator<byte[]> change) throws IOException {
    try (FileSystem zip = FileSystems.newFileSystem(file)) {
      Path path = zip.getPath(entry);
      Files.write(path, change.apply(Files.readAllBytes(path)));
    }
  }

  /** Replaces a text that must be there. */
  public void changeText(String entry, String from, String to) throws IOException {
    change(
        entry,
        bytes -> {
          String text = new String(bytes, StandardCharsets.UTF_8);
          assertThat(text).contains(from);
          return text.replace(from, to).getBytes(StandardCharsets.UTF_8);
        });
  }
}
