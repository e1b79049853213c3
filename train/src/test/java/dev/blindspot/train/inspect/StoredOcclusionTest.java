package dev.blindspot.train.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.ScoreScale;
import dev.blindspot.explain.occlusion.WindowGrid;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredOcclusionTest {
  private static final WindowGrid GRID = new WindowGrid(2, 4, 2, 2);

  @TempDir Path folder;

  /** Two windows side by side; the left one costs 0.5, the right one 0.125. */
  private Path table(String image, String arm) throws IOException {
    Path file = folder.resolve("occlusion.csv");
    TableWriter.write(
        file,
        List.of("image", "arm", "x", "y", "width", "height", "p_true", "predicted"),
        rows -> {
          rows.row(image, arm, 0, 0, 2, 2, 0.25f, "emergency");
          rows.row(image, arm, 2, 0, 2, 2, 0.625f, "emergency");
        });
    return file;
  }

  private static Optional<Attribution> map(Path file, String image, String arm, WindowGrid grid) {
    return StoredOcclusion.read(file).map(image, arm, grid, 1, 0.75f, ScoreScale.SCORE);
  }

  @Test
  void theDropBehindEachWindowIsTheMap() throws IOException {
    Attribution map = map(table("bus.jpg", "baseline"), "bus.jpg", "baseline", GRID).orElseThrow();
    assertThat(map.values())
        .containsExactly(0.5f, 0.5f, 0.125f, 0.125f, 0.5f, 0.5f, 0.125f, 0.125f);
    assertThat(map.targetClass()).isEqualTo(1);
  }

  /** Spreadsheets would calculate with these names, so the file has an apostrophe before them. */
  @Test
  void namesLikeFormulasAreFound() throws IOException {
    Path file = table("-1.jpg", "=robust");
    assertThat(Files.readString(file)).contains("'-1.jpg,'=robust");
    assertThat(map(file, "-1.jpg", "=robust", GRID)).isPresent();
  }

  @Test
  void otherImagesArmsAndWindowsAreNotStored() throws IOException {
    Path file = table("bus.jpg", "baseline");
    assertThat(map(file, "car.jpg", "baseline", GRID)).isEmpty();
    assertThat(map(file, "bus.jpg", "robust", GRID)).isEmpty();
    assertThat(map(file, "bus.jpg", "baseline", new WindowGrid(2, 4, 2, 1))).isEmpty();
    assertThat(map(folder.resolve("none.csv"), "bus.jpg", "baseline", GRID)).isEmpty();
  }

  @Test
  void anotherTableIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("occlusion.csv"), "name,score\nbus.jpg,1\n");
    assertThatThrownBy(() -> StoredOcclusion.read(file))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file + " is not a table of occlusions: ");
  }
}
