package dev.blindspot.train.data.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataConfig;
import dev.blindspot.train.config.DataConfig.Links;
import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.config.DataConfig.SplitConfig;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The emergency-vehicle photographs, where they are at hand. */
class RealPhotographsTest {
  @BeforeEach
  void photographsAreAtHand() {
    String folder = System.getProperty(DataFolder.PROPERTY, System.getenv(DataFolder.VARIABLE));
    Assumptions.assumeTrue(
        folder != null && Files.isRegularFile(Path.of(folder, "train.csv")),
        "skipped: neither the property blindspot.data nor BLINDSPOT_DATA names a folder with the"
            + " emergency-vehicle photographs (train.csv and train/)");
  }

  @Test
  void allRowsAreUsableAndSplitAsAskedFor() {
    Manifest manifest = read("train", 1);
    assertThat(manifest.rows()).hasSize(1646);
    assertThat(manifest.bad()).isEmpty();
    assertThat(manifest.summary().counts().get(Split.TEST)).containsExactly(193, 136);
    assertThat(manifest.summary().counts().get(Split.VALIDATION)).containsExactly(145, 102);
    assertThat(manifest.summary().counts().get(Split.TRAIN)).containsExactly(627, 443);
    manifest
        .duplicates()
        .forEach(
            group ->
                assertThat(
                        manifest.rows().stream()
                            .filter(row -> group.contains(row.id()))
                            .map(ManifestRow::split))
                    .containsOnly(
                        manifest.rows().stream()
                            .filter(row -> row.id().equals(group.get(0)))
                            .findFirst()
                            .orElseThrow()
                            .split()));
  }

  @Test
  void theUnlabelledTableIsRead() {
    assertThat(read("test", 1).in(Split.UNLABELLED)).hasSize(706);
  }

  private static Manifest read(String part, long seed) {
    DataSource source =
        new DataSource.Csv(
            "${blindspot.data}/" + part + ".csv",
            "${blindspot.data}/" + part,
            "image_names",
            "emergency_or_not",
            List.of("0", "1"),
            List.of("other", "emergency"));
    DataConfig config =
        new DataConfig(
            source,
            new SplitConfig(0.15, 0.2, 4),
            Resize.STRETCH,
            OnBadImage.REFUSE,
            50_000_000,
            1024,
            Links.INSIDE);
    return ManifestReader.read(config, seed, Path.of(""), ProgressListener.NONE);
  }
}
