package dev.blindspot.explain.engine.compile;

import dev.blindspot.explain.engine.trunk.Head;
import dev.blindspot.explain.network.GraphLayers;
import dev.blindspot.explain.network.GraphLayout;
import dev.blindspot.explain.onednn.graph.NetworkGraph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Makes operations of the vertices of a graph, from its input to its output. */
public final class GraphCompiler {
  private final ComputationGraph graph;
  private final GraphLayers layers;

  public GraphCompiler(ComputationGraph graph) {
    this.graph = graph;
    this.layers = new GraphLayers(graph);
  }

  /**
   * Compiles for images with so many channels.
   *
   * @throws IllegalArgumentException with the reason, if the graph holds anything that is not known
   */
  public CompiledGraph compile(int channels) {
    var settings = graph.getConfiguration();
    if (settings.getNetworkInputs().size() != 1 || settings.getNetworkOutputs().size() != 1) {
      throw Refusal.of(
          "This one has %d inputs and %d outputs"
              .formatted(settings.getNetworkInputs().size(), settings.getNetworkOutputs().size()));
    }
    String output = settings.getNetworkOutputs().get(0);
    HeadReader heads = new HeadReader(graph, layers);
    List<String> ofHead = heads.vertices(output);
    if (ofHead.isEmpty()) {
      throw Refusal.of("Here the output %s".formatted(layers.describe(output)));
    }
    NetworkGraph features = features(ofHead, channels);
    Head head = heads.read(ofHead);
    return CompiledGraph.of(features, head);
  }

  private NetworkGraph features(List<String> ofHead, int channels) {
    NetworkGraph.Builder trunk = new NetworkGraph.Builder(channels);
    VertexReader reader = new VertexReader(graph, layers, GraphLayout.of(graph), trunk);
    Set<String> needed = before(ofHead.get(0));
    for (int index : graph.topologicalSortOrder()) {
      String name = graph.getVertices()[index].getVertexName();
      if (needed.contains(name)) {
        reader.add(name);
      }
    }
    return trunk.build();
  }

  /** All vertices that a vertex depends on. */
  private Set<String> before(String vertex) {
    Set<String> before = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(vertex));
    while (!open.isEmpty()) {
      for (String input : layers.inputs(open.pop())) {
        if (before.add(input)) {
          open.push(input);
        }
      }
    }
    return before;
  }
}
