package dev.blindspot.train.data.source;

import static dev.blindspot.train.data.format.TestImages.ascii;
import static dev.blindspot.train.data.format.TestImages.jpeg;
import static dev.blindspot.train.data.format.TestImages.png;
import static dev.blindspot.train.data.format.TestImages.textured;
import static dev.blindspot.train.data.format.TestImages.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.manifest.BadRow;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassFoldersTest {
  private final Path folder;
  private final TableFolder data;

  ClassFoldersTest(@TempDir Path folder) {
    this.folder = folder;
    this.data = new TableFolder(folder);
  }

  @Test
  void readsClassFolders() throws Exception {
    for (int i = 0; i < 10; i++) {
      write(folder.resolve("all/cat/" + i + ".jpg"), jpeg(textured(30, 30, i)));
      write(folder.resolve("all/dog/deep/" + i + ".png"), png(textured(30, 30, 100 + i)));
    }
    write(folder.resolve("all/cat/.hidden"), ascii("x"));
    write(folder.resolve("all/cat/Thumbs.db"), ascii("x"));
    write(folder.resolve("all/cat/thumbs.DB"), ascii("x"));
    write(folder.resolve("all/cat/@eaDir/x/SYNOPHOTO_THUMB_M.jpg"), jpeg(textured(60, 40, 77)));
    write(folder.resolve("all/__MACOSX/cat/._a.jpg"), ascii("x"));
    write(folder.resolve("all/notes.txt"), ascii("x"));
    Manifest manifest = data.read(new DataSource.Folders("all", null, null), OnBadImage.REFUSE);
    assertThat(manifest.classes()).containsExactly("cat", "dog");
    assertThat(manifest.rows())
        .hasSize(20)
        .extracting(ManifestRow::id, ManifestRow::label)
        .contains(tuple("cat/3.jpg", 0), tuple("dog/deep/3.png", 1));
    Manifest turned =
        data.read(new DataSource.Folders("all", List.of("dog", "cat"), null), OnBadImage.REFUSE);
    assertThat(turned.rows())
        .extracting(ManifestRow::id, ManifestRow::label)
        .contains(tuple("cat/3.jpg", 1));
  }

  @Test
  void classFoldersReportStrangers() throws Exception {
    write(folder.resolve("all/cat/a.jpg"), jpeg(textured(30, 30, 1)));
    write(folder.resolve("all/dog/b.jpg"), jpeg(textured(30, 30, 2)));
    write(folder.resolve("all/dog/readme.txt"), ascii("hello"));
    Manifest manifest = data.read(new DataSource.Folders("all", null, null), OnBadImage.SKIP);
    assertThat(manifest.bad())
        .containsExactly(new BadRow("all/dog/readme.txt", "dog/readme.txt", "is not an image"));
    assertThat(manifest.bad().get(0)).hasToString("all/dog/readme.txt is not an image");
  }

  @Test
  void aLinkedClassFolderIsOutside() throws Exception {
    write(folder.resolve("all/cat/a.jpg"), jpeg(textured(30, 30, 1)));
    write(folder.resolve("elsewhere/b.jpg"), jpeg(textured(30, 30, 2)));
    TableFolder.link(folder.resolve("all/dog"), folder.resolve("elsewhere"));
    Manifest manifest = data.read(new DataSource.Folders("all", null, null), OnBadImage.SKIP);
    assertThat(manifest.bad())
        .singleElement()
        .asString()
        .contains("dog/b.jpg")
        .contains("outside the folder");
  }

  @Test
  void aRootOfSplitsIsNotOneOfClasses() throws Exception {
    for (String split : List.of("train", "Val", "test")) {
      for (String name : List.of("cat", "dog")) {
        write(folder.resolve("root/" + split + "/" + name + "/a.jpg"), jpeg(textured(60, 40, 1)));
      }
    }
    assertThatThrownBy(
            () -> data.read(new DataSource.Folders("root", null, null), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "holds the splits [Val, test, train], each with the classes [cat, dog]");
  }
}
