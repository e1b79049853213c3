package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.config.reader.ConfigSchema;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line tells of itself. */
class CliHelpTest {
  private final RecordedCli cli;

  CliHelpTest(@TempDir Path folder) {
    this.cli = new RecordedCli(folder);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "train",
        "evaluate",
        "explain",
        "predict",
        "preview",
        "methods",
        "report",
        "data check",
        "data synth",
        "doctor",
        "bench forward",
        "bench train",
        "bench occlusion",
        "bench layers",
        "bench pipeline",
        "bench evaluate",
        "schema",
        "data",
        "bench"
      })
  void everyCommandHasHelp(String command) {
    assertThat(cli.execute((command + " --help").split(" "))).isZero();
    assertThat(cli.printed()).startsWith("Usage: blindspot " + command);
    assertThat(cli.actions().calls()).isEmpty();
  }

  @Test
  void helpListsTheCommands() {
    assertThat(cli.execute("--help")).isZero();
    assertThat(cli.printed())
        .contains(
            "run ",
            "train ",
            "evaluate ",
            "explain ",
            "predict ",
            "preview ",
            "methods ",
            "report ",
            "data ",
            "doctor ",
            "bench ")
        .contains("blindspot run quickstart")
        .doesNotContain("  schema ");
  }

  @Test
  void tellsItsVersion() {
    assertThat(cli.execute("--version")).isZero();
    assertThat(cli.printed())
        .startsWith("blindspot ")
        .contains("Java " + Runtime.version().feature());
  }

  @Test
  void printsTheSchema() {
    assertThat(cli.execute("schema")).isZero();
    assertThat(cli.printed()).isEqualTo(ConfigSchema.toJson());
  }

  @Test
  void printsTheSchemaOfResults() {
    assertThat(cli.execute("schema", "--results")).isZero();
    assertThat(cli.printed()).contains("Blindspot results.json, schema", "\"arms\"");
  }

  @Test
  void completesItselfInShells() {
    assertThat(cli.execute("generate-completion")).isZero();
    assertThat(cli.printed()).startsWith("#!/usr/bin/env bash").contains("_picocli_blindspot_run");
  }
}
