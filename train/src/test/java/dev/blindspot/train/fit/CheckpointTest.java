package dev.blindspot.train.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.fit.Checkpoint.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class CheckpointTest {
  private static final EpochRecord EPOCH =
      new EpochRecord(1, 0.5, Double.NaN, Double.NaN, 1e-3, 2, 40);

  @TempDir private Path folder;

  @Test
  void everythingComesBackAlsoNumbersThatAreNone() throws IOException {
    INDArray parameters = Nd4j.rand(1, 50);
    INDArray updater = Nd4j.rand(1, 100);
    INDArray best = Nd4j.rand(1, 50);
    INDArray average = Nd4j.rand(1, 5);
    State state = new State(7, 3, 12, 1, -0.25, "", 3.5, 0, "direct", List.of(EPOCH));
    new Checkpoint(state, parameters, updater, average, best).write(folder);
    Checkpoint read = Checkpoint.read(folder).orElseThrow();
    assertThat(read.state()).isEqualTo(state);
    assertThat(read.parameters()).isEqualTo(parameters);
    assertThat(read.updater()).isEqualTo(updater);
    assertThat(read.average()).isEqualTo(average);
    assertThat(read.best()).isEqualTo(best);
  }

  @Test
  void withoutEarlyStoppingAndUpdaterStateThereIsNothingToComeBack() throws IOException {
    State state = State.start(1, 0, "an abacus");
    new Checkpoint(state, Nd4j.ones(1, 3), null, null, null).write(folder);
    Checkpoint read = Checkpoint.read(folder).orElseThrow();
    assertThat(read.state()).isEqualTo(state);
    assertThat(read.state().bestValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(read.updater()).isNull();
    assertThat(read.average()).isNull();
    assertThat(read.best()).isNull();
  }

  @Test
  void theBestEpochIsStoredOnceWhenItIsTheLast() throws IOException {
    INDArray parameters = Nd4j.rand(1, 10_000);
    new Checkpoint(
            new State(7, 3, 12, 3, 0.9, "", 1, 2, null, List.of()),
            parameters,
            null,
            null,
            parameters)
        .write(folder);
    assertThat(Files.size(folder.resolve("latest.zip"))).isLessThan(60_000);
    assertThat(Checkpoint.read(folder).orElseThrow().best()).isEqualTo(parameters);
  }

  /** With an average, it is not the last parameters that are best. */
  @Test
  void theBestEpochIsStoredByItselfWhenItHasOtherParameters() throws IOException {
    INDArray best = Nd4j.rand(1, 10);
    State state = new State(7, 3, 12, 3, 0.9, "", 1, 0, null, List.of());
    new Checkpoint(state, Nd4j.rand(1, 10), null, Nd4j.rand(1, 10), best).write(folder);
    assertThat(Checkpoint.read(folder).orElseThrow().best()).isEqualTo(best);
  }

  @Test
  void thereIsNoneBeforeTheFirst() {
    assertThat(Checkpoint.read(folder)).isEmpty();
  }

  @Test
  void aDamagedOneIsTheUsersToDelete() throws IOException {
    new Checkpoint(State.start(1, 0, "an abacus"), Nd4j.rand(1, 1000), null, null, null)
        .write(folder);
    Path file = folder.resolve("latest.zip");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> Checkpoint.read(folder))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("latest.zip cannot be read")
        .hasMessageContaining("Delete the folder");
  }

  @Test
  void aFailedWriteLeavesTheOldOneAndNothingElse() throws IOException {
    INDArray old = Nd4j.rand(1, 10);
    new Checkpoint(State.start(1, 0, "an abacus"), old, null, null, null).write(folder);
    INDArray closed = Nd4j.rand(1, 10);
    closed.close();
    assertThatThrownBy(
            () ->
                new Checkpoint(State.start(2, 0, "an abacus"), closed, null, null, null)
                    .write(folder))
        .isInstanceOf(RuntimeException.class);
    assertThat(Checkpoint.read(folder).orElseThrow().parameters()).isEqualTo(old);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(1);
    }
  }
}
