package dev.blindspot.train.fit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.train.config.UserError;
import dev.blindspot.train.io.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All that training needs to go on: one file, written atomically after every epoch. Random draws are keyed by the epoch
 * and need no state.
 *
 * @param state counters, early stopping and history
 * @param parameters all parameters, {@code [1,P]}
 * @param updater the updater's state; absent for updaters without one
 * @param best parameters of the best epoch, with early stopping
 */
record Checkpoint(State state, INDArray parameters, @Nullable INDArray updater, @Nullable INDArray best) {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FILE = "latest.zip";

  /**
   * What is not an array.
   *
   * @param seed the run's seed: the key of everything random
   * @param epochsDone finished epochs
   * @param iteration finished steps
   * @param bestEpoch the epoch that early stopping likes best, from 1; 0 without early stopping
   * @param bestValue its value, larger is better
   * @param finished whether training has ended
   * @param reason why it ended, or empty
   * @param seconds spent so far
   * @param history one record per finished epoch
   */
  record State(
      long seed,
      int epochsDone,
      int iteration,
      int bestEpoch,
      double bestValue,
      boolean finished,
      String reason,
      double seconds,
      List<EpochRecord> history) {
    State {
      history = List.copyOf(history);
    }

    static State start(long seed) {
      return new State(seed, 0, 0, 0, Double.NEGATIVE_INFINITY, false, "", 0, List.of());
    }
  }

  void write(Path folder) throws IOException {
    AtomicFile.write(
        folder.resolve(FILE),
        temporary -> {
          try (ZipOutputStream zip =
              new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 20))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry("state.json"));
            zip.write(JSON.writeValueAsString(state).getBytes(StandardCharsets.UTF_8));
            array(zip, "parameters", parameters);
            array(zip, "updater", updater);
            array(zip, "best", best);
          }
        });
  }

  static Optional<Checkpoint> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      try (InputStream in = zip.getInputStream(zip.getEntry("state.json"))) {
        State state = JSON.readValue(in, State.class);
        INDArray parameters = array(zip, "parameters");
        if (parameters == null) {
          throw new UserError("the checkpoint " + file + " is damaged: it has no parameters; start again with --force");
        }
        return Optional.of(new Checkpoint(state, parameters, array(zip, "updater"), array(zip, "best")));
      }
    } catch (JsonProcessingException e) {
      throw new UserError("the checkpoint " + file + " is damaged: " + e.getOriginalMessage() + "; start again with --force", e);
    } catch (IOException e) {
      throw new UserError("the checkpoint " + file + " cannot be read: " + e.getMessage() + "; start again with --force", e);
    }
  }

  private static void array(ZipOutputStream zip, String name, @Nullable INDArray array) throws IOException {
    if (array != null) {
      zip.putNextEntry(new ZipEntry(name));
      Nd4j.write(array, new DataOutputStream(zip));
    }
  }

  private static @Nullable INDArray array(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      return null;
    }
    try (DataInputStream in = new DataInputStream(zip.getInputStream(entry))) {
      return Nd4j.read(in);
    }
  }
}
