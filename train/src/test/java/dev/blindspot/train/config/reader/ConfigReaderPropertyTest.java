package dev.blindspot.train.config.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.config.RunConfig;
import dev.blindspot.train.config.yaml.ConfigPath;
import dev.blindspot.train.config.yaml.Origin;
import dev.blindspot.train.config.yaml.Problems;
import dev.blindspot.train.config.yaml.YamlNode;
import dev.blindspot.train.config.yaml.YamlTree;
import dev.blindspot.train.error.UserError;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a file holds: a configuration, or a message for the user. */
class ConfigReaderPropertyTest {
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> tokens =
        Arbitraries.of(
            "name",
            "data",
            "source",
            "arms",
            ": ",
            "\n",
            "  ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "'",
            "\"",
            "#",
            "|",
            "null",
            "~",
            "1.5",
            "csv",
            "synthetic",
            "&a ",
            "*a",
            "!x ",
            "---\n",
            "? ",
            "extends",
            "training",
            "é",
            "\uFEFF",
            "augmentation",
            "cutout",
            "random-erasing",
            "area",
            "\t",
            "\u0001");
    return tokens.list().ofMinSize(1).ofMaxSize(30).map(list -> String.join("", list));
  }

  @Property(tries = 2000)
  void anyTextIsReadOrRefusedWithItsPlace(@ForAll("texts") String text) {
    Problems problems = new Problems();
    Path here = Path.of("").toAbsolutePath();
    try {
      YamlNode tree = YamlTree.parse(text, Origin.start("any.yaml", here), problems);
      Object config =
          ConfigModel.RUN.bind(ConfigLayers.inherit(tree), new ConfigPath("", here, problems));
      problems.throwIfAny();
      assertThat(config).isInstanceOf(RunConfig.class);
    } catch (UserError error) {
      assertThat(String.valueOf(error.getMessage())).startsWith("any.yaml");
    }
  }
}
