package dev.blindspot.train.model.format;

import dev.blindspot.train.error.UserError;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads the graph of a DL4J model zip from its configuration and its coefficients. {@code
 * ModelSerializer} would also run Java deserialisation on the entry {@code preprocessor.bin}, which
 * lets a file execute code. Both entries are checked before DL4J and ND4J see them.
 */
public final class GraphReader {
  private static final String CONFIGURATION = "configuration.json";
  private static final String COEFFICIENTS = "coefficients.bin";
  private static final int MAX_MEGABYTES = 64;
  private static final int BUFFER = 1 << 16;

  /** Up to here the array itself tells more exactly what is wrong. */
  private static final long SMALL = 1 << 20;

  private GraphReader() {}

  /**
   * The graph in a zip; networks of layers are turned into graphs.
   *
   * @throws UserError if the file is not such a zip, or damaged
   */
  public static ComputationGraph read(Path file) {
    try (CheckedZip zip = new CheckedZip(file)) {
      String json = zip.text(CONFIGURATION, MAX_MEGABYTES);
      if (GraphConfiguration.check(json)) {
        ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(json);
        return graph(configuration, parameters(zip, GraphConfiguration.parameters(configuration)));
      }
      MultiLayerConfiguration configuration = MultiLayerConfiguration.fromJson(json);
      return network(configuration, parameters(zip, GraphConfiguration.parameters(configuration)))
          .toComputationGraph();
    } catch (OutOfMemoryError e) {
      throw new UserError(
          "%s asks for more memory than there is: %s".formatted(file, reason(e)), e);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw new UserError(
          "%s is not a DL4J model zip (or it is damaged): %s".formatted(file, reason(e)), e);
    }
  }

  private static ComputationGraph graph(
      ComputationGraphConfiguration configuration, INDArray parameters) {
    configuration.setDataType(parameters.dataType());
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init(parameters, false);
    return graph;
  }

  private static MultiLayerNetwork network(
      MultiLayerConfiguration configuration, INDArray parameters) {
    configuration.setDataType(parameters.dataType());
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init(parameters, false);
    return network;
  }

  private static INDArray parameters(CheckedZip zip, long expected) throws IOException {
    requirePresent(zip.entry(COEFFICIENTS), expected);
    return zip.read(
        COEFFICIENTS,
        entry -> {
          DataInputStream in = new DataInputStream(new BufferedInputStream(entry, BUFFER));
          INDArray parameters = Coefficients.read(in, expected);
          if (in.read() != -1) {
            throw new IOException("its parameters are followed by something else");
          }
          return parameters;
        });
  }

  /**
   * Before memory is taken for them: a parameter has four bytes, which deflate to at least 1/1032.
   */
  private static void requirePresent(ZipEntry entry, long expected) throws IOException {
    long most = Math.min(entry.getSize(), CheckedZip.MAX_INFLATION * entry.getCompressedSize());
    if (expected < 0 || (expected > SMALL && expected > most / Float.BYTES)) {
      throw new IOException(
          "it cannot hold the %d parameters that its configuration needs".formatted(expected));
    }
  }

  private static String reason(Throwable e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
