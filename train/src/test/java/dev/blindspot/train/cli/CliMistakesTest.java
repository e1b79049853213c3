package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said, and the code that a command ends with, when something goes wrong. */
class CliMistakesTest {
  private final Path folder;
  private final RecordedCli cli;

  CliMistakesTest(@TempDir Path folder) {
    this.folder = folder;
    this.cli = new RecordedCli(folder);
  }

  @Test
  void messagesCannotSteerATerminal() {
    assertThat(cli.execute("run", "a\u001b[2J.yaml")).isEqualTo(2);
    assertThat(cli.told()).contains("a\\u{1b}[2J.yaml").doesNotContain("\u001b");
  }

  @Test
  void mistakesInTheConfigurationEndWithTwoAndNoStackTrace() {
    assertThat(cli.execute("run", cli.config(), "--set", "training.epochs=0")).isEqualTo(2);
    assertThat(cli.told())
        .isEqualTo("--set training.epochs: training.epochs: must be >= 1, was 0\n");
    assertThat(cli.printed()).isEmpty();
  }

  @Test
  void mistakesThatActionsFindEndWithTwo() {
    cli.actions()
        .thenDo(
            () -> {
              throw new UserError("runs/small is there already; use --force or --resume");
            });
    assertThat(cli.execute("run", cli.config())).isEqualTo(2);
    assertThat(cli.told()).isEqualTo("runs/small is there already; use --force or --resume\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "data", "bench", "rnu", "run", "predict", "run a b", "run --nope a"})
  void misuseEndsWithTwoAndPointsToHelp(String line) {
    assertThat(cli.execute(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
    assertThat(cli.told()).contains("--help' for what is possible.").doesNotContain("\tat ");
  }

  @Test
  void misspelledCommandsGetASuggestion() {
    assertThat(cli.execute("trian")).isEqualTo(2);
    assertThat(cli.told()).contains("Did you mean: blindspot train");
  }

  @Test
  void ourFaultsEndWithOneAndLeaveTheStackTraceInAFile() throws IOException {
    cli.actions()
        .thenDo(
            () -> {
              throw new IllegalStateException("broken");
            });
    assertThat(cli.execute("doctor")).isEqualTo(1);
    assertThat(cli.told())
        .startsWith("Blindspot failed: java.lang.IllegalStateException: broken\n")
        .doesNotContain("\tat ");
    assertThat(Files.readString(log()))
        .contains("java.version ", "IllegalStateException: broken", "\tat dev.blindspot.");
    assertThat(cli.told()).endsWith("The details are in " + log() + "\n");
  }

  @Test
  void errorsOfTheMachineAreFaultsToo() {
    cli.actions()
        .thenDo(
            () -> {
              throw new OutOfMemoryError("Java heap space");
            });
    assertThat(cli.execute("doctor")).isEqualTo(1);
    assertThat(cli.told()).contains("Give it more memory");
  }

  @Test
  void tooLittleMemoryIsTheReasonWhoeverWrapsIt() {
    cli.actions()
        .thenDo(
            () -> {
              throw new IllegalStateException("page", new OutOfMemoryError("Java heap space"));
            });
    assertThat(cli.execute("doctor")).isEqualTo(1);
    assertThat(cli.told()).contains("Blindspot failed: java.lang.IllegalStateException: page");
    assertThat(cli.told()).contains("Give it more memory");
  }

  private Path log() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".log")).findFirst().orElseThrow();
    }
  }
}
