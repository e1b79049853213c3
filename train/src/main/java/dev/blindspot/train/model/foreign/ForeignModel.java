package dev.blindspot.train.model.foreign;

import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.ModelFile;
import dev.blindspot.train.model.PixelScale;
import dev.blindspot.train.model.format.GraphReader;
import dev.blindspot.train.model.format.keras.KerasModelFile;
import dev.blindspot.train.model.format.keras.KerasZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A classifier that Blindspot did not train: a zip of DL4J's {@code ModelSerializer} (computation
 * graph or network of layers), a Keras model in HDF5 or in a {@code .keras} zip (with its
 * configuration, {@code model.save}), or an ONNX file. It must have one image as input and one
 * output: probabilities of K classes, their logits, or a single probability of class 1 (sigmoid).
 *
 * <p>Not thread-safe. {@link #close} frees the native memory.
 */
public final class ForeignModel implements Scorer, AutoCloseable {
  private static final double TOLERANCE = 1e-3;
  private static final double COMPILED_TOLERANCE = 1e-4;

  private final Path file;
  private final ForeignNetwork network;

  private ForeignModel(Path file, ForeignNetwork network) {
    this.file = file;
    this.network = network;
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
    ModelFormat format = ModelFormat.of(file);
    if (format == ModelFormat.ONNX) {
      return new ForeignModel(file, OnnxReader.find(file).read(file, scale.scaling()));
    }
    OneDnn.enable();
    ComputationGraph graph =
        format == ModelFormat.DL4J_ZIP ? GraphReader.read(file) : keras(file, format);
    return new ForeignModel(file, new GraphNetwork(file, graph, scale.scaling()));
  }

  private static ComputationGraph keras(Path file, ModelFormat format) {
    try {
      return format == ModelFormat.KERAS_ZIP ? KerasZip.read(file) : KerasModelFile.read(file);
    } catch (IOException e) {
      throw new UserError(
          "%s cannot be read as a Keras model (saved whole, by model.save): %s"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  /** Whether a zip was saved by Blindspot, and says itself what it expects. */
  public static boolean isOurs(Path file) {
    return ModelFormat.of(file) == ModelFormat.DL4J_ZIP && ModelFile.findSpec(file).isPresent();
  }

  /** Side of the only square input that it takes; empty if its file does not say. */
  public OptionalInt inputSize() {
    return network.inputSize();
  }

  /** What was found out, in one sentence. */
  public String note() {
    return network.note();
  }

  /** What scores and explains it; closed with this. */
  public ImageClassifier classifier() {
    return network.classifier();
  }

  /**
   * Number of classes, found by scoring a grey image and noise.
   *
   * @param sizePx side of the square input
   * @throws UserError if the model does not take such an image
   */
  public int classes(int sizePx) {
    try (INDArray probe = probe(sizePx)) {
      int classes = (int) score(probe).size(1);
      network.classifier().checkCompiled(probe, COMPILED_TOLERANCE);
      return classes;
    } catch (UserError e) {
      throw e;
    } catch (RuntimeException e) {
      throw new UserError(
          "%s cannot score an image of %d x %d pixels (set its size with --input-size): %s"
              .formatted(file, sizePx, sizePx, e.getMessage()),
          e);
    }
  }

  /** A grey image and one of noise. */
  private static INDArray probe(int sizePx) {
    float[] pixels = new float[2 * 3 * sizePx * sizePx];
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i < pixels.length / 2 ? 127 : random.nextInt(256);
    }
    return Nd4j.createFromArray(pixels).reshape(2, 3, sizePx, sizePx);
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
    INDArray out = network.classifier().score(bgr);
    if (out.rank() != 2 || out.size(0) != bgr.size(0)) {
      throw new UserError(
          "%s puts out %s for %d images, no row of class probabilities for each"
              .formatted(file, Arrays.toString(out.shape()), bgr.size(0)));
    }
    requireProbabilities(out);
    return out;
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
    network.close();
  }
}
