package dev.blindspot.explain.onednn.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Operations in the order in which they are computed: the first one is the input, the last one the
 * output.
 *
 * <pre>{@code
 * var graph = new NetworkGraph.Builder(3);
 * int x = graph.add(new Node.Convolve(0, weights, bias, 1, Sliding.of(3, 1, 1), Sliding.of(3, 1, 1)));
 * x = graph.add(Node.relu(x));
 * graph.add(new Node.GlobalAverage(x));
 * NetworkGraph network = graph.build();
 * }</pre>
 *
 * @param nodes at least two
 */
public record NetworkGraph(List<Node> nodes) {
  public NetworkGraph {
    nodes = List.copyOf(nodes);
    if (nodes.size() < 2 || !(nodes.get(0) instanceof Node.Input)) {
      throw new IllegalArgumentException("a graph must be an input and at least one operation");
    }
    for (int i = 0; i < nodes.size(); i++) {
      require(nodes.get(i), i);
    }
  }

  private static void require(Node node, int index) {
    if (index > 0 && (node instanceof Node.Input || node.sources().isEmpty())) {
      throw new IllegalArgumentException("node %d must read an earlier node".formatted(index));
    }
    for (int source : node.sources()) {
      if (source < 0 || source >= index) {
        throw new IllegalArgumentException(
            "sources of node %d must be earlier nodes, were %s".formatted(index, node.sources()));
      }
    }
  }

  /** Channels of the images. */
  public int channels() {
    return ((Node.Input) nodes.get(0)).channels();
  }

  /** Channels of what each node puts out. */
  public int[] channelsOfNodes() {
    List<Integer> channels = new ArrayList<>();
    nodes.forEach(node -> channels.add(channels(node, channels)));
    return channels.stream().mapToInt(c -> c).toArray();
  }

  private static int channels(Node node, List<Integer> before) {
    if (node instanceof Node.Input input) {
      return input.channels();
    } else if (node instanceof Node.Convolve convolve) {
      return convolve.bias().length;
    } else if (node instanceof Node.Dense dense) {
      return dense.bias().length;
    } else if (node instanceof Node.Concatenate) {
      return node.sources().stream().mapToInt(before::get).sum();
    }
    return before.get(node.sources().get(0));
  }

  /** How often each node is read; the output once more. */
  int[] readers() {
    int[] readers = new int[nodes.size()];
    readers[nodes.size() - 1]++;
    for (Node node : nodes) {
      for (int source : node.sources()) {
        readers[source]++;
      }
    }
    return readers;
  }

  /** Adds one operation after the other. */
  public static final class Builder {
    private final List<Node> nodes = new ArrayList<>();
    private final List<Integer> channels = new ArrayList<>();

    /** A graph that reads images of so many channels; the input is node 0. */
    public Builder(int channels) {
      add(new Node.Input(channels));
    }

    /** Adds an operation and returns its index. */
    public final int add(Node node) {
      channels.add(NetworkGraph.channels(node, channels));
      nodes.add(node);
      return nodes.size() - 1;
    }

    /** Adds the same line in every channel and returns its index. */
    public int addLine(int source, float scale, float shift) {
      float[] scales = new float[channels(source)];
      float[] shifts = new float[scales.length];
      Arrays.fill(scales, scale);
      Arrays.fill(shifts, shift);
      return add(new Node.ScaleShift(source, scales, shifts));
    }

    /** Channels of what a node puts out. */
    public int channels(int node) {
      return channels.get(node);
    }

    /** The graph; its output is the last operation. */
    public NetworkGraph build() {
      return new NetworkGraph(nodes);
    }
  }
}
