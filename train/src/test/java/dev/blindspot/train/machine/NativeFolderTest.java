package dev.blindspot.train.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class NativeFolderTest {
  @TempDir private Path temporary;

  @Test
  void itIsKeptAndNobodyElseMayEnterIt() throws IOException {
    Path folder = NativeFolder.own(temporary, "ann ä");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(NativeFolder.own(temporary, "ann ä")).isEqualTo(folder);
    assertThat(temporary.toFile().list()).containsExactly("blindspot-natives-ann__");
  }

  @Test
  void whatOthersMayWriteIsNotUsed() throws IOException {
    Path open = Files.createDirectory(temporary.resolve("blindspot-natives-ann"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(NativeFolder.own(temporary, "ann")).isNotEqualTo(open).isDirectory();

    Path mine = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createSymbolicLink(temporary.resolve("blindspot-natives-bob"), mine);
    assertThat(NativeFolder.own(temporary, "bob").getFileName().toString())
        .isNotEqualTo("blindspot-natives-bob");
  }
}
