package dev.blindspot.explain.engine.trunk;

import dev.blindspot.explain.onednn.graph.FusedGraph;
import dev.blindspot.explain.onednn.graph.FusedGraph.Step;
import dev.blindspot.explain.onednn.graph.GraphSimplifier;
import dev.blindspot.explain.onednn.graph.NetworkGraph;
import dev.blindspot.explain.onednn.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A network up to its features, as steps in order. Map 0 is the image, map {@code k + 1} what step
 * {@code k} puts out; the last one holds the features.
 */
public final class Trunk {
  private final NetworkGraph graph;
  private final List<Step> steps;
  private final List<List<Integer>> sources = new ArrayList<>();

  private Trunk(NetworkGraph graph) {
    this.graph = graph;
    this.steps = FusedGraph.withSums(graph).steps();
    Map<Integer, Integer> maps = new HashMap<>(Map.of(0, 0));
    for (Step step : steps) {
      sources.add(step.node().sources().stream().map(maps::get).toList());
      maps.put(step.result(), sources.size());
    }
  }

  /**
   * Of a graph that puts features out, not probabilities.
   *
   * @throws IllegalArgumentException if operations read other numbers of channels than there are
   */
  public static Trunk of(NetworkGraph graph) {
    NetworkGraph simple = GraphSimplifier.simplified(graph);
    int[] channels = simple.channelsOfNodes();
    for (Node node : simple.nodes()) {
      int had = node.sources().isEmpty() ? 0 : channels[node.sources().get(0)];
      int read = MapSizes.channels(node, had);
      if (read != had) {
        throw new IllegalArgumentException(
            "scaling must have %d channels as the network reads, had %d".formatted(read, had));
      }
    }
    return new Trunk(simple);
  }

  /** The same as single operations. */
  public NetworkGraph graph() {
    return graph;
  }

  public int size() {
    return steps.size();
  }

  public Step step(int k) {
    return steps.get(k);
  }

  public Node node(int k) {
    return steps.get(k).node();
  }

  /** Channels of each map. */
  public int[] channels() {
    int[] ofNodes = graph.channelsOfNodes();
    int[] channels = new int[size() + 1];
    channels[0] = ofNodes[0];
    for (int k = 0; k < size(); k++) {
      channels[k + 1] = ofNodes[steps.get(k).result()];
    }
    return channels;
  }

  /** Indices of the maps that a step reads. */
  public List<Integer> sources(int k) {
    return sources.get(k);
  }

  /** Whether every step reads what the one before it puts out, and nothing else. */
  public boolean isChain() {
    for (int k = 0; k < size(); k++) {
      if (!sources(k).equals(List.of(k))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the features are means over all places. */
  public boolean isPooled() {
    return node(size() - 1) instanceof Node.GlobalAverage;
  }

  /** The same up to what these means are of; not for means of the image itself. */
  public Trunk beforePooling() {
    int read = graph.nodes().get(graph.nodes().size() - 1).sources().get(0);
    return new Trunk(new NetworkGraph(graph.nodes().subList(0, read + 1)));
  }

  /** Convolutions in the first {@code steps} steps. */
  public int convolutions(int steps) {
    return (int)
        this.steps.subList(0, steps).stream()
            .filter(s -> s.node() instanceof Node.Convolve)
            .count();
  }

  /**
   * The first step in which every change reaches all of a map, because a mean over all places is
   * multiplied with it; {@link #size()} if there is none.
   */
  public int global() {
    boolean[] global = new boolean[size() + 1];
    for (int k = 0; k < size(); k++) {
      global[k + 1] =
          node(k) instanceof Node.GlobalAverage || sources(k).stream().anyMatch(m -> global[m]);
      if (node(k) instanceof Node.Multiply && global[k + 1]) {
        return k;
      }
    }
    return size();
  }

  /**
   * Sizes of all maps for an image.
   *
   * @throws IllegalArgumentException if the image is too small, or maps do not fit together
   */
  public List<Shape2d> maps(int height, int width) {
    List<Shape2d> maps = new ArrayList<>();
    maps.add(new Shape2d(height, width, graph.channels()));
    for (int k = 0; k < size(); k++) {
      maps.add(MapSizes.output(node(k), sources(k).stream().map(maps::get).toList()));
    }
    return maps;
  }

  /**
   * What a change can reach in the map that a step puts out.
   *
   * @param changed in each of the maps that the step reads; may be empty
   */
  public Rect reached(int k, List<Rect> changed, List<Shape2d> maps) {
    Rect all = Rect.EMPTY;
    for (int i = 0; i < changed.size(); i++) {
      Rect rect = changed.get(i);
      if (!rect.isEmpty()) {
        Shape2d from = maps.get(sources(k).get(i));
        all = all.union(MapSizes.reached(node(k), rect, from, maps.get(k + 1)));
      }
    }
    return all.isEmpty() ? Rect.EMPTY : all;
  }

  /**
   * What a change of the image can reach in each map, the image itself first; empty rectangles
   * where it reaches nothing.
   */
  public List<Rect> reached(Rect window, List<Shape2d> maps) {
    List<Rect> reached = new ArrayList<>();
    reached.add(window);
    for (int k = 0; k < size(); k++) {
      reached.add(reached(k, sources(k).stream().map(reached::get).toList(), maps));
    }
    return reached;
  }

  /** What a rectangle of a step's outputs reads, padding included. */
  public Rect read(int k, Rect outputs, Shape2d input) {
    return new Rect(
        Reach.read(node(k).rows(), outputs.rows(), input.height()),
        Reach.read(node(k).columns(), outputs.columns(), input.width()));
  }

  /** Multiplications of the convolutions for these rectangles of outputs, one for each map. */
  public long work(List<Rect> rects) {
    long work = 0;
    for (int k = 0; k < size(); k++) {
      if (node(k) instanceof Node.Convolve convolution) {
        work += (long) convolution.weights().length * rects.get(k + 1).area();
      }
    }
    return work;
  }
}
