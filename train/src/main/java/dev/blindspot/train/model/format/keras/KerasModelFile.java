package dev.blindspot.train.model.format.keras;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.blindspot.train.model.format.Hdf5File;
import dev.blindspot.train.model.format.Hdf5Group;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A whole Keras model in HDF5 ({@code model.save("model.h5")}). DL4J makes the network of the
 * configuration, which is brought into the layout of Keras 2 where Keras 3 wrote it; the weights
 * are read and compared with it here, because DL4J's own reader hands the file to the native HDF5
 * library and believes what its headers say.
 */
public final class KerasModelFile {
  private static final String CONFIGURATION = "model_config";
  private static final String VERSION = "keras_version";
  private static final String BACKEND = "backend";
  private static final String WEIGHTS = "model_weights";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Hdf5Group root;
  private final long bytes;

  private KerasModelFile(Hdf5Group root, long bytes) {
    this.root = root;
    this.bytes = bytes;
  }

  /**
   * Reads a model.
   *
   * @throws IOException saying why it cannot be read
   */
  public static ComputationGraph read(Path file) throws IOException {
    long bytes = Files.isRegularFile(file) ? Files.size(file) : 0;
    return Hdf5File.read(file, root -> new KerasModelFile(root, bytes).read());
  }

  private ComputationGraph read() throws IOException {
    String text = attribute(CONFIGURATION);
    String version = attribute(VERSION);
    if (!(JSON.readTree(text) instanceof ObjectNode configuration)) {
      throw new IOException("its attribute '%s' is not a configuration".formatted(CONFIGURATION));
    }
    if (version.startsWith("3")) {
      return ofKeras3(Keras3Model.of(configuration));
    }
    if (!version.startsWith("1") && !version.startsWith("2")) {
      throw new IOException(
          "it was saved by Keras %s; files of Keras 1, 2 and 3 are read".formatted(version));
    }
    configuration.put(VERSION, version);
    if (version.startsWith("2")) {
      configuration.put(BACKEND, attribute(BACKEND));
    }
    return new KerasNetwork(weights(), bytes).of(configuration);
  }

  private ComputationGraph ofKeras3(Keras3Model model) throws IOException {
    return new KerasNetwork(model.checked(weights()), bytes).of(model.asKeras2());
  }

  private String attribute(String name) throws IOException {
    return root.text(name)
        .orElseThrow(
            () ->
                new IOException(
                    "it has no attribute '%s'; it may hold weights only".formatted(name)));
  }

  private KerasGroupWeights weights() throws IOException {
    return new KerasGroupWeights(
        root.group(WEIGHTS)
            .orElseThrow(() -> new IOException("it has no group '%s'".formatted(WEIGHTS))));
  }
}
