package dev.blindspot.train.fit;

import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.AtomicFile;
import dev.blindspot.train.io.StrictJson;
import dev.blindspot.train.model.Network;
import java.io.BufferedInputStream;
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
 * All that training needs to go on: one file, written atomically after every epoch. Random draws
 * are keyed by the epoch and need no state.
 *
 * @param state counters, early stopping and history
 * @param parameters all parameters, {@code [1,P]}
 * @param updater the updater's state; absent for updaters without one
 * @param average of the trainable parameters over the steps, with {@code training.ema}
 * @param best parameters of the best epoch, with early stopping; may be {@code parameters}
 */
record Checkpoint(
    State state,
    INDArray parameters,
    @Nullable INDArray updater,
    @Nullable INDArray average,
    @Nullable INDArray best) {

  private static final int BUFFER = 1 << 16;
  private static final String FILE = "latest.zip";
  private static final String STATE = "state.json";
  private static final String PARAMETERS = "parameters";
  private static final String UPDATER = "updater";
  private static final String AVERAGE = "average";
  private static final String BEST = "best";

  /**
   * What is not an array.
   *
   * @param seed the run's seed: the key of everything random
   * @param epochsDone finished epochs
   * @param iteration finished steps
   * @param bestEpoch the epoch that early stopping likes best, from 1; 0 without early stopping
   * @param bestValue its value, larger is better
   * @param reason why training has ended; empty while it goes on
   * @param seconds spent so far
   * @param workers that trained copies of the network; 0: this machine alone
   * @param convolutions how they were computed ({@link Network#convolutions}); null where a
   *     checkpoint does not tell
   * @param history one record per finished epoch
   */
  record State(
      long seed,
      int epochsDone,
      int iteration,
      int bestEpoch,
      double bestValue,
      String reason,
      double seconds,
      int workers,
      @Nullable String convolutions,
      List<EpochRecord> history) {
    State {
      history = List.copyOf(history);
    }

    /**
     * Before the first step.
     *
     * @param convolutions code that will compute them
     */
    static State start(long seed, int workers, String convolutions) {
      return new State(
          seed, 0, 0, 0, Double.NEGATIVE_INFINITY, "", 0, workers, convolutions, List.of());
    }

    State ended(String because) {
      return new State(
          seed,
          epochsDone,
          iteration,
          bestEpoch,
          bestValue,
          because,
          seconds,
          workers,
          convolutions,
          history);
    }

    boolean hasEnded() {
      return !reason.isEmpty();
    }

    /** Whether the last finished epoch is the best one. */
    boolean lastIsBest() {
      return bestEpoch > 0 && bestEpoch == epochsDone;
    }
  }

  void write(Path folder) throws IOException {
    AtomicFile.write(
        folder.resolve(FILE),
        temporary -> {
          try (ZipOutputStream zip =
              new ZipOutputStream(
                  new BufferedOutputStream(Files.newOutputStream(temporary), BUFFER))) {
            zip.setLevel(Deflater.NO_COMPRESSION);
            zip.putNextEntry(new ZipEntry(STATE));
            zip.write(StrictJson.MAPPER.writeValueAsString(state).getBytes(StandardCharsets.UTF_8));
            array(zip, PARAMETERS, parameters);
            array(zip, UPDATER, updater);
            array(zip, AVERAGE, average);
            array(zip, BEST, best == parameters ? null : best);
          }
        });
  }

  static Optional<Checkpoint> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      State state = StrictJson.MAPPER.readValue(entry(zip, STATE).readAllBytes(), State.class);
      INDArray parameters = array(zip, PARAMETERS);
      INDArray best = arrayOrNull(zip, BEST);
      return Optional.of(
          new Checkpoint(
              state,
              parameters,
              arrayOrNull(zip, UPDATER),
              arrayOrNull(zip, AVERAGE),
              best == null && state.lastIsBest() ? parameters : best));
    } catch (IOException | RuntimeException e) { // ND4J has no checked exception for damaged arrays
      throw new UserError(
          "the checkpoint %s cannot be read: %s. Delete the folder %s to train this arm again."
              .formatted(file, e.getMessage(), folder.getParent()),
          e);
    }
  }

  private static void array(ZipOutputStream zip, String name, @Nullable INDArray array)
      throws IOException {
    if (array != null) {
      zip.putNextEntry(new ZipEntry(name));
      // ND4J writes number by number, which the zip alone would make slow
      DataOutputStream out = new DataOutputStream(new BufferedOutputStream(zip, BUFFER));
      Nd4j.write(array, out);
      out.flush();
    }
  }

  private static INDArray array(ZipFile zip, String name) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(entry(zip, name), BUFFER))) {
      return Nd4j.read(in);
    }
  }

  private static @Nullable INDArray arrayOrNull(ZipFile zip, String name) throws IOException {
    return zip.getEntry(name) == null ? null : array(zip, name);
  }

  private static InputStream entry(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new IOException("it has no entry '" + name + "'");
    }
    return zip.getInputStream(entry);
  }
}
