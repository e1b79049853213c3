package dev.blindspot.train.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.datasets.Shortcut;
import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.DataConfig.SplitConfig;
import dev.blindspot.train.config.DataConfig.WatermarkConfig;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SharedDrawings.class)
class PlantedWatermarkTest {
  private static final SplitConfig SPLIT = new SplitConfig(0.2, 0.3, -1);

  @TempDir private Path folder;

  /** Photographs in class folders; drawn here, without any shortcut. */
  @BeforeEach
  void drawPhotographs() throws IOException {
    DataSource drawn = new DataSource.Synthetic(40, 48, 1, Shortcut.NONE, 0.5);
    for (ManifestRow row : read(drawn, null).rows()) {
      Path file = folder.resolve(row.label() == 1 ? "emergency" : "other").resolve(row.id());
      Files.createDirectories(file.getParent());
      Files.copy(row.path(), file);
    }
  }

  private Manifest read(DataSource source, @Nullable WatermarkConfig watermark) {
    return ManifestReader.read(
        new DataConfig(
            source,
            SPLIT,
            Resize.STRETCH,
            OnBadImage.REFUSE,
            1_000_000,
            64,
            Links.INSIDE,
            watermark),
        1,
        folder,
        ProgressListener.NONE);
  }

  private Manifest photographs(@Nullable WatermarkConfig watermark) {
    return read(
        new DataSource.Folders(folder.toString(), List.of("other", "emergency"), null), watermark);
  }

  private static double share(Manifest manifest, Split split, int label) {
    return manifest.in(split).stream()
        .filter(row -> row.label() == label)
        .mapToInt(row -> row.boxes().isEmpty() ? 0 : 1)
        .average()
        .orElseThrow();
  }

  @Test
  void goesAlongWithTheClassInTrainingAlone() {
    Manifest planted = photographs(new WatermarkConfig("emergency", 1, 0.5));
    assertThat(share(planted, Split.TRAIN, 1)).isEqualTo(1);
    assertThat(share(planted, Split.TRAIN, 0)).isZero();
    for (int label = 0; label < 2; label++) {
      assertThat(share(planted, Split.TEST, label)).isEqualTo(0.5);
      assertThat(share(planted, Split.VALIDATION, label)).isEqualTo(0.5);
    }
  }

  @Test
  void changesTheImageInsideOfItsBoxAlone() throws Exception {
    Manifest before = photographs(null);
    Manifest planted = photographs(new WatermarkConfig("emergency", 0.5, 0.5));
    ImageReader reader = new ImageReader(48, Resize.STRETCH, 1_000_000);
    int stamped = 0;
    for (int i = 0; i < before.rows().size(); i++) {
      ManifestRow row = planted.rows().get(i);
      ManifestRow original = before.rows().get(i);
      assertThat(row.id()).isEqualTo(original.id());
      assertThat(row.split()).isEqualTo(original.split());
      if (row.boxes().isEmpty()) {
        assertThat(row).isEqualTo(original);
        continue;
      }
      stamped++;
      assertThat(row.contentHash()).isNotEqualTo(original.contentHash());
      CueBox box = row.boxes().get(0);
      assertThat(box.name()).isEqualTo("watermark");
      assertThat(box.outsideObject()).isTrue();
      byte[] now = reader.read(row.path()).bgr();
      byte[] then = reader.read(original.path()).bgr();
      int changed = 0;
      for (int at = 0; at < now.length; at++) {
        int x = at / 3 % 48;
        int y = at / 3 / 48;
        boolean inside =
            x >= box.x() && x < box.x() + box.width() && y >= box.y() && y < box.y() + box.height();
        if (inside) {
          changed += now[at] == then[at] ? 0 : 1;
        } else {
          assertThat(now[at]).isEqualTo(then[at]);
        }
      }
      assertThat(changed).isPositive();
    }
    assertThat(stamped).isPositive();
  }

  @Test
  void isTheSameAgain() {
    WatermarkConfig watermark = new WatermarkConfig("emergency", 0.5, 0.5);
    assertThat(photographs(watermark)).isEqualTo(photographs(watermark));
  }

  @Test
  void refusesAClassThatIsNotThere() {
    assertThatThrownBy(() -> photographs(new WatermarkConfig("police", 0.5, 0.5)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("data.watermark.label must be one of the classes")
        .hasMessageContaining("'police'");
  }
}
