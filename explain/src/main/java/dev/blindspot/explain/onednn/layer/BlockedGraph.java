package dev.blindspot.explain.onednn.layer;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Puts this package's layers in the place of standard convolutions, poolings and batch
 * normalisations of a graph. Maps stay in blocks between them and through element-wise vertices;
 * all other vertices, inputs and outputs see them as before. A ReLU that alone follows a
 * convolution or a normalisation becomes part of it.
 */
public final class BlockedGraph {
  private final ComputationGraphConfiguration graph;
  private final GraphView view;
  private final Set<String> rectified = new HashSet<>();
  private final Set<String> blocked = new HashSet<>();

  private BlockedGraph(ComputationGraphConfiguration graph) {
    this.graph = graph;
    this.view = new GraphView(graph);
  }

  /**
   * A configuration that computes the same from the same parameters in the same order.
   *
   * @param standard float32, with input types set; is not changed
   * @return without the vertices of ReLUs that became part of another
   */
  public static ComputationGraphConfiguration of(ComputationGraphConfiguration standard) {
    ComputationGraphConfiguration copy = standard.clone();
    if (copy.getDataType() == DataType.FLOAT) {
      new BlockedGraph(copy).convert();
      keepOrder(standard, copy);
    }
    return copy;
  }

  /** Parameters follow the order of a graph that was made already. */
  private static void keepOrder(
      ComputationGraphConfiguration standard, ComputationGraphConfiguration copy) {
    List<String> before = standard.getTopologicalOrderStr();
    if (before == null) {
      copy.setTopologicalOrder(null);
      copy.setTopologicalOrderStr(null);
      return;
    }
    List<String> numbered = new ArrayList<>(copy.getNetworkInputs());
    numbered.addAll(copy.getVertices().keySet());
    List<String> after = before.stream().filter(numbered::contains).toList();
    copy.setTopologicalOrder(after.stream().mapToInt(numbered::indexOf).toArray());
    copy.setTopologicalOrderStr(after);
  }

  /** Names of the layers that {@link #of} replaces. */
  public static List<String> replaced(ComputationGraphConfiguration standard) {
    GraphView view = new GraphView(standard);
    return standard.getDataType() == DataType.FLOAT
        ? view.names().stream().filter(view::isReplaced).toList()
        : List.of();
  }

  private void convert() {
    fuseRelus();
    findBlocked();
    List<String> names = view.names().stream().filter(view::isReplaced).toList();
    List<Layer> layers = names.stream().map(this::replacement).toList();
    for (int i = 0; i < names.size(); i++) { // after all questions about neighbours
      String name = names.get(i);
      LayerVertex vertex = (LayerVertex) requireNonNull(graph.getVertices().get(name), name);
      Layer own = layers.get(i);
      vertex.getLayerConf().setLayer(view.isFrozen(name) ? frozen(own) : own);
    }
  }

  private static Layer frozen(Layer layer) {
    FrozenLayer wrapper = new FrozenLayer(layer);
    wrapper.setLayerName(layer.getLayerName());
    return wrapper;
  }

  private Layer replacement(String name) {
    Layer standard = requireNonNull(view.layer(name), name);
    String input = view.inputs(name).get(0);
    return Replacement.of(
        standard,
        rectified.contains(name),
        Wiring.of(
            Replacement.format(standard),
            blocked.contains(input) && !view.reshapes(name),
            blocked.contains(name),
            // DL4J adds up what several readers return, and cannot add null
            view.needsGradient(input) || view.consumers(input).size() > 1));
  }

  private void fuseRelus() {
    for (String name : List.copyOf(view.names())) {
      if (isFusedRelu(name)) {
        String source = view.inputs(name).get(0);
        rectified.add(source);
        graph.getVertices().remove(name);
        graph.getVertexInputs().remove(name);
        graph
            .getVertexInputs()
            .replaceAll(
                (reader, inputs) -> {
                  List<String> renamed = new ArrayList<>(inputs);
                  renamed.replaceAll(n -> n.equals(name) ? source : n);
                  return renamed;
                });
      }
    }
  }

  private boolean isFusedRelu(String name) {
    if (!(view.layer(name) instanceof ActivationLayer relu)
        || view.isFrozen(name)
        || view.isOutput(name)
        || view.reshapes(name)
        || relu.getIDropout() != null
        || !Replacement.isRelu(relu.getActivationFn())) {
      return false;
    }
    String source = view.inputs(name).get(0);
    Layer layer = view.layer(source);
    return layer != null
        && view.isReplaced(source)
        && !view.isOutput(source)
        && !rectified.contains(source)
        && Replacement.takesRelu(layer)
        && view.consumers(source).size() == 1;
  }

  /** The vertices whose output lies in blocks: all that can, less those whose neighbours cannot. */
  private void findBlocked() {
    view.names().stream()
        .filter(n -> view.isReplaced(n) || view.isElementwise(n))
        .filter(n -> !view.isOutput(n))
        .forEach(blocked::add);
    boolean changed = true;
    while (changed) {
      changed = blocked.removeIf(n -> !canBeBlocked(n));
    }
  }

  private boolean canBeBlocked(String name) {
    return view.consumers(name).stream().allMatch(this::readsBlocks)
        && (view.isReplaced(name) || blocked.containsAll(view.inputs(name)));
  }

  private boolean readsBlocks(String name) {
    return (view.isReplaced(name) && !view.reshapes(name)) || blocked.contains(name);
  }
}
