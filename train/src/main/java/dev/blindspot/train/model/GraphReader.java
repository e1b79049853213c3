package dev.blindspot.train.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.blindspot.train.error.UserError;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads the graph of a DL4J model zip from its configuration and its coefficients. {@code
 * ModelSerializer} would also run Java deserialisation on the entry {@code preprocessor.bin}, which
 * lets a file execute code.
 */
final class GraphReader {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private GraphReader() {}

  /**
   * The graph in a zip; networks of layers are turned into graphs.
   *
   * @throws UserError if the file is not such a zip, or damaged
   */
  static ComputationGraph read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      String configuration = new String(content(zip, CONFIGURATION), StandardCharsets.UTF_8);
      INDArray parameters = array(content(zip, COEFFICIENTS));
      return JSON.readTree(configuration).has("vertices")
          ? graph(configuration, parameters)
          : network(configuration, parameters).toComputationGraph();
    } catch (IOException | RuntimeException e) {
      throw new UserError(
          "%s is not a DL4J model zip (or it is damaged): %s".formatted(file, reason(e)), e);
    }
  }

  private static ComputationGraph graph(String json, INDArray parameters) {
    ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(json);
    configuration.setDataType(parameters.dataType());
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(parameters, false);
    return graph;
  }

  private static MultiLayerNetwork network(String json, INDArray parameters) {
    MultiLayerConfiguration configuration = MultiLayerConfiguration.fromJson(json);
    configuration.setDataType(parameters.dataType());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(parameters, false);
    return network;
  }

  private static INDArray array(byte[] bytes) throws IOException {
    return Nd4j.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  /** A whole entry; its checksum is compared, which {@link ZipFile} leaves to its callers. */
  private static byte[] content(ZipFile zip, String name) throws IOException {
    ZipEntry entry = zip.getEntry(name);
    if (entry == null) {
      throw new FileNotFoundException("it has no entry " + name);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readAllBytes();
      CRC32 checksum = new CRC32();
      checksum.update(bytes);
      if (checksum.getValue() != entry.getCrc()) {
        throw new ZipException("the checksum of its entry " + name + " is wrong");
      }
      return bytes;
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
