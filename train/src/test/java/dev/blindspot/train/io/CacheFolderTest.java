package dev.blindspot.train.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheFolderTest {
  @TempDir private Path folder = Path.of("");
  private @Nullable String before;

  @BeforeEach
  void nothingIsNamed() {
    assumeThat(System.getenv("BLINDSPOT_CACHE")).isNull();
    assumeThat(System.getenv("XDG_CACHE_HOME")).isNull();
    before = System.getProperty(CacheFolder.PROPERTY);
    System.clearProperty(CacheFolder.PROPERTY);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(CacheFolder.PROPERTY);
    } else {
      System.setProperty(CacheFolder.PROPERTY, before);
    }
  }

  @Test
  void aUserWithoutAHomeHasAnotherFolder() {
    assertThat(CacheFolder.path())
        .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "blindspot"));
    CacheFolder.replaceHome(folder);
    assertThat(CacheFolder.path()).isEqualTo(folder);
  }

  @Test
  void whatIsNamedIsTaken() {
    Path named = folder.resolve("named");
    System.setProperty(CacheFolder.PROPERTY, named.toString());
    CacheFolder.replaceHome(folder);
    assertThat(CacheFolder.path()).isEqualTo(named);
  }
}
