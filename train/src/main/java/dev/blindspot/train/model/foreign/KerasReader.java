package dev.blindspot.train.model.foreign;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.Hdf5Archive;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;

/** Reads Keras models in HDF5 with their configuration, {@code model.save}. */
final class KerasReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KerasReader() {}

  static ComputationGraph read(Path file) {
    try {
      org.bytedeco.hdf5.Exception.dontPrint(); // else the library prints its own stack traces
      return isSequential(file)
          ? KerasModelImport.importKerasSequentialModelAndWeights(file.toString(), false)
              .toComputationGraph()
          : KerasModelImport.importKerasModelAndWeights(file.toString(), false);
    } catch (IOException
        | InvalidKerasConfigurationException
        | UnsupportedKerasConfigurationException
        | RuntimeException e) {
      throw new UserError(
          "%s cannot be read as a Keras model in HDF5 (saved whole, by model.save): %s"
              .formatted(file, e.getMessage()),
          e);
    } catch (LinkageError e) {
      throw new UserError(
          "HDF5 files cannot be read on this system, since there is no native library for it;"
              + " convert %s to a DL4J .zip on another one".formatted(file),
          e);
    }
  }

  private static boolean isSequential(Path file)
      throws UnsupportedKerasConfigurationException, IOException {
    try (Hdf5Archive archive = new Hdf5Archive(file.toString())) {
      String configuration = archive.readAttributeAsJson("model_config");
      return JSON.readTree(configuration).path("class_name").asText().equals("Sequential");
    }
  }
}
