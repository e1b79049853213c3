package dev.blindspot.train.data.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxFileTest {
  private static final List<ManifestRow> ROWS =
      List.of(
          row(
              "a.png",
              CueBox.object("vehicle", 0, 3, 20, 10),
              CueBox.object("light-bar", 5, 3, 4, 1)),
          row("b.png"),
          row("folder/c, \"d\".png", CueBox.shortcut("a mark,\nof \"two\" lines", 7, 8, 1, 1)),
          row("@d.png", CueBox.object("=1+1", 0, 0, 1, 1)));

  private final Path file;

  BoxFileTest(@TempDir Path folder) {
    this.file = folder.resolve("boxes.csv");
  }

  @Test
  void boxesComeBackToTheirImagesInOrder() throws Exception {
    BoxFile.write(new Manifest(List.of("other"), ROWS, List.of()), file);
    List<ManifestRow> bare = ROWS.stream().map(row -> row(row.id())).toList();
    assertThat(BoxFile.addTo(bare, file)).isEqualTo(ROWS);
    assertThat(Files.readString(file))
        .startsWith(
            """
            id,name,kind,x,y,width,height
            a.png,vehicle,object,0,3,20,10
            a.png,light-bar,object,5,3,4,1
            """);
  }

  @Test
  void boxesOfOtherImagesAreLeftOut() throws Exception {
    BoxFile.write(new Manifest(List.of("other"), ROWS, List.of()), file);
    assertThat(BoxFile.addTo(List.of(row("b.png"), row("e.png")), file))
        .containsExactly(row("b.png"), row("e.png"));
  }

  @Test
  void refusesAFileThatIsMissingOrOfAnotherForm() throws Exception {
    assertRefused();
    String header = "id,name,kind,x,y,width,height\n";
    for (String text :
        List.of(
            header + "a.png,vehicle,object,0,3,20\n",
            header + "a.png,vehicle,object,0,3,wide,10\n",
            header + "a.png,vehicle,thing,0,3,20,10\n",
            header + "a.png,vehicle,object,0,3,0,10\n")) {
      Files.writeString(file, text);
      assertRefused();
    }
  }

  private void assertRefused() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> BoxFile.addTo(ROWS, file))
        .withMessageStartingWith("The file of boxes " + file + " cannot be read: ");
  }

  private static ManifestRow row(String id, CueBox... boxes) {
    return new ManifestRow(id, Path.of("images"), 0, Split.TRAIN, "0".repeat(64), List.of(boxes));
  }
}
