package dev.blindspot.train.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.cli.Cli;
import dev.blindspot.train.cli.Jobs;
import dev.blindspot.train.cli.RecordedActions;
import dev.blindspot.train.cli.console.Console;
import dev.blindspot.train.cli.request.Actions.Mode;
import dev.blindspot.train.cli.request.Actions.RunOptions;
import dev.blindspot.train.run.folder.IfExists;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AblateCommandTest {
  private static final String QUICK = "../configs/ablation-quick.yaml";

  @TempDir private Path folder;
  private final RecordedActions actions = new RecordedActions();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int execute(String... arguments) {
    return new Cli(actions, console(), folder).execute(arguments);
  }

  private Console console() {
    return new Console(new PrintStream(out, true), new PrintStream(err, true), false);
  }

  @Test
  void passesOnWhatWasAskedFor() {
    assertThat(execute("ablate", QUICK, "--resume", "--out", "there", "--set", "name=mine"))
        .isZero();
    assertThat(actions.calls())
        .containsExactly(
            "ablate", "mine", new RunOptions(Path.of("there"), IfExists.RESUME, Mode.DO, null));
  }

  @Test
  void aDryRunIsOne() {
    assertThat(execute("ablate", QUICK, "--dry-run")).isZero();
    assertThat(actions.calls())
        .contains(new RunOptions(Path.of("ablations"), IfExists.REFUSE, Mode.DRY_RUN, null));
  }

  @Test
  void helpDoesNotSpeakOfRuns() {
    assertThat(execute("ablate", "--help")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Deletes earlier results")
        .doesNotContain("earlier run");
  }

  @Test
  void needsAConfiguration() {
    assertThat(execute("ablate")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("Missing required parameter: 'CONFIG'");
  }

  @Test
  void tellsTheStatusOfAFolder() {
    assertThat(execute("ablate", "status", folder.toString())).isZero();
    assertThat(actions.calls()).containsExactly("ablationStatus", folder);
    assertThat(execute("ablate", "status", folder.resolve("none").toString())).isEqualTo(2);
  }

  @Test
  void aFolderWithoutADatabaseIsAMistake() {
    assertThat(
            new Cli(new Jobs(console()), console(), folder)
                .execute("ablate", "status", folder.toString()))
        .isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("is not the folder of an ablation");
  }

  @Test
  void printsTheConfiguration() {
    assertThat(execute("ablate", QUICK, "--print-config")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("search:", "random:", "log-uniform:", "# the run that it varies:", "# arms:");
  }
}
