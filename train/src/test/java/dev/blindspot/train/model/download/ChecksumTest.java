package dev.blindspot.train.model.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.model.download.Checksum.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumTest {
  /** As {@code md5sum}, {@code sha256sum} and RFC 1950 compute them. */
  @ParameterizedTest
  @CsvSource({
    "MD5, 900150983cd24fb0d6963f7d28e17f72",
    "SHA_256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "ADLER_32, 024d0127"
  })
  void isTheOneOfTheStandard(Kind kind, String hex, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "abc");
    assertThat(new Checksum(kind, hex).fits(file)).isTrue();
    Files.writeString(file, "abd");
    assertThat(new Checksum(kind, hex).fits(file)).isFalse();
  }

  @Test
  void digitsAreCounted() {
    assertThatThrownBy(() -> new Checksum(Kind.MD5, "900150983CD24FB0"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hex must be 32 digits of 0 to f, was '900150983CD24FB0'");
  }
}
