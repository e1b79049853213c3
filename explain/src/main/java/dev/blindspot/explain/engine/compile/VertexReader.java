package dev.blindspot.explain.engine.compile;

import dev.blindspot.explain.network.GraphLayers;
import dev.blindspot.explain.onednn.graph.NetworkGraph;
import dev.blindspot.explain.onednn.graph.Node;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Makes operations of vertices, one after the other in the order of computation. */
final class VertexReader {
  private final GraphLayers layers;
  private final LayerCompiler compiler;
  private final CNN2DFormat layout;
  private final NetworkGraph.Builder trunk;
  private final Map<String, Value> values = new HashMap<>();

  VertexReader(
      ComputationGraph graph, GraphLayers layers, CNN2DFormat layout, NetworkGraph.Builder trunk) {
    this.layers = layers;
    this.layout = layout;
    this.trunk = trunk;
    this.compiler = new LayerCompiler(graph, layers, layout, trunk);
    for (String input : graph.getConfiguration().getNetworkInputs()) {
      values.put(input, new Value(0, false));
    }
  }

  /**
   * What a vertex puts out.
   *
   * @param node that computes it
   * @param point whether it is one place: a row of numbers, or maps of 1 x 1
   */
  record Value(int node, boolean point) {}

  /** Makes operations of one more vertex; those before it were made. */
  void add(String name) {
    if (!values.containsKey(name)) {
      values.put(name, value(name, layers.inputs(name).stream().map(this::value).toList()));
    }
  }

  private Value value(String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  private Value value(String name, List<Value> inputs) {
    GraphVertex vertex = layers.vertex(name);
    Value first = inputs.get(0);
    if (layers.reshapes(name) && !first.point()) {
      throw Refusal.of("Here '%s' reshapes its input".formatted(name));
    }
    List<Integer> nodes = inputs.stream().map(Value::node).toList();
    boolean point = inputs.stream().allMatch(Value::point);
    if (vertex instanceof LayerVertex) {
      return compiler.add(name, first);
    } else if (vertex instanceof ElementWiseVertex joint) {
      return new Value(elementwise(name, joint, inputs), point);
    } else if (vertex instanceof MergeVertex merge) {
      requireChannels(name, merge, point);
      return new Value(trunk.add(new Node.Concatenate(nodes)), point);
    } else if (vertex instanceof ScaleVertex scale) {
      return new Value(trunk.addLine(first.node(), (float) scale.getScaleFactor(), 0), point);
    } else if (vertex instanceof ShiftVertex shift) {
      return new Value(trunk.addLine(first.node(), 1, (float) shift.getShiftFactor()), point);
    } else if (vertex instanceof ReshapeVertex reshape && point && keepsOnePlace(reshape)) {
      return first;
    }
    throw Refusal.of("Here " + layers.describe(name));
  }

  private int elementwise(String name, ElementWiseVertex vertex, List<Value> inputs) {
    List<Integer> nodes = inputs.stream().map(Value::node).toList();
    boolean equal = inputs.stream().map(Value::point).distinct().count() == 1;
    return switch (vertex.getOp()) {
      case Add -> trunk.add(new Node.Add(nodes(name, nodes, equal)));
      case Average -> {
        int sum = trunk.add(new Node.Add(nodes(name, nodes, equal)));
        yield trunk.addLine(sum, 1f / nodes.size(), 0);
      }
      case Product -> product(name, inputs);
      default ->
          throw Refusal.of(
              "Here '%s' is an ElementWiseVertex of %s".formatted(name, vertex.getOp()));
    };
  }

  private static List<Integer> nodes(String name, List<Integer> nodes, boolean equal) {
    if (!equal) {
      throw Refusal.of("Here '%s' adds a single place to a map".formatted(name));
    }
    return nodes;
  }

  private int product(String name, List<Value> inputs) {
    if (inputs.size() != 2) {
      throw Refusal.of("Here '%s' multiplies %d inputs".formatted(name, inputs.size()));
    }
    int map = inputs.get(0).point() ? 1 : 0;
    return trunk.add(new Node.Multiply(inputs.get(map).node(), inputs.get(1 - map).node()));
  }

  /** Rows of numbers have their channels in dimension 1 whatever the layout. */
  private void requireChannels(String name, MergeVertex merge, boolean point) {
    int channels = layout == CNN2DFormat.NHWC ? 3 : 1;
    if (merge.getMergeAxis() != channels && !(point && merge.getMergeAxis() == 1)) {
      throw Refusal.of("Here '%s' merges along dimension %d".formatted(name, merge.getMergeAxis()));
    }
  }

  /** Whether all but one of the dimensions behind the first are 1. */
  private static boolean keepsOnePlace(ReshapeVertex vertex) {
    int[] shape = vertex.getNewShape();
    return Arrays.stream(shape).skip(1).filter(size -> size != 1).count() <= 1;
  }
}
