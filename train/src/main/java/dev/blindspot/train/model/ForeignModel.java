package dev.blindspot.train.model;

import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.format.GraphReader;
import dev.blindspot.train.model.format.KerasModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A classifier that Blindspot did not train: a zip of DL4J's {@code ModelSerializer} (computation
 * graph or network of layers) or a Keras model in HDF5 (with its configuration, {@code
 * model.save}). It must have one image as input and one output of class probabilities: K of them
 * that sum to one (softmax), or a single probability of class 1 (sigmoid).
 *
 * <p>Not thread-safe. {@link #close} frees the native memory.
 */
public final class ForeignModel implements Scorer, AutoCloseable {
  private static final double TOLERANCE = 1e-3;

  private final Path file;
  private final ComputationGraph graph;
  private final PixelScale scale;
  private final boolean channelsLast;

  private ForeignModel(Path file, ComputationGraph graph, PixelScale scale) {
    this.file = file;
    this.graph = graph;
    this.scale = scale;
    this.channelsLast = channelsLast(graph);
  }

  /**
   * Reads a model.
   *
   * @param scale what is done to pixels first: it belongs to the model, and its file does not say
   * @throws UserError if the file holds no such model
   */
  public static ForeignModel load(Path file, PixelScale scale) {
    if (!Files.isRegularFile(file)) {
      throw new UserError("there is no model file " + file.toAbsolutePath());
    }
    OneDnn.enable();
    ComputationGraph graph = isKeras(file) ? keras(file) : GraphReader.read(file);
    if (graph.getNumInputArrays() != 1 || graph.getNumOutputArrays() != 1) {
      graph.close();
      throw new UserError(
          "%s has %d inputs and %d outputs; a classifier of images has one of each"
              .formatted(file, graph.getNumInputArrays(), graph.getNumOutputArrays()));
    }
    return new ForeignModel(file, graph, scale);
  }

  /** Whether a file name says Keras: {@code .h5} or {@code .hdf5}. */
  public static boolean isKeras(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".h5") || name.endsWith(".hdf5");
  }

  /** Whether a zip was saved by Blindspot, and says itself what it expects. */
  public static boolean isOurs(Path file) {
    return !isKeras(file) && ModelFile.findSpec(file).isPresent();
  }

  /**
   * Number of classes, found by scoring a grey image.
   *
   * @param sizePx side of the square input
   * @throws UserError if the model does not take such an image
   */
  public int classes(int sizePx) {
    try (INDArray grey = Nd4j.valueArrayOf(new long[] {1, 3, sizePx, sizePx}, 127f)) {
      return (int) score(grey).size(1);
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UserError(
          "%s cannot score an image of %d x %d pixels (set its size with --input-size): %s"
              .formatted(file, sizePx, sizePx, e.getMessage()),
          e);
    }
  }

  /**
   * Probabilities of the classes.
   *
   * @param bgr float32 {@code [N,3,H,W]}, 0..255
   * @return {@code [N,K]}, K at least 2
   * @throws UserError if the outputs are not probabilities
   */
  @Override
  public INDArray score(INDArray bgr) {
    INDArray scaled = scale.apply(bgr);
    INDArray input = channelsLast ? scaled.permute(0, 2, 3, 1).dup('c') : scaled;
    INDArray out = graph.outputSingle(false, input);
    if (out.rank() != 2 || out.size(0) != bgr.size(0)) {
      throw new UserError(
          "%s puts out %s for %d images, no row of class probabilities for each"
              .formatted(file, Arrays.toString(out.shape()), bgr.size(0)));
    }
    INDArray probabilities = out.size(1) == 1 ? Nd4j.concat(1, out.rsub(1), out) : out;
    requireProbabilities(probabilities);
    return probabilities;
  }

  private void requireProbabilities(INDArray out) {
    double least = out.minNumber().doubleValue();
    double off = out.sum(1).subi(1).amaxNumber().doubleValue();
    if (!(least >= 0) || !(off <= TOLERANCE)) {
      throw new UserError(
          "%s outputs numbers that are not probabilities (%s): its last layer must be a softmax, or a sigmoid of one unit"
              .formatted(file, out.getRow(0)));
    }
  }

  @Override
  public void close() {
    graph.close();
  }

  /** Keras models are usually channels-last; the first convolution knows. */
  private static boolean channelsLast(ComputationGraph graph) {
    for (Layer layer : graph.getLayers()) {
      if (layer.conf().getLayer() instanceof ConvolutionLayer convolution) {
        return convolution.getCnn2dDataFormat() == CNN2DFormat.NHWC;
      }
    }
    return false;
  }

  private static ComputationGraph keras(Path file) {
    try {
      return KerasModelFile.read(file);
    } catch (IOException e) {
      throw new UserError(
          "%s cannot be read as a Keras model in HDF5 (saved whole, by model.save): %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
