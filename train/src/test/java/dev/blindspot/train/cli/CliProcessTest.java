package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** How a real process ends. */
class CliProcessTest {
  @TempDir private Path folder = Path.of("");

  private Process start(String... arguments) throws IOException {
    return start(List.of(), arguments);
  }

  private Process start(List<String> options, String... arguments) throws IOException {
    return start(CliProcess.class, options, arguments);
  }

  private Process start(Class<?> main, List<String> options, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).redirectError(folder.resolve("err").toFile()).start();
  }

  private String told() throws IOException {
    return Files.readString(folder.resolve("err"));
  }

  @Test
  void aMistakeEndsTheProcessWithTwoAndNoFurtherWord() throws Exception {
    assertThat(start("doctor").waitFor()).isEqualTo(2);
    assertThat(told().strip()).isEqualTo("no doctor here");
  }

  /** A user's language may have a comma in numbers, or digits of its own. */
  @Test
  void numbersAreTheSameInEveryLanguage() throws Exception {
    Path config = Files.writeString(folder.resolve("c.yaml"), "name: c\n");
    List<String> arguments = new ArrayList<>(List.of("run", config.toString()));
    for (int i = 0; i < 1001; i++) {
      arguments.addAll(List.of("--set", "seed=" + i));
    }
    Process process =
        start(List.of("-Duser.language=ar", "-Duser.country=EG"), arguments.toArray(String[]::new));
    assertThat(process.waitFor()).isEqualTo(2);
    assertThat(told()).contains("is given 1001 times, at most 1000 are read");
  }

  @Test
  void withoutOneDnnBenchLayersSaysSoInASentence() throws Exception {
    Process process =
        start(
            Main.class,
            List.of("-Dblindspot.onednn=off"),
            "bench",
            "layers",
            "--size",
            "32",
            "--width",
            "0.125");
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.lines())
          .containsExactly(
              "layers are not timed one by one: switched off by -Dblindspot.onednn=off");
    }
    assertThat(process.waitFor()).isZero();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS) // there a process cannot be asked to end
  void aStoppedProcessTellsHowToGoOnAndLeavesNoStackTrace() throws Exception {
    Path model = Files.writeString(folder.resolve("m.zip"), "");
    Process process = start("predict", "--model", model.toString(), "--images", folder.toString());
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(out.readLine()).isEqualTo("ready");
      process.destroy();
      assertThat(process.waitFor()).isEqualTo(128 + 15);
    }
    assertThat(told().strip()).isEqualTo("Stopped.");
  }
}
