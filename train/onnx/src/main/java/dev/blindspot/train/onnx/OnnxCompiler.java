package dev.blindspot.train.onnx;

import dev.blindspot.explain.engine.compile.CompiledGraph;
import dev.blindspot.explain.onednn.graph.NetworkGraph;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.primitive.Nonlinearity;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.NodeProto;
import org.deeplearning4j.nn.conf.CNN2DFormat;

/**
 * Makes operations of an ONNX graph for the engine that recomputes only what a window changes. What
 * it makes is to be compared with ONNX Runtime's answers before it is used.
 */
final class OnnxCompiler {
  private static final List<Long> CHANNELS_FIRST = List.of(0L, 3L, 1L, 2L);
  private static final List<Long> PLACES = List.of(2L, 3L);

  private final OnnxGraph graph;
  private final OnnxInput input;
  private final OnnxParts parts;
  private final OnnxRows rows;
  private final NetworkGraph.Builder trunk;
  private final Map<String, Value> values = new HashMap<>();

  /** A map: the node that computes it, and whether it has one place. */
  private record Value(int node, boolean point) {}

  OnnxCompiler(OnnxGraph graph, OnnxInput input, int channels) {
    this.graph = graph;
    this.input = input;
    this.parts = new OnnxParts(graph);
    this.rows = new OnnxRows(graph, parts);
    this.trunk = new NetworkGraph.Builder(channels);
    values.put(input.name(), new Value(0, false));
  }

  /**
   * Compiles.
   *
   * @throws IllegalArgumentException with the reason, if the graph holds anything that is not known
   */
  CompiledGraph compile() {
    try {
      Set<String> needed = needed();
      for (NodeProto node : graph.nodes()) {
        if (needed.contains(node.getOutput(0)) && !isConstant(node.getOutput(0))) {
          add(node);
        }
      }
      if (!rows.isCurrent(input.output())) {
        rows.begin(input.output());
      }
      return CompiledGraph.of(trunk.build(), rows.head(ScoreKind.of(graph, input.output())));
    } catch (RuntimeException e) {
      rows.close();
      throw e;
    }
  }

  /** All values that the output depends on. */
  private Set<String> needed() {
    Set<String> needed = new HashSet<>(Set.of(input.output()));
    Deque<String> open = new ArrayDeque<>(needed);
    while (!open.isEmpty()) {
      NodeProto maker = graph.maker(open.pop());
      if (maker != null) {
        maker.getInputList().stream().filter(needed::add).forEach(open::push);
      }
    }
    return needed;
  }

  private boolean isConstant(String value) {
    return graph.shape(value).isPresent();
  }

  private void add(NodeProto node) {
    List<String> read =
        node.getInputList().stream().filter(in -> !in.isEmpty() && !isConstant(in)).toList();
    if (rows.hasBegun()) {
      if (!read.stream().allMatch(rows::isCurrent)) {
        throw OnnxParts.refusal(node, "stands beside the dense layers");
      }
      rows.add(node);
      return;
    }
    List<Value> sources = read.stream().map(in -> value(node, in)).toList();
    if (sources.isEmpty()) {
      throw OnnxParts.refusal(node, "reads nothing");
    }
    if (beginsRows(node, sources.get(0))) {
      rows.begin(read.get(0));
      rows.add(node);
    } else {
      values.put(node.getOutput(0), value(node, read, sources));
    }
  }

  private Value value(NodeProto node, String name) {
    Value value = values.get(name);
    if (value == null) {
      throw OnnxParts.refusal(node, "reads '%s', which was not computed".formatted(name));
    }
    return value;
  }

  /** Whether from this operator on there are only rows of numbers. */
  private boolean beginsRows(NodeProto node, Value source) {
    return switch (node.getOpType()) {
      case "Gemm", "MatMul", "Softmax", "LogSoftmax" -> true;
      case "Flatten", "Reshape" -> !source.point();
      case "Sigmoid" -> node.getOutput(0).equals(input.output());
      default -> false;
    };
  }

  private Value value(NodeProto node, List<String> read, List<Value> sources) {
    Value first = sources.get(0);
    boolean point = sources.stream().allMatch(Value::point);
    List<Integer> nodes = sources.stream().map(Value::node).toList();
    return switch (node.getOpType()) {
      case "Identity", "Dropout" -> first;
      case "Flatten", "Reshape", "Squeeze", "Unsqueeze" -> samePoint(node, first);
      case "Transpose" -> channelsFirst(node, first);
      case "Conv" -> new Value(trunk.add(parts.convolution(node, first.node())), point);
      case "BatchNormalization" -> new Value(trunk.add(parts.batchNorm(node, first.node())), point);
      case "MaxPool" -> new Value(trunk.add(parts.pool(node, first.node(), true)), false);
      case "AveragePool" -> new Value(trunk.add(parts.pool(node, first.node(), false)), false);
      case "GlobalAveragePool" -> average(first);
      case "ReduceMean" -> averageOverPlaces(node, first);
      case "Pad" -> new Value(trunk.add(parts.pad(node, first.node())), false);
      case "Concat" -> concatenated(node, nodes, point);
      case "Add" ->
          sources.size() == 1
              ? line(node, first)
              : new Value(trunk.add(new Node.Add(equal(node, sources, nodes))), point);
      case "Sub" -> line(node, first);
      case "Mul" -> sources.size() == 1 ? line(node, first) : product(read, sources);
      case "Div" -> line(node, first);
      case "HardSigmoid" -> hardSigmoid(node, first);
      default -> activated(node, first);
    };
  }

  private static Value samePoint(NodeProto node, Value source) {
    if (!source.point()) {
      throw OnnxParts.refusal(node, "changes the shape of a map");
    }
    return source;
  }

  private Value channelsFirst(NodeProto node, Value source) {
    List<Long> order =
        OnnxGraph.attribute(node, "perm").map(AttributeProto::getIntsList).orElse(List.of());
    if (source.node() != 0 || input.layout() != CNN2DFormat.NHWC || !order.equals(CHANNELS_FIRST)) {
      throw OnnxParts.refusal(node, "moves dimensions to " + order);
    }
    return source;
  }

  private Value average(Value source) {
    return new Value(trunk.add(new Node.GlobalAverage(source.node())), true);
  }

  private Value averageOverPlaces(NodeProto node, Value source) {
    Optional<List<Long>> axes =
        OnnxGraph.attribute(node, "axes")
            .map(AttributeProto::getIntsList)
            .or(
                () ->
                    node.getInputCount() > 1 ? graph.integers(node.getInput(1)) : Optional.empty());
    List<Long> places =
        axes.orElse(List.of()).stream().map(axis -> axis < 0 ? axis + 4 : axis).sorted().toList();
    if (!places.equals(PLACES)) {
      throw OnnxParts.refusal(node, "is a mean over dimensions " + places);
    }
    return average(source);
  }

  private Value concatenated(NodeProto node, List<Integer> nodes, boolean point) {
    long axis = OnnxGraph.integer(node, "axis", 1);
    if ((axis != 1 && axis != -3) || nodes.size() != node.getInputCount()) {
      throw OnnxParts.refusal(node, "joins along dimension " + axis);
    }
    return new Value(trunk.add(new Node.Concatenate(nodes)), point);
  }

  private static List<Integer> equal(NodeProto node, List<Value> sources, List<Integer> nodes) {
    if (sources.stream().map(Value::point).distinct().count() != 1) {
      throw OnnxParts.refusal(node, "adds a single place to a map");
    }
    return nodes;
  }

  /** {@code x * sigmoid(x)} is one function. */
  private Value product(List<String> read, List<Value> sources) {
    for (int i = 0; i < 2; i++) {
      NodeProto factor = graph.maker(read.get(1 - i));
      if (factor != null
          && factor.getOpType().equals("Sigmoid")
          && factor.getInput(0).equals(read.get(i))) {
        Node.Activate swish = new Node.Activate(sources.get(i).node(), Nonlinearity.SWISH);
        return new Value(trunk.add(swish), sources.get(i).point());
      }
    }
    int map = sources.get(0).point() ? 1 : 0;
    Node.Multiply product = new Node.Multiply(sources.get(map).node(), sources.get(1 - map).node());
    return new Value(trunk.add(product), sources.get(map).point());
  }

  /** With a constant of each channel or of all. */
  private Value line(NodeProto node, Value source) {
    int constant = isConstant(node.getInput(0)) ? 0 : 1;
    OnnxLines lines = new OnnxLines(parts, trunk.channels(source.node()), source.point());
    return new Value(trunk.add(lines.of(node, source.node(), constant)), source.point());
  }

  private Value hardSigmoid(NodeProto node, Value source) {
    float scale = OnnxGraph.number(node, "alpha", 0.2f);
    float shift = OnnxGraph.number(node, "beta", 0.5f);
    int line = trunk.addLine(source.node(), scale, shift);
    return new Value(trunk.add(new Node.Activate(line, Nonlinearity.clip(0, 1))), source.point());
  }

  private Value activated(NodeProto node, Value source) {
    Nonlinearity function =
        parts.function(node).orElseThrow(() -> OnnxParts.refusal(node, "is not one of them"));
    return new Value(trunk.add(new Node.Activate(source.node(), function)), source.point());
  }
}
