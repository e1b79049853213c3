package dev.blindspot.train.data.source;

import static dev.blindspot.train.data.format.TestImages.flat;
import static dev.blindspot.train.data.format.TestImages.jpeg;
import static dev.blindspot.train.data.format.TestImages.png;
import static dev.blindspot.train.data.format.TestImages.textured;
import static dev.blindspot.train.data.format.TestImages.write;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuplicatesTest {
  private final Path folder;
  private final TableFolder data;

  DuplicatesTest(@TempDir Path folder) {
    this.folder = folder;
    this.data = new TableFolder(folder);
  }

  @Test
  void nearDuplicatesStayOnOneSideAndAreReported() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      write(folder.resolve("images/a%02d.jpg".formatted(i)), jpeg(textured(90, 90, i)));
      write(folder.resolve("images/b%02d.png".formatted(i)), png(textured(90, 90, i)));
      rows.add("a%02d.jpg,%d".formatted(i, i % 2));
      rows.add("b%02d.png,%d".formatted(i, i % 2));
    }
    Manifest manifest = data.read(data.table(rows), OnBadImage.REFUSE);
    assertThat(manifest.duplicates()).hasSize(30).contains(List.of("a07.jpg", "b07.png"));
    for (Split split : List.of(Split.TRAIN, Split.VALIDATION, Split.TEST)) {
      List<String> ids = manifest.in(split).stream().map(ManifestRow::id).toList();
      assertThat(ids).isNotEmpty();
      for (int i = 0; i < 30; i++) {
        assertThat(ids.contains("a%02d.jpg".formatted(i)))
            .isEqualTo(ids.contains("b%02d.png".formatted(i)));
      }
    }
  }

  /**
   * Nobody but a person can tell which label is right: both rows stay, on one side, and are named.
   */
  @Test
  void equalImagesWithDifferentLabelsAreReported() throws Exception {
    List<String> rows = data.usualTable(20);
    write(folder.resolve("images/copy.jpg"), Files.readAllBytes(folder.resolve("images/003.jpg")));
    rows.add("copy.jpg,0");
    Manifest manifest = data.read(data.table(rows), OnBadImage.REFUSE);
    assertThat(manifest.summary().duplicates())
        .singleElement()
        .satisfies(
            group -> {
              assertThat(group.ids()).containsExactly("003.jpg", "copy.jpg");
              assertThat(group.contradicts()).isTrue();
            });
  }

  @Test
  void flatImagesAreNotDuplicatesOfEachOther() throws Exception {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      write(folder.resolve("images/" + i + ".png"), png(flat(32, 32, 20 * i, 255 - i, i)));
      rows.add(i + ".png," + i % 2);
    }
    Manifest manifest = data.read(data.table(rows), OnBadImage.REFUSE);
    assertThat(manifest.duplicates()).isEmpty();
    assertThat(manifest.in(Split.TEST)).isNotEmpty();
  }
}
