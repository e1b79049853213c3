package dev.blindspot.train.model.format.keras;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.train.model.format.CheckedZip;
import dev.blindspot.train.model.format.FileGuard;
import dev.blindspot.train.model.format.Hdf5File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A {@code .keras} file: a zip of the configuration (config.json) and the weights
 * (model.weights.h5). Of what else it holds nothing is read, and nothing of it is run.
 */
public final class KerasZip {
  private static final String CONFIGURATION = "config.json";
  private static final String WEIGHTS = "model.weights.h5";
  private static final String NUMPY = "model.weights.npz";

  /** A layer takes about a kilobyte. */
  private static final int MAX_MEGABYTES = 16;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KerasZip() {}

  /** Whether a zip looks like such a file, though it may be damaged. */
  public static boolean isOne(CheckedZip zip) {
    return zip.has(CONFIGURATION) || zip.has(WEIGHTS);
  }

  /**
   * Reads a model.
   *
   * @throws IOException saying why it cannot be read
   */
  public static ComputationGraph read(Path file) throws IOException {
    return FileGuard.read(
        () -> {
          try (CheckedZip zip = new CheckedZip(file)) {
            return read(zip);
          }
        });
  }

  private static ComputationGraph read(CheckedZip zip) throws IOException {
    Keras3Model model = Keras3Model.of(JSON.readTree(zip.text(CONFIGURATION, MAX_MEGABYTES)));
    if (zip.has(NUMPY) && !zip.has(WEIGHTS)) {
      throw new IOException(
          "its weights are in %s; save it with those in HDF5, as model.save does".formatted(NUMPY));
    }
    Path weights = Files.createTempFile("blindspot-keras", ".h5");
    try {
      zip.unpack(WEIGHTS, weights);
      return network(model, weights);
    } finally {
      Files.deleteIfExists(weights);
    }
  }

  private static ComputationGraph network(Keras3Model model, Path weights) throws IOException {
    long bytes = Files.size(weights);
    return Hdf5File.read(
        weights,
        root ->
            new KerasNetwork(model.checked(new KerasContainerWeights(root, model.parts())), bytes)
                .of(model.asKeras2()));
  }
}
