package dev.blindspot.train.ablation.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialProcessRunnerTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  Path folder;

  @Test
  void theReasonIsToldAlsoWhenALibraryWroteBytesThatAreNotUtf8() throws IOException {
    Path log = folder.resolve("trial.log");
    Files.write(log, "caf\u00e9 of a native library\n\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(
        log,
        "blindspot: the disk is full\n",
        StandardCharsets.UTF_8,
        java.nio.file.StandardOpenOption.APPEND);
    assertThat(TrialProcessRunner.lastLines(log))
        .endsWith("blindspot: the disk is full")
        .startsWith("caf");
  }
}
