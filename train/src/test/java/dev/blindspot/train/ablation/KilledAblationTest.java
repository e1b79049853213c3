package dev.blindspot.train.ablation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.train.SharedDrawings;
import dev.blindspot.train.ablation.store.TrialRecord;
import dev.blindspot.train.ablation.store.TrialRecord.State;
import dev.blindspot.train.ablation.store.TrialScores;
import dev.blindspot.train.ablation.store.TrialStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Real processes with real trials are killed, and the ablation ends as if they had not been. */
@ExtendWith(SharedDrawings.class)
class KilledAblationTest {
  private static final String ABLATION =
      """
      set: {training.epochs: 3}
      search: add-one-in
      parts:
        erasing: {augmentation.random-erasing: {fill: mean}}
        impossible: {training.optimiser: {sgd: {learningRate: 1.0e+30}}}
      parallel: 1
      pruning: null
      final: null
      """;

  @TempDir private Path folder;
  private Path config;

  @BeforeEach
  void writeConfiguration() {
    config = Ablations.write(folder, ABLATION);
  }

  private Process start(Path out, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Dblindspot.cache=" + System.getProperty("blindspot.cache"),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.blindspot.train.cli.Main",
                "ablate",
                config.toString(),
                "--out",
                out.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String readUntil(Process process, String text) throws IOException {
    StringBuilder all = new StringBuilder();
    BufferedReader reader = process.inputReader();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      all.append(line).append('\n');
      if (line.contains(text)) {
        break;
      }
    }
    return all.toString();
  }

  private static List<TrialRecord> trials(Path out) {
    try (TrialStore store = TrialStore.open(out.resolve("tried"))) {
      return store.trials();
    }
  }

  private static Map<Integer, String> results(Path out) {
    return trials(out).stream()
        .collect(
            Collectors.toMap(
                TrialRecord::setting,
                t -> {
                  TrialScores s = t.scores();
                  return t.state()
                      + (s == null ? "" : " " + s.accuracy() + " " + s.logLoss() + s.weights());
                }));
  }

  @Test
  void anAblationThatIsKilledGoesOn() throws Exception {
    Path whole = folder.resolve("whole");
    Process uninterrupted = start(whole);
    String said = readUntil(uninterrupted, "nothing that it says");
    assertThat(uninterrupted.waitFor()).as(said).isZero();
    assertThat(trials(whole))
        .extracting(TrialRecord::state)
        .containsExactly(State.COMPLETE, State.COMPLETE, State.FAILED);
    assertThat(trials(whole).get(2).reason()).contains("epoch 1").contains("Lower training");
    assertThat(weights(whole)).as("shared first weights").hasSize(1);

    Path out = folder.resolve("killed");
    Process first = start(out);
    assertThat(readUntil(first, "trial 2 ")).contains("trial 1 (baseline, seed 1) complete");
    List<ProcessHandle> family = first.descendants().toList();
    first.destroyForcibly().waitFor();
    for (ProcessHandle child : family) {
      child.onExit().get(60, TimeUnit.SECONDS); // it ends because its parent has
    }
    assertThat(trials(out).get(1).state()).isEqualTo(State.RUNNING);

    Process second = start(out, "--resume");
    String resumed = readUntil(second, "nothing that it says");
    assertThat(second.waitFor()).as(resumed).isZero();
    assertThat(resumed).doesNotContain("trial 1 ").contains("trial 2 ").contains("report: ");
    assertThat(results(out)).isEqualTo(results(whole));
  }

  private static List<String> weights(Path out) {
    return trials(out).stream()
        .map(TrialRecord::scores)
        .filter(Objects::nonNull)
        .map(TrialScores::weights)
        .distinct()
        .toList();
  }
}
