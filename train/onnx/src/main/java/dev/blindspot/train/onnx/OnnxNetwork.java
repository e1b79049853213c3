package dev.blindspot.train.onnx;

import dev.blindspot.explain.ImageClassifier;
import dev.blindspot.explain.engine.CompiledNetwork;
import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.model.foreign.ForeignNetwork;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A classifier in an ONNX file. */
final class OnnxNetwork implements ForeignNetwork {
  private final OnnxInput input;
  private final OnnxSession session;
  private final OnnxFeatures features;
  private final ImageClassifier classifier;
  private final ScoreKind kind;
  private final long opset;

  OnnxNetwork(Path file, OnnxFile read, OnnxInput input, InputScaling scaling) {
    this.input = input;
    this.opset = read.opset();
    OnnxGraph graph = new OnnxGraph(read.graph());
    this.session = new OnnxSession(file, read.model(), input, input.output());
    this.kind = ScoreKind.of(graph, input.output());
    this.features = new OnnxFeatures(file, read.model(), graph, input, scaling);
    this.classifier =
        ImageClassifier.builder(
                batch -> kind.probabilities(row(file, session.run(scaling.apply(batch)))),
                scaling.channels())
            .features(features)
            .compiler(() -> compiled(graph, scaling))
            .build();
  }

  private CompiledNetwork compiled(OnnxGraph graph, InputScaling scaling) {
    return CompiledNetwork.of(
        new OnnxCompiler(graph, input, scaling.channels()).compile(), scaling);
  }

  private static INDArray row(Path file, INDArray out) {
    boolean places = out.rank() == 4 && out.size(2) == 1 && out.size(3) == 1;
    if (out.rank() != 2 && !places) {
      throw new UserError(
          "%s puts out arrays of %d dimensions, no row of scores for each image"
              .formatted(file, out.rank()));
    }
    return out.reshape(out.size(0), out.size(1));
  }

  @Override
  public ImageClassifier classifier() {
    return classifier;
  }

  @Override
  public OptionalInt inputSize() {
    return input.side();
  }

  @Override
  public String note() {
    return "ONNX of opset %d, %s, %s; %s"
        .formatted(
            opset,
            input.layout(),
            input.side().isPresent() ? input.side().getAsInt() + " px" : "any size",
            kind.note());
  }

  @Override
  public void close() {
    classifier.close();
    features.close();
    session.close();
  }
}
