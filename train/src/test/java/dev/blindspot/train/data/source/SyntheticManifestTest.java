package dev.blindspot.train.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.datasets.Shortcut;
import dev.blindspot.datasets.annotation.CueBox;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.DataConfig.SplitConfig;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.image.ImageReader;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.io.CacheFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticManifestTest {
  private final Path folder;
  private final AtomicInteger drawn = new AtomicInteger();

  SyntheticManifestTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @BeforeEach
  void cacheInAFolderOfItsOwn() {
    System.setProperty(CacheFolder.PROPERTY, folder.toString());
  }

  @AfterEach
  void restore() {
    System.clearProperty(CacheFolder.PROPERTY);
  }

  @Test
  void theShortcutFollowsTheClassInTrainingOnly() throws Exception {
    Manifest manifest = read(120, 1, 1.0);
    assertThat(manifest.rows()).hasSize(120);
    for (ManifestRow row : manifest.in(Split.TRAIN)) {
      assertThat(marked(row)).isEqualTo(row.label() == 1);
    }
    List<ManifestRow> test = manifest.in(Split.TEST);
    long agreeing = test.stream().filter(row -> marked(row) == (row.label() == 1)).count();
    assertThat(agreeing).isBetween(5L, 19L); // 24 images at 0.5
    assertThat(manifest.summary().counts().get(Split.TEST)).containsExactly(12, 12);
  }

  @Test
  void imagesAreDrawnOnceAndAreReadable() throws Exception {
    Manifest first = read(16, 1, 0.95);
    assertThat(drawn).hasValue(16);
    Manifest again = read(16, 1, 0.95);
    assertThat(drawn).hasValue(16);
    assertThat(again).isEqualTo(first);
    ImageReader reader = new ImageReader(32, Resize.STRETCH, 1_000_000);
    for (ManifestRow row : first.rows()) {
      assertThat(reader.read(row.path()).width()).isEqualTo(32);
      assertThat(reader.placedBoxes(row)).first().extracting(CueBox::name).isEqualTo("vehicle");
    }
  }

  @Test
  void anotherSeedSplitsAnotherWayInAnotherFolder() {
    Manifest one = read(16, 1, 0.95);
    Manifest two = read(16, 2, 0.95);
    assertThat(two.rows())
        .extracting(ManifestRow::split)
        .isNotEqualTo(one.rows().stream().map(ManifestRow::split).toList());
    assertThat(two.rows().get(0).path()).isNotEqualTo(one.rows().get(0).path());
    assertThat(one.rows().get(0).path()).startsWith(folder);
  }

  private static boolean marked(ManifestRow row) {
    return row.boxes().stream().anyMatch(box -> box.name().equals("watermark"));
  }

  private Manifest read(int images, long seed, double rate) {
    DataConfig config =
        new DataConfig(
            new DataSource.Synthetic(images, 64, 1, Shortcut.WATERMARK, rate),
            new SplitConfig(0.15, 0.2, 4),
            Resize.STRETCH,
            OnBadImage.REFUSE,
            1_000_000,
            64,
            Links.INSIDE);
    return ManifestReader.read(config, seed, Path.of(""), (done, total) -> drawn.incrementAndGet());
  }
}
