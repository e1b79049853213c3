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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BadRowsTest {
  private final Path folder;
  private final TableFolder data;

  BadRowsTest(@TempDir Path folder) {
    this.folder = folder;
    this.data = new TableFolder(folder);
  }

  @Test
  void refusesBadRowsWithPlaceAndReason() throws Exception {
    List<String> rows = data.usualTable(4);
    addBadRows(rows);
    DataSource source = data.table(rows);
    assertThatThrownBy(() -> data.read(source, OnBadImage.REFUSE))
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
    List<String> rows = data.usualTable(4);
    addBadRows(rows);
    Manifest manifest = data.read(data.table(rows), OnBadImage.SKIP);
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
    List<String> rows = data.usualTable(4);
    for (int i = 0; i < 50; i++) {
      rows.add("none" + i + ".jpg,0");
    }
    DataSource source = data.table(rows);
    assertThatThrownBy(() -> data.read(source, OnBadImage.REFUSE))
        .hasMessageContaining("50 of 54 rows")
        .hasMessageContaining("none19.jpg")
        .hasMessageNotContaining("none20.jpg")
        .hasMessageContaining("and 30 more");
  }

  @Test
  void aNameWithTwoLabelsIsBadTwice() throws Exception {
    List<String> rows = data.usualTable(4);
    rows.add("./000.jpg,1");
    Manifest manifest = data.read(data.table(rows), OnBadImage.SKIP);
    assertThat(manifest.bad())
        .extracting(BadRow::where, BadRow::reason)
        .containsExactly(
            tuple("train.csv:2", "is listed with different labels (train.csv:2, train.csv:6)"),
            tuple("train.csv:6", "is listed with different labels (train.csv:2, train.csv:6)"));
  }

  @Test
  void symbolicLinksMustNotLeaveTheFolder() throws Exception {
    List<String> rows = data.usualTable(4);
    Path outside = write(folder.resolve("outside.jpg"), jpeg(textured(30, 30, 77)));
    TableFolder.link(folder.resolve("images/link.jpg"), outside);
    TableFolder.link(folder.resolve("images/inside.jpg"), folder.resolve("images/001.jpg"));
    rows.add("link.jpg,0");
    rows.add("inside.jpg,1");
    Manifest manifest = data.read(data.table(rows), OnBadImage.SKIP);
    assertThat(manifest.bad())
        .containsExactly(
            new BadRow(
                "train.csv:6", "link.jpg", "is outside the folder (a symbolic link leaves it)"));
    assertThat(manifest.rows()).extracting(ManifestRow::id).contains("inside.jpg");
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
}
