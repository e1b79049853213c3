package dev.blindspot.train.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Adler32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachedDownloadTest {
  private static final String CONTENT = "the right file";

  private final Path source;
  private final Path file;

  CachedDownloadTest(@TempDir Path folder) throws IOException {
    source = Files.writeString(folder.resolve("source"), CONTENT);
    file = folder.resolve("cache/vgg/file");
  }

  @Test
  void downloadsOnceAndKeepsIt() throws IOException {
    assertThat(download().fetch()).isEqualTo(file).hasContent(CONTENT);
    Files.delete(source);
    assertThat(download().fetch()).hasContent(CONTENT);
  }

  @Test
  void replacesEmptyAndDamagedFilesInTheCache() throws IOException {
    Files.createDirectories(file.getParent());
    for (String remains : new String[] {"", "the ri"}) {
      Files.writeString(file, remains);
      assertThat(download().fetch()).hasContent(CONTENT);
    }
  }

  @Test
  void damagedDownloadLeavesNothingBehind() throws IOException {
    Files.writeString(source, "another file");
    assertThatThrownBy(() -> download().fetch())
        .isInstanceOf(IOException.class)
        .hasMessage("the download is damaged: its checksum is " + adler32("another file"));
    assertThat(file.getParent()).isEmptyDirectory();
  }

  @Test
  void failureKeepsTheDamagedFileAndSaysSo() throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "mine");
    Files.delete(source);
    assertThatThrownBy(() -> download().fetch())
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("the file there is damaged, and a new download failed: ");
    assertThat(file).hasContent("mine");
  }

  private CachedDownload download() {
    return new CachedDownload(source.toUri().toString(), file, adler32(CONTENT));
  }

  private static long adler32(String text) {
    Adler32 sum = new Adler32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }
}
