package dev.blindspot.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One release has one version, also where nothing inherits it. */
class VersionsTest {
  private static final Pattern OURS =
      Pattern.compile(
          "<groupId>dev\\.blindspot</groupId>\\s*<artifactId>blindspot[a-z-]*</artifactId>\\s*<version>([^<$]+)<");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "augment/pom.xml",
        "datasets/pom.xml",
        "explain/pom.xml",
        "train/pom.xml",
        "train/spark/pom.xml",
        "train/onnx/pom.xml",
        "train/bom/pom.xml",
        "train/distribution/pom.xml",
        "augment/README.md",
        "explain/README.md"
      })
  void isTheSameEverywhere(String file) throws IOException {
    assertThat(version(file)).isEqualTo(version("pom.xml"));
  }

  private static String version(String file) throws IOException {
    Matcher matcher = OURS.matcher(Files.readString(Path.of("..").resolve(file)));
    assertThat(matcher.find()).as(file).isTrue();
    return matcher.group(1);
  }
}
