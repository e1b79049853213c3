package dev.blindspot.train.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderArchiveTest {
  @TempDir private Path folder;

  @Test
  void aFolderComesBackAsItWas() throws IOException {
    Path from = folder.resolve("from");
    Files.createDirectories(from.resolve("inner"));
    Files.writeString(from.resolve("a.txt"), "a");
    Files.writeString(from.resolve("inner/b.txt"), "bé");
    Files.writeString(from.resolve("left.out"), "x");
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    FolderArchive.write(from, file -> !file.endsWith("left.out"), archive);
    Path to = folder.resolve("to");
    Files.createDirectories(to);
    Files.writeString(to.resolve("a.txt"), "older");
    FolderArchive.read(new ByteArrayInputStream(archive.toByteArray()), to);
    assertThat(FolderArchive.files(to))
        .containsExactly(to.resolve("a.txt"), to.resolve("inner/b.txt"));
    assertThat(to.resolve("a.txt")).hasContent("a");
    assertThat(to.resolve("inner/b.txt")).hasContent("bé");
  }

  @Test
  void aFolderIsCopied() throws IOException {
    Path from = folder.resolve("from");
    Files.createDirectories(from.resolve("inner"));
    Files.writeString(from.resolve("inner/b.txt"), "b");
    Path to = folder.resolve("to");
    Files.createDirectories(to.resolve("inner"));
    Files.writeString(to.resolve("inner/b.txt"), "older");
    FolderArchive.copy(from, to);
    assertThat(FolderArchive.files(to)).containsExactly(to.resolve("inner/b.txt"));
    assertThat(to.resolve("inner/b.txt")).hasContent("b");
  }

  @Test
  void namesThatLeadOutOfTheFolderAreRefused() throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(archive)) {
      zip.putNextEntry(new ZipEntry("../escaped.txt"));
    }
    assertThatIOException()
        .isThrownBy(
            () ->
                FolderArchive.read(
                    new ByteArrayInputStream(archive.toByteArray()), folder.resolve("to")))
        .withMessageContaining("outside of its folder");
    assertThat(folder.resolve("escaped.txt")).doesNotExist();
  }
}
