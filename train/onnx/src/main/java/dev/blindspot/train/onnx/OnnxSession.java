package dev.blindspot.train.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.blindspot.train.error.UserError;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import onnx.Onnx.ModelProto;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A graph in ONNX Runtime, on the CPU. No library of operators is ever registered. */
final class OnnxSession implements AutoCloseable {
  private final Path file;
  private final OnnxInput input;
  private final String output;
  private final OrtSession session;

  /**
   * @param output name of the value that is computed, an output of the graph
   * @throws UserError if the runtime cannot run it
   */
  OnnxSession(Path file, ModelProto model, OnnxInput input, String output) {
    this.file = file;
    this.input = input;
    this.output = output;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.addConfigEntry("session.intra_op.allow_spinning", "0"); // other work runs beside it
      this.session = environment().createSession(model.toByteArray(), options);
    } catch (OrtException e) {
      throw new UserError("%s cannot be run by ONNX Runtime: %s".formatted(file, reason(e)), e);
    }
  }

  private static OrtEnvironment environment() throws OrtException {
    OrtEnvironment environment =
        OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "blindspot");
    environment.setTelemetry(false);
    return environment;
  }

  /**
   * Runs images.
   *
   * @param images {@code [N,C,H,W]} float32, scaled as the network expects them
   * @return {@code [N,...]} as the graph has it
   * @throws UserError if the runtime refuses them
   */
  INDArray run(INDArray images) {
    if (input.batched() || images.size(0) == 1) {
      return once(images);
    }
    INDArray[] rows = new INDArray[(int) images.size(0)];
    for (int n = 0; n < rows.length; n++) {
      rows[n] =
          once(
              images
                  .get(
                      NDArrayIndex.interval(n, n + 1),
                      NDArrayIndex.all(),
                      NDArrayIndex.all(),
                      NDArrayIndex.all())
                  .dup('c'));
    }
    return Nd4j.concat(0, rows);
  }

  private INDArray once(INDArray images) {
    INDArray ordered =
        input.layout() == org.deeplearning4j.nn.conf.CNN2DFormat.NHWC
            ? images.permute(0, 2, 3, 1).dup('c')
            : images;
    try (OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment(),
                FloatBuffer.wrap(ordered.dup('c').data().asFloat()),
                ordered.shape());
        OrtSession.Result result = session.run(Map.of(input.name(), tensor), Set.of(output))) {
      if (!(result.get(0) instanceof OnnxTensor out)) {
        throw new UserError(file + " puts out something that is not an array");
      }
      FloatBuffer values = out.getFloatBuffer();
      float[] copied = new float[values.remaining()];
      values.get(copied);
      return Nd4j.createFromArray(copied).reshape(out.getInfo().getShape());
    } catch (OrtException e) {
      throw new UserError(
          "%s cannot take images of %s: %s"
              .formatted(file, java.util.Arrays.toString(ordered.shape()), reason(e)),
          e);
    }
  }

  private static String reason(OrtException e) {
    String text = String.valueOf(e.getMessage()).strip();
    return text.lines().findFirst().orElse("unknown");
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
