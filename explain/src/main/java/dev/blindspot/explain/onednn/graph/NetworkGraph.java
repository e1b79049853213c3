package dev.blindspot.explain.onednn.graph;

import java.util.ArrayList;
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
    int[] channels = new int[nodes.size()];
    channels[0] = channels();
    for (int i = 1; i < channels.length; i++) {
      Node node = nodes.get(i);
      channels[i] =
          node instanceof Node.Convolve convolve
              ? convolve.bias().length
              : node instanceof Node.Dense dense
                  ? dense.bias().length
                  : node instanceof Node.Concatenate
                      ? node.sources().stream().mapToInt(s -> channels[s]).sum()
                      : channels[node.sources().get(0)];
    }
    return channels;
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

    /** A graph that reads images of so many channels; the input is node 0. */
    public Builder(int channels) {
      nodes.add(new Node.Input(channels));
    }

    /** Adds an operation and returns its index. */
    public int add(Node node) {
      nodes.add(node);
      return nodes.size() - 1;
    }

    /** The graph; its output is the last operation. */
    public NetworkGraph build() {
      return new NetworkGraph(nodes);
    }
  }
}
