package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.error.UserError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are not the YAML that a configuration is written in. */
class YamlMistakesTest {
  private final YamlFolder yaml;

  YamlMistakesTest(@TempDir Path folder) {
    this.yaml = new YamlFolder(folder);
  }

  @Test
  void refusesWhatIsNotYaml() {
    assertThat(yaml.complaints("name: [a\nb: 1\n"))
        .containsExactly(
            "run.yaml:2: is not YAML: expected ',' or ']', but got : while parsing a flow"
                + " sequence");
    assertThat(yaml.complaints("name: a: b\n"))
        .containsExactly("run.yaml:1: is not YAML: mapping values are not allowed here");
    assertThat(yaml.complaints("\tname: a\n").get(0))
        .startsWith("run.yaml:1: is not YAML: found character '\\t(TAB)'");
  }

  @Test
  void refusesNestingWithoutEnd() {
    assertThat(yaml.complaints("name: " + "[".repeat(5000)))
        .singleElement()
        .asString()
        .startsWith("run.yaml:1: is not YAML: ");
  }

  @Test
  void refusesKeysThatAreGivenTwiceAliasesAndTags() {
    assertThat(yaml.complaints(YamlFolder.MINIMAL + "name: again\n"))
        .containsExactly("run.yaml:6: name: is given twice, first at run.yaml:1");
    assertThat(yaml.complaints("name: &n x\ndata: {source: *n}\narms: !map {a: }\n"))
        .contains(
            "run.yaml:2: data.source: aliases (*name) and tags (!name) are not supported",
            "run.yaml:3: arms: aliases (*name) and tags (!name) are not supported");
    assertThat(yaml.complaints(YamlFolder.MINIMAL + "---\nname: b\n"))
        .containsExactly(
            "run.yaml:7: a second document starts here; a configuration is one document");
  }

  @Test
  void refusesFilesThatAreNotThereOrNotText() throws Exception {
    Path missing = yaml.folder().resolve("missing.yaml");
    assertThatThrownBy(() -> ConfigReader.read(missing, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(missing + ": there is no such file");
    assertThatThrownBy(() -> ConfigReader.read(yaml.folder(), List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(yaml.folder() + ": is a folder, not a file");
    Path latin =
        Files.write(
            yaml.folder().resolve("l.yaml"), "name: é".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ConfigReader.read(latin, List.of()))
        .isInstanceOf(UserError.class)
        .hasMessage(latin + ": is not UTF-8 text");
  }
}
