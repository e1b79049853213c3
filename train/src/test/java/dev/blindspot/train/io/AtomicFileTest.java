package dev.blindspot.train.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path folder = Path.of("");

  @Test
  void writesUtf8AndMakesTheFolder() throws IOException {
    Path file = folder.resolve("a/b/text.txt");
    AtomicFile.writeText(file, "Größe µ");
    assertThat(Files.readAllBytes(file)).isEqualTo("Größe µ".getBytes(StandardCharsets.UTF_8));
    assertThat(namesBeside(file)).containsExactly("text.txt");
  }

  @Test
  void replacesTheOldFileAsAWhole() throws IOException {
    Path file = folder.resolve("text.txt");
    AtomicFile.writeText(file, "a long old text");
    AtomicFile.writeText(file, "new");
    assertThat(file).hasContent("new");
    assertThat(namesBeside(file)).containsExactly("text.txt");
  }

  @Test
  void readersSeeTheOldFileWhileTheNewOneIsWritten() throws IOException {
    Path file = folder.resolve("text.txt");
    AtomicFile.writeText(file, "old");
    AtomicFile.write(
        file,
        temporary -> {
          Files.writeString(temporary, "half");
          assertThat(file).hasContent("old");
          assertThat(temporary.getParent()).isEqualTo(folder);
        });
    assertThat(file).hasContent("half");
  }

  @Test
  void failureLeavesTheOldFileAndNothingElse() throws IOException {
    Path file = folder.resolve("text.txt");
    AtomicFile.writeText(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    temporary -> {
                      Files.writeString(temporary, "half");
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(file).hasContent("old");
    assertThat(namesBeside(file)).containsExactly("text.txt");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksAndDevicesAreNotReplaced() throws IOException {
    Path file = Files.writeString(folder.resolve("text.txt"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);
    Path dangling = Files.createSymbolicLink(folder.resolve("lost.txt"), Path.of("nowhere"));
    for (Path place : List.of(link, dangling, folder, Path.of("/dev/null"))) {
      assertThatThrownBy(() -> AtomicFile.writeText(place, "new"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is not replaced");
    }
    assertThat(file).hasContent("old");
    assertThat(link).isSymbolicLink();
    assertThat(dangling).isSymbolicLink();
    assertThat(Path.of("/dev/null")).exists();
  }

  @Test
  void contentThatWritesNothingFails() {
    Path file = folder.resolve("text.txt");
    assertThatThrownBy(() -> AtomicFile.write(file, temporary -> {}))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(file).doesNotExist();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void othersMayReadItAsAnyNewFile() throws IOException {
    Path file = folder.resolve("atomic.txt");
    AtomicFile.writeText(file, "x");
    Path usual = Files.writeString(folder.resolve("usual.txt"), "x");
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(usual));
  }

  private static List<String> namesBeside(Path file) throws IOException {
    try (Stream<Path> files = Files.list(file.getParent())) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }
}
