package dev.blindspot.train.run.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.progress.Progress;
import dev.blindspot.train.run.folder.IfExists;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real process is killed again and again, and the run still ends as if nothing had happened. */
@ExtendWith(SharedDrawings.class)
class KilledRunTest {
  private static final String[] SETTINGS = {
    "training.epochs=3",
    "training.batchSize=4",
    "training.earlyStopping={metric: validation-loss, patience: 3}",
    "evaluation.bootstrap=2000"
  };

  /**
   * What the process says right before it is killed; what it does then is a matter of milliseconds.
   */
  private static final List<String> MOMENTS =
      List.of(
          "decoding images", // then the first epoch is trained
          "reference: epoch 1/3",
          "reference: epoch 3/3", // then the arm ends and the next one begins
          "erasing: epoch 2/3",
          "reference: test",
          "maps");

  @TempDir private Path folder;

  @Test
  void aRunThatIsKilledAtManyMomentsEndsAsAnUninterruptedOne() throws Exception {
    Path config = TinyRun.write(folder);
    new MainJob(TinyRun.load(folder, SETTINGS), Progress.NONE)
        .run(folder.resolve("whole"), IfExists.REFUSE);
    Path out = folder.resolve("killed");
    for (String moment : MOMENTS) {
      Process process = start(config, out);
      assertThat(readUntil(process, moment)).as(moment).last().asString().contains(moment);
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    Process last = start(config, out);
    List<String> said = readUntil(last, "nothing that it says");
    assertThat(last.waitFor()).as(String.join("\n", said)).isZero();
    assertThat(said).noneMatch(line -> line.contains("epoch"));
    assertThat(Results.of(out.resolve("tiny"), "reference", "erasing"))
        .isEqualTo(Results.of(folder.resolve("whole/tiny"), "reference", "erasing"));
  }

  private static Process start(Path config, Path out) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-Dblindspot.cache=" + System.getProperty("blindspot.cache"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.blindspot.train.cli.Main",
                "run",
                config.toString(),
                "--out",
                out.toString(),
                "--resume"));
    Arrays.stream(SETTINGS).forEach(setting -> command.addAll(List.of("--set", setting)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static List<String> readUntil(Process process, String text) throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader reader = process.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      lines.add(line);
      if (line.contains(text)) {
        return lines;
      }
    }
    return lines;
  }
}
