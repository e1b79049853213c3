package dev.blindspot.train.data.source;

import static dev.blindspot.train.data.format.TestImages.ascii;
import static dev.blindspot.train.data.format.TestImages.png;
import static dev.blindspot.train.data.format.TestImages.textured;
import static dev.blindspot.train.data.format.TestImages.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.manifest.ContentHash;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestReaderTest {
  private final Path folder;
  private final TableFolder data;

  ManifestReaderTest(@TempDir Path folder) {
    this.folder = folder;
    this.data = new TableFolder(folder);
  }

  @Test
  void readsATable() throws Exception {
    Manifest manifest = data.read(data.table(data.usualTable(20)), OnBadImage.REFUSE);
    assertThat(manifest.classes()).containsExactly("other", "emergency");
    assertThat(manifest.rows()).hasSize(20);
    assertThat(manifest.bad()).isEmpty();
    assertThat(manifest.rows()).extracting(ManifestRow::id).isSorted();
    ManifestRow row = manifest.rows().get(3);
    assertThat(row.id()).isEqualTo("003.jpg");
    assertThat(row.label()).isEqualTo(1);
    assertThat(row.path()).isEqualTo(folder.resolve("images/003.jpg").toAbsolutePath());
    assertThat(row.contentHash()).isEqualTo(ContentHash.of(Files.readAllBytes(row.path())));
    assertThat(manifest.in(Split.TEST)).hasSize(4);
    assertThat(manifest.in(Split.VALIDATION)).hasSize(4); // 1.5 of each class, rounded
    assertThat(manifest.in(Split.TRAIN)).hasSize(12);
  }

  @Test
  void theOrderOfTheTableDoesNotMatter() throws Exception {
    List<String> rows = data.usualTable(30);
    Manifest sorted = data.read(data.table(rows), OnBadImage.REFUSE);
    Collections.reverse(rows);
    Manifest reversed = data.read(data.table(rows), OnBadImage.REFUSE);
    assertThat(reversed).isEqualTo(sorted);
    assertThat(reversed.hash()).isEqualTo(sorted.hash());
  }

  @Test
  void aTableWithoutTheLabelColumnIsUnlabelled() throws Exception {
    data.usualTable(3);
    Path table = folder.resolve("test.csv");
    Files.writeString(table, "image_names\n000.jpg\n001.jpg\n002.jpg\n", UTF_8);
    Manifest manifest = data.read(TableFolder.csv("test.csv"), OnBadImage.REFUSE);
    assertThat(manifest.in(Split.UNLABELLED)).hasSize(3);
    assertThat(manifest.rows()).allMatch(row -> row.label() == -1);
    assertThatThrownBy(manifest::requireTrainable)
        .isInstanceOf(UserError.class)
        .hasMessageContaining("data.source.labelColumn");
  }

  @Test
  void columnsLabelsAndQuotesAreWhatTheConfigurationSays() throws Exception {
    write(folder.resolve("images/a, b.png"), png(textured(20, 20, 1)));
    write(folder.resolve("images/c.png"), png(textured(20, 20, 2)));
    Files.writeString(
        folder.resolve("t.csv"),
        "\ufeff,file,kind\r\n0,\"a, b.png\",car\r\n\r\n1, c.png ,bus\r\n",
        UTF_8);
    DataSource source =
        new DataSource.Csv(
            "t.csv", "images", "file", "kind", List.of("bus", "car"), List.of("Bus", "Car"));
    Manifest manifest = data.read(source, OnBadImage.REFUSE);
    assertThat(manifest.rows())
        .extracting(ManifestRow::id, ManifestRow::label)
        .containsExactly(tuple("a, b.png", 1), tuple("c.png", 0));
  }

  @Test
  void saysWhatIsWrongWithTheSource() throws Exception {
    data.usualTable(2);
    assertThatThrownBy(() -> data.read(TableFolder.csv("none.csv"), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("data.source.table: there is no file");
    Files.writeString(folder.resolve("other.csv"), "name,label\nx,1\n", UTF_8);
    assertThatThrownBy(() -> data.read(TableFolder.csv("other.csv"), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no column 'image_names'; it has [name, label]: name the one");
    Files.writeString(folder.resolve("open.csv"), "image_names,emergency_or_not\n\"x,1\n", UTF_8);
    assertThatThrownBy(() -> data.read(TableFolder.csv("open.csv"), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("open.csv cannot be read");
    write(
        folder.resolve("latin.csv"),
        ascii("image_names,emergency_or_not\n" + "a.jpg,1\n".repeat(5000) + "\u00e9.jpg,1\n"));
    assertThatThrownBy(() -> data.read(TableFolder.csv("latin.csv"), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("UTF-8");
    Files.writeString(folder.resolve("bare.csv"), "image_names,emergency_or_not\n", UTF_8);
    assertThatThrownBy(() -> data.read(TableFolder.csv("bare.csv"), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has no usable image");
    assertThatThrownBy(
            () -> data.read(new DataSource.Folders("nowhere", null, null), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(
            () -> data.read(new DataSource.Folders("images", null, null), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("one folder per class");
    assertThatThrownBy(
            () ->
                data.read(
                    new DataSource.Folders(".", List.of("images", "cat"), null), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no folder 'cat'");
  }

  @Test
  void everyImageIsHeardOf() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    DataConfig config = TableFolder.config(data.table(data.usualTable(12)), OnBadImage.REFUSE);
    ManifestReader.read(
        config,
        1,
        folder,
        (done, total) -> {
          assertThat(total).isEqualTo(12);
          calls.addAndGet(done);
        });
    assertThat(calls).hasValue(12 * 13 / 2);
  }
}
