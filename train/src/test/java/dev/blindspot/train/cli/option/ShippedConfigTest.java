package dev.blindspot.train.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippedConfigTest {
  @Test
  void namesStandForShippedFilesAndPathsForThemselves(@TempDir Path home) throws IOException {
    Path shipped = Files.createDirectories(home.resolve("configs")).resolve("quick-1.yaml");
    Files.writeString(shipped, "");
    assertThat(ShippedConfig.of(Path.of("quick-1"), home.toString())).isEqualTo(shipped);
    for (String other : new String[] {"quick", "quick-1.yaml", "configs/quick-1", "..", "src"}) {
      assertThat(ShippedConfig.of(Path.of(other), home.toString())).isEqualTo(Path.of(other));
    }
    assertThat(ShippedConfig.of(Path.of("quick-1"), null)).isEqualTo(Path.of("quick-1"));
  }
}
