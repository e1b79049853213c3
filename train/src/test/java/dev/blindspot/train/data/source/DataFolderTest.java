package dev.blindspot.train.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataConfig.OnBadImage;
import dev.blindspot.train.config.DataSource;
import dev.blindspot.train.data.manifest.Manifest;
import dev.blindspot.train.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {
  private final Path folder;
  private final TableFolder data;

  DataFolderTest(@TempDir Path folder) {
    this.folder = folder;
    this.data = new TableFolder(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"${blindspot.data}", "${blindspot.data}/images/.."})
  void theDataFolderIsFilledIn(String text) throws Exception {
    List<String> rows = data.usualTable(4);
    data.table(rows);
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
              TableFolder.config(source, OnBadImage.REFUSE), 1, elsewhere, ProgressListener.NONE);
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
}
