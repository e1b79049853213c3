package dev.blindspot.train.onnx;

import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.network.FeatureReader;
import dev.blindspot.explain.network.GapHead;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.ValueInfoProto;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Values inside of a graph: a second session puts them out, made when it is first asked for. */
final class OnnxFeatures implements FeatureReader, AutoCloseable {
  private static final Set<String> FOLLOWING =
      Set.of("BatchNormalization", "Relu", "Clip", "LeakyRelu", "HardSwish", "Elu", "PRelu");

  private final Path file;
  private final ModelProto model;
  private final OnnxGraph graph;
  private final OnnxInput input;
  private final InputScaling scaling;
  private @Nullable OnnxSession session;
  private String computed = "";

  OnnxFeatures(
      Path file, ModelProto model, OnnxGraph graph, OnnxInput input, InputScaling scaling) {
    this.file = file;
    this.model = model;
    this.graph = graph;
    this.input = input;
    this.scaling = scaling;
  }

  /** What global average pooling reads, else what the last convolution puts out. */
  @Override
  public String lastFeatures() {
    try {
      return gapHead().featureVertex();
    } catch (IllegalArgumentException e) {
      return lastConvolution();
    }
  }

  private String lastConvolution() {
    String last = "";
    for (NodeProto node : graph.nodes()) {
      boolean follows =
          node.getInputList().contains(last)
              && FOLLOWING.contains(node.getOpType())
              && graph.readers(last).size() == 1;
      last = node.getOpType().equals("Conv") || follows ? node.getOutput(0) : last;
    }
    if (last.isEmpty()) {
      throw new IllegalArgumentException("This network has no convolution.");
    }
    return last;
  }

  @Override
  public GapHead gapHead() {
    return new OnnxHead(graph, input.output()).find();
  }

  @Override
  public INDArray features(String layer, INDArray images) {
    INDArray features = session(layer).run(scaling.apply(images));
    if (features.rank() != 4) {
      throw new IllegalArgumentException(
          "layer must be a map with places, [N,C,H,W]; '%s' puts out %s"
              .formatted(layer, Arrays.toString(features.shape())));
    }
    return isLast(layer) ? features.permute(0, 3, 1, 2).dup('c') : features;
  }

  private boolean isLast(String layer) {
    try {
      GapHead head = gapHead();
      return head.layout() == CNN2DFormat.NHWC && head.featureVertex().equals(layer);
    } catch (IllegalArgumentException e) {
      return false; // without such a head features are a convolution's, whose channels come first
    }
  }

  private OnnxSession session(String layer) {
    OnnxSession open = session;
    if (open != null && computed.equals(layer)) {
      return open;
    }
    if (graph.maker(layer) == null) {
      List<String> made = graph.nodes().stream().map(node -> node.getOutput(0)).toList();
      throw new IllegalArgumentException(
          "layer must be one of %s, was '%s'".formatted(made, layer));
    }
    close();
    ModelProto.Builder wider = model.toBuilder();
    wider.getGraphBuilder().clearOutput().addOutput(ValueInfoProto.newBuilder().setName(layer));
    OnnxSession made = new OnnxSession(file, wider.build(), input, layer);
    session = made;
    computed = layer;
    return made;
  }

  @Override
  public void close() {
    OnnxSession open = session;
    if (open != null) {
      open.close();
      session = null;
    }
  }
}
