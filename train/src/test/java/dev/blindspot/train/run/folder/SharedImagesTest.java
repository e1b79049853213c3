package dev.blindspot.train.run.folder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.datasets.Shortcut;
import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.DataConfig.SplitConfig;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.source.ManifestReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedImagesTest {
  private static final String CACHE = "blindspot.cache";

  @TempDir private Path folder;

  @BeforeEach
  void drawHere() {
    System.setProperty(CACHE, folder.resolve("cache").toString());
  }

  @AfterEach
  void restore() {
    System.clearProperty(CACHE);
  }

  @Test
  void imagesAndBoxesAreReadWithoutTheFilesTheyCameFrom() throws Exception {
    DataConfig data =
        new DataConfig(
            new DataSource.Synthetic(8, 96, 1, Shortcut.WATERMARK, 1),
            new SplitConfig(0.2, 0.2, -1),
            Resize.STRETCH,
            OnBadImage.REFUSE,
            1 << 20,
            1,
            Links.INSIDE);
    Manifest manifest = ManifestReader.read(data, 1, folder, ProgressListener.NONE);
    ImageReader reader = new ImageReader(32, Resize.STRETCH, 1 << 20);
    ImageStore store = new ImageStore(reader, 1 << 20);
    List<List<CueBox>> boxes = new ArrayList<>();
    List<byte[]> pixels = new ArrayList<>();
    for (ManifestRow row : manifest.rows()) {
      boxes.add(store.boxes(row));
      pixels.add(store.get(row).bgr());
    }
    SharedImages shared = new SharedImages(folder.resolve("shared"));
    assertThat(shared.exist()).isFalse();
    shared.write(manifest, manifest.rows(), store);
    for (ManifestRow row : manifest.rows()) {
      Files.delete(row.path());
    }
    assertThat(shared.exist()).isTrue();
    assertThat(shared.count()).isEqualTo(8);
    assertThat(shared.classes()).isEqualTo(manifest.classes());
    assertThat(shared.rows())
        .extracting(ManifestRow::id)
        .isEqualTo(manifest.rows().stream().map(ManifestRow::id).toList());
    ImageStore there = shared.store(reader);
    List<ManifestRow> rows = shared.rowsWithBoxes();
    for (int i = 0; i < rows.size(); i++) {
      assertThat(there.boxes(rows.get(i))).isEqualTo(boxes.get(i)).isNotEmpty();
      assertThat(there.get(rows.get(i)).bgr()).isEqualTo(pixels.get(i));
    }
  }
}
