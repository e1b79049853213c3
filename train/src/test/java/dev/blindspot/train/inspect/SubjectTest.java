package dev.blindspot.train.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedDrawings.class)
class SubjectTest {
  private final Path folder;
  private List<ManifestRow> rows = List.of();
  private LoadedConfig loaded;

  SubjectTest(@TempDir Path folder) {
    this.folder = folder;
    this.loaded = TinyRun.load(folder);
  }

  @BeforeEach
  void draw() {
    Manifest manifest = TinyRun.manifest(loaded);
    rows = manifest.in(Split.TEST);
  }

  @Test
  void halfOfThemAreOfEachClass() {
    assertThat(choose(rows, 4, 1)).extracting(Subject::target).containsExactly(1, 0, 1, 0);
    assertThat(choose(rows, 5, 1)).extracting(Subject::target).containsExactly(1, 0, 1, 0, 1);
  }

  @Test
  void aClassThatRunsOutIsMadeUpByTheOther() {
    List<ManifestRow> few = new ArrayList<>(rows);
    few.removeIf(row -> row.label() == 1 && !row.id().equals(firstOf(1).id()));
    assertThat(choose(few, 5, 1)).extracting(Subject::target).containsExactly(1, 0, 0, 0, 0);
    assertThat(choose(few, 1000, 1)).hasSize(few.size());
  }

  @Test
  void imagesWithThePlantedCueComeFirstInEveryClass() {
    for (int label = 0; label < 2; label++) {
      int target = label;
      List<Boolean> cued =
          choose(rows, rows.size(), 1).stream()
              .filter(subject -> subject.target() == target)
              .map(subject -> subject.names().contains("watermark"))
              .toList();
      assertThat(cued).contains(true, false).isSortedAccordingTo(Collections.reverseOrder());
    }
  }

  @Test
  void theChoiceDependsOnTheSeedAloneNotOnTheOrderOfTheRows() {
    List<ManifestRow> shuffled = new ArrayList<>(rows);
    Collections.reverse(shuffled);
    assertThat(ids(choose(shuffled, 6, 1))).isEqualTo(ids(choose(rows, 6, 1)));
    assertThat(ids(choose(rows, 6, 2))).isNotEqualTo(ids(choose(rows, 6, 1)));
  }

  @Test
  void cuesAreInThePixelsOfTheImageAtTheNetworksSize() {
    loaded = TinyRun.load(folder, "model.inputSize=64");
    for (Subject subject : choose(rows, rows.size(), 1)) {
      for (CueBox box : row(subject.id()).boxes()) {
        assertThat(subject.regions(box.name()))
            .anyMatch(
                region ->
                    region.x() == 2 * box.x()
                        && region.y() == 2 * box.y()
                        && region.width() == 2 * box.width()
                        && region.height() == 2 * box.height());
      }
      assertThat(subject.image().width()).isEqualTo(64);
    }
  }

  private ManifestRow row(String id) {
    return rows.stream().filter(row -> row.id().equals(id)).findFirst().orElseThrow();
  }

  private ManifestRow firstOf(int label) {
    return rows.stream().filter(row -> row.label() == label).findFirst().orElseThrow();
  }

  private List<Subject> choose(List<ManifestRow> from, int count, long seed) {
    var config = loaded.config();
    ImageReader reader =
        new ImageReader(
            config.model().inputSize(), config.data().resize(), config.data().maxPixels());
    return Subject.choose(from, 2, count, new ImageStore(reader, 1 << 24), seed);
  }

  private static List<String> ids(List<Subject> subjects) {
    return subjects.stream().map(Subject::id).toList();
  }
}
