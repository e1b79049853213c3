package dev.blindspot.train.data.source;

import static dev.blindspot.train.data.format.TestImages.ascii;
import static dev.blindspot.train.data.format.TestImages.flat;
import static dev.blindspot.train.data.format.TestImages.jpeg;
import static dev.blindspot.train.data.format.TestImages.png;
import static dev.blindspot.train.data.format.TestImages.textured;
import static dev.blindspot.train.data.format.TestImages.write;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.DataConfig.SplitConfig;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.manifest.BadRow;
import dev.blindspot.train.data.manifest.ContentHash;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestReaderTest {
  private final Path folder;

  ManifestReaderTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void readsATable() throws Exception {
    Manifest manifest = read(table(usualTable(20)), OnBadImage.REFUSE);
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
    List<String> rows = usualTable(30);
    Manifest sorted = read(table(rows), OnBadImage.REFUSE);
    Collections.reverse(rows);
    Manifest reversed = read(table(rows), OnBadImage.REFUSE);
    assertThat(reversed).isEqualTo(sorted);
    assertThat(reversed.hash()).isEqualTo(sorted.hash());
  }

  @Test
  void aTableWithoutTheLabelColumnIsUnlabelled() throws Exception {
    usualTable(3);
    Path table = folder.resolve("test.csv");
    Files.writeString(table, "image_names\n000.jpg\n001.jpg\n002.jpg\n", UTF_8);
    Manifest manifest = read(csv("test.csv"), OnBadImage.REFUSE);
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
    Manifest manifest = read(source, OnBadImage.REFUSE);
    assertThat(manifest.rows())
        .extracting(ManifestRow::id, ManifestRow::label)
        .containsExactly(tuple("a, b.png", 1), tuple("c.png", 0));
  }

  @Test
  void refusesBadRowsWithPlaceAndReason() throws Exception {
    List<String> rows = usualTable(4);
    addBadRows(rows);
    DataSource source = table(rows);
    assertThatThrownBy(() -> read(source, OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .message()
        .satisfies(
            message ->
                assertThat(message.lines())
                    .containsExactly(
                        "13 of 18 rows of train.csv cannot be used:",
                        "  train.csv:6: missing.jpg is missing",
                        "  train.csv:7: cut.jpg is truncated (no end-of-image marker)",
                        "  train.csv:8: hole.jpg is damaged (Corrupt JPEG data: premature end of data segment)",
                        "  train.csv:9: cut.png is truncated",
                        "  train.csv:10: text.jpg is not an image",
                        "  train.csv:11: empty.jpg is empty (zero bytes)",
                        "  train.csv:12: huge.png is larger than maxPixels (300 x 200 is more than 50000 pixels)",
                        "  train.csv:13: ../outside.jpg is outside the folder",
                        "  train.csv:14: "
                            + folder.resolve("outside.jpg")
                            + " is outside the folder",
                        "  train.csv:15: 000.jpg is listed twice, first in train.csv:2",
                        "  train.csv:16: label.jpg has the unknown label '7' (known: [0, 1])",
                        "  train.csv:17: label.jpg has no label",
                        "  train.csv:19 has no file name",
                        "Repair or remove them, or leave them out with data.onBadImage: skip."));
  }

  @Test
  void skipsBadRowsAndListsThem() throws Exception {
    List<String> rows = usualTable(4);
    addBadRows(rows);
    Manifest manifest = read(table(rows), OnBadImage.SKIP);
    assertThat(manifest.rows())
        .extracting(ManifestRow::id)
        .containsExactly("000.jpg", "001.jpg", "002.jpg", "003.jpg", "copy.jpg");
    assertThat(manifest.bad()).hasSize(13);
    assertThat(manifest.bad().get(0))
        .isEqualTo(new BadRow("train.csv:6", "missing.jpg", "is missing"));
    assertThat(manifest.summary().bad()).isEqualTo(manifest.bad());
  }

  @Test
  void listsTheFirstTwenty() throws Exception {
    List<String> rows = usualTable(4);
    for (int i = 0; i < 50; i++) {
      rows.add("none" + i + ".jpg,0");
    }
    DataSource source = table(rows);
    assertThatThrownBy(() -> read(source, OnBadImage.REFUSE))
        .hasMessageContaining("50 of 54 rows")
        .hasMessageContaining("none19.jpg")
        .hasMessageNotContaining("none20.jpg")
        .hasMessageContaining("and 30 more");
  }

  @Test
  void aNameWithTwoLabelsIsBadTwice() throws Exception {
    List<String> rows = usualTable(4);
    rows.add("./000.jpg,1");
    Manifest manifest = read(table(rows), OnBadImage.SKIP);
    assertThat(manifest.bad())
        .extracting(BadRow::where, BadRow::reason)
        .containsExactly(
            tuple("train.csv:2", "is listed with different labels (train.csv:2, train.csv:6)"),
            tuple("train.csv:6", "is listed with different labels (train.csv:2, train.csv:6)"));
  }

  @Test
  void symbolicLinksMustNotLeaveTheFolder() throws Exception {
    List<String> rows = usualTable(4);
    Path outside = write(folder.resolve("outside.jpg"), jpeg(textured(30, 30, 77)));
    link(folder.resolve("images/link.jpg"), outside);
    link(folder.resolve("images/inside.jpg"), folder.resolve("images/001.jpg"));
    rows.add("link.jpg,0");
    rows.add("inside.jpg,1");
    Manifest manifest = read(table(rows), OnBadImage.SKIP);
    assertThat(manifest.bad())
        .containsExactly(
            new BadRow(
                "train.csv:6", "link.jpg", "is outside the folder (a symbolic link leaves it)"));
    assertThat(manifest.rows()).extracting(ManifestRow::id).contains("inside.jpg");
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
    Manifest manifest = read(table(rows), OnBadImage.REFUSE);
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
    List<String> rows = usualTable(20);
    write(folder.resolve("images/copy.jpg"), Files.readAllBytes(folder.resolve("images/003.jpg")));
    rows.add("copy.jpg,0");
    Manifest manifest = read(table(rows), OnBadImage.REFUSE);
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
    Manifest manifest = read(table(rows), OnBadImage.REFUSE);
    assertThat(manifest.duplicates()).isEmpty();
    assertThat(manifest.in(Split.TEST)).isNotEmpty();
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
    Manifest manifest = read(new DataSource.Folders("all", null, null), OnBadImage.REFUSE);
    assertThat(manifest.classes()).containsExactly("cat", "dog");
    assertThat(manifest.rows())
        .hasSize(20)
        .extracting(ManifestRow::id, ManifestRow::label)
        .contains(tuple("cat/3.jpg", 0), tuple("dog/deep/3.png", 1));
    Manifest turned =
        read(new DataSource.Folders("all", List.of("dog", "cat"), null), OnBadImage.REFUSE);
    assertThat(turned.rows())
        .extracting(ManifestRow::id, ManifestRow::label)
        .contains(tuple("cat/3.jpg", 1));
  }

  @Test
  void classFoldersReportStrangers() throws Exception {
    write(folder.resolve("all/cat/a.jpg"), jpeg(textured(30, 30, 1)));
    write(folder.resolve("all/dog/b.jpg"), jpeg(textured(30, 30, 2)));
    write(folder.resolve("all/dog/readme.txt"), ascii("hello"));
    Manifest manifest = read(new DataSource.Folders("all", null, null), OnBadImage.SKIP);
    assertThat(manifest.bad())
        .containsExactly(new BadRow("all/dog/readme.txt", "dog/readme.txt", "is not an image"));
    assertThat(manifest.bad().get(0)).hasToString("all/dog/readme.txt is not an image");
  }

  @Test
  void aLinkedClassFolderIsOutside() throws Exception {
    write(folder.resolve("all/cat/a.jpg"), jpeg(textured(30, 30, 1)));
    write(folder.resolve("elsewhere/b.jpg"), jpeg(textured(30, 30, 2)));
    link(folder.resolve("all/dog"), folder.resolve("elsewhere"));
    Manifest manifest = read(new DataSource.Folders("all", null, null), OnBadImage.SKIP);
    assertThat(manifest.bad())
        .singleElement()
        .asString()
        .contains("dog/b.jpg")
        .contains("outside the folder");
  }

  @Test
  void saysWhatIsWrongWithTheSource() throws Exception {
    usualTable(2);
    assertThatThrownBy(() -> read(csv("none.csv"), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("data.source.table: there is no file");
    Files.writeString(folder.resolve("other.csv"), "name,label\nx,1\n", UTF_8);
    assertThatThrownBy(() -> read(csv("other.csv"), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no column 'image_names'; it has [name, label]: name the one");
    Files.writeString(folder.resolve("open.csv"), "image_names,emergency_or_not\n\"x,1\n", UTF_8);
    assertThatThrownBy(() -> read(csv("open.csv"), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("open.csv cannot be read");
    write(
        folder.resolve("latin.csv"),
        ascii("image_names,emergency_or_not\n" + "a.jpg,1\n".repeat(5000) + "\u00e9.jpg,1\n"));
    assertThatThrownBy(() -> read(csv("latin.csv"), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("UTF-8");
    Files.writeString(folder.resolve("bare.csv"), "image_names,emergency_or_not\n", UTF_8);
    assertThatThrownBy(() -> read(csv("bare.csv"), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("has no usable image");
    assertThatThrownBy(() -> read(new DataSource.Folders("nowhere", null, null), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> read(new DataSource.Folders("images", null, null), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("one folder per class");
    assertThatThrownBy(
            () ->
                read(
                    new DataSource.Folders(".", List.of("images", "cat"), null), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no folder 'cat'");
  }

  @Test
  void aRootOfSplitsIsNotOneOfClasses() throws Exception {
    for (String split : List.of("train", "Val", "test")) {
      for (String name : List.of("cat", "dog")) {
        write(folder.resolve("root/" + split + "/" + name + "/a.jpg"), jpeg(textured(60, 40, 1)));
      }
    }
    assertThatThrownBy(() -> read(new DataSource.Folders("root", null, null), OnBadImage.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "holds the splits [Val, test, train], each with the classes [cat, dog]");
  }

  @Test
  void everyImageIsHeardOf() throws Exception {
    AtomicInteger calls = new AtomicInteger();
    DataConfig config = config(table(usualTable(12)), OnBadImage.REFUSE);
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

  @ParameterizedTest
  @ValueSource(strings = {"${blindspot.data}", "${blindspot.data}/images/.."})
  void theDataFolderIsFilledIn(String text) throws Exception {
    List<String> rows = usualTable(4);
    table(rows);
    DataSource source =
        new DataSource.Csv(
            text + "/train.csv",
            text + "/images",
            "image_names",
            "emergency_or_not",
            List.of("0", "1"),
            List.of("other", "emergency"));
    String before = System.getProperty(DataFolder.PROPERTY);
    System.setProperty(DataFolder.PROPERTY, folder.toString());
    try {
      Path elsewhere = Files.createDirectory(folder.resolve("configs"));
      Manifest manifest =
          ManifestReader.read(
              config(source, OnBadImage.REFUSE), 1, elsewhere, ProgressListener.NONE);
      assertThat(manifest.rows()).hasSize(4);
    } finally {
      if (before == null) {
        System.clearProperty(DataFolder.PROPERTY);
      } else {
        System.setProperty(DataFolder.PROPERTY, before);
      }
    }
  }

  @Test
  void anUnsetDataFolderIsExplained() {
    assertThatThrownBy(
            () -> DataFolder.resolve("${blindspot.data}/x", folder, "data.source.root", null))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("data.source.root")
        .hasMessageContaining("BLINDSPOT_DATA");
    assertThat(DataFolder.resolve("x/../y", folder, "data.source.root", null))
        .isEqualTo(folder.resolve("y").toAbsolutePath());
  }

  @Test
  void withoutSparkAddressesAreExplained() {
    assertThatThrownBy(
            () ->
                DataFolder.resolve(
                    "${blindspot.data}/x", folder, "data.source.root", "hdfs://host/sets"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "data.source.root: hdfs://host/sets/x is an address that Hadoop reads, which comes with"
                + " Spark: add --spark MASTER, such as --spark 'local[*]'");
  }

  /** Writes that many images and returns their rows; odd numbers are emergencies. */
  private List<String> usualTable(int images) {
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < images; i++) {
      write(folder.resolve("images/%03d.jpg".formatted(i)), jpeg(textured(60, 40, i)));
      rows.add("%03d.jpg,%d".formatted(i, i % 2));
    }
    return rows;
  }

  private void addBadRows(List<String> rows) throws IOException {
    Path images = folder.resolve("images");
    byte[] jpeg = jpeg(textured(60, 60, 50));
    byte[] png = png(textured(60, 60, 51));
    write(images.resolve("cut.jpg"), Arrays.copyOf(jpeg, jpeg.length - 20));
    byte[] hole = Arrays.copyOf(jpeg, jpeg.length / 2 + 200);
    System.arraycopy(jpeg, jpeg.length - 2, hole, hole.length - 2, 2);
    write(images.resolve("hole.jpg"), hole);
    write(images.resolve("cut.png"), Arrays.copyOf(png, png.length - 20));
    write(images.resolve("text.jpg"), ascii("<html>404</html>"));
    write(images.resolve("empty.jpg"), new byte[0]);
    write(images.resolve("huge.png"), png(textured(300, 200, 52)));
    write(folder.resolve("outside.jpg"), jpeg);
    write(images.resolve("label.jpg"), jpeg(textured(60, 60, 53)));
    write(images.resolve("copy.jpg"), Files.readAllBytes(images.resolve("003.jpg")));
    rows.addAll(
        List.of(
            "missing.jpg,0",
            "cut.jpg,0",
            "hole.jpg,0",
            "cut.png,0",
            "text.jpg,0",
            "empty.jpg,0",
            "huge.png,0",
            "../outside.jpg,0",
            folder.resolve("outside.jpg") + ",0",
            "000.jpg,0",
            "label.jpg,7",
            "label.jpg,",
            "copy.jpg,0",
            "\"\",1"));
  }

  private DataSource table(List<String> rows) throws IOException {
    Files.writeString(
        folder.resolve("train.csv"),
        "image_names,emergency_or_not\n" + String.join("\n", rows) + "\n",
        UTF_8);
    return csv("train.csv");
  }

  private static DataSource csv(String table) {
    return new DataSource.Csv(
        table,
        "images",
        "image_names",
        "emergency_or_not",
        List.of("0", "1"),
        List.of("other", "emergency"));
  }

  private Manifest read(DataSource source, OnBadImage policy) {
    return ManifestReader.read(config(source, policy), 1, folder, ProgressListener.NONE);
  }

  private static DataConfig config(DataSource source, OnBadImage policy) {
    return new DataConfig(
        source, new SplitConfig(0.15, 0.2, 4), Resize.STRETCH, policy, 50_000, 64, Links.INSIDE);
  }

  private static void link(Path link, Path target) {
    try {
      Files.createSymbolicLink(link, target);
    } catch (IOException | UnsupportedOperationException e) {
      Assumptions.abort("this file system has no symbolic links: " + e);
    }
  }
}
