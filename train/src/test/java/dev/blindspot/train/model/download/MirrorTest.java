package dev.blindspot.train.model.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.error.UserError;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MirrorTest {
  private static final PublishedFile FILE =
      new PublishedFile(
          "file.h5",
          3,
          new Checksum(Checksum.Kind.ADLER_32, "00000001"),
          List.of(URI.create("https://example.org/a/file.h5")));

  @ParameterizedTest
  @CsvSource({
    "https://mirror.example/weights, https://mirror.example/weights/file.h5",
    "http://mirror.example:8080/weights/, http://mirror.example:8080/weights/file.h5",
    "file:///srv/weights, file:///srv/weights/file.h5"
  })
  void isTheOnlyOneThatIsAsked(String mirror, String address) {
    PublishedFile mirrored = Mirror.of(FILE, mirror);
    assertThat(mirrored.addresses()).containsExactly(URI.create(address));
    assertThat(mirrored.checksum()).isEqualTo(FILE.checksum());
  }

  @Test
  void withoutOneThePublishersAreAsked() {
    assertThat(Mirror.of(FILE, null)).isEqualTo(FILE);
    assertThat(Mirror.of(FILE, " ")).isEqualTo(FILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mirror.example", "ftp://mirror.example/", "https://bad host/"})
  void whatIsNotAnAddressIsTold(String mirror) {
    assertThatThrownBy(() -> Mirror.of(FILE, mirror))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("BLINDSPOT_WEIGHTS_MIRROR is '" + mirror + "': ");
  }

  @Test
  void passwordsAreNotRepeated() {
    assertThatThrownBy(() -> Mirror.of(FILE, "https://me:secret@mirror.example/"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("must not hold a user or a password")
        .hasMessageNotContaining("secret");
  }
}
