package dev.blindspot.explain.backend;

import dev.blindspot.explain.onednn.layer.BlockedGraph;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.util.List;
import org.deeplearning4j.nn.api.Updater;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Lets a network of Deeplearning4j train and infer on oneDNN's own primitives on a CPU:
 * convolutions by Winograd's algorithm where that is faster, batch normalisation, ReLU and pooling
 * beside them, maps in blocked layout from one layer to the next. All other layers stay what they
 * are; updaters, listeners, frozen layers and workspaces work as before.
 *
 * <pre>{@code
 * try (FastTraining<ComputationGraph> fast = FastTraining.of(graph)) {
 *   fast.graph().fit(iterator, 10);
 *   fast.plain().save(new File("model.zip"));   // a plain model of standard layers
 * }
 * }</pre>
 *
 * <p>Where oneDNN's own interface cannot be used, {@link #graph} is made of the standard layers,
 * and {@link #reason} says why. Both compute the same but for float rounding. The gradient with
 * respect to the network's input is not computed by a first layer that was replaced. Not safe for
 * use by several threads at once.
 *
 * @param <M> kind of the network
 */
public final class FastTraining<M> implements AutoCloseable {
  private final M network;
  private final ComputationGraph graph;
  private final List<String> layers;
  private final String reason;

  private FastTraining(M network, ComputationGraph standard) {
    this.network = network;
    ComputationGraphConfiguration settings = standard.getConfiguration();
    OneDnnSupport support = OneDnnSupport.current();
    boolean cpu = Nd4j.getEnvironment().isCPU();
    boolean replaces = cpu && support.available();
    this.layers = replaces ? BlockedGraph.replaced(settings) : List.of();
    this.reason = cpu ? support.reason() : OneDnn.Status.NOT_A_CPU.toString();
    this.graph = new ComputationGraph(replaces ? BlockedGraph.of(settings) : settings.clone());
    graph.init(standard.params().dup(), false);
    copyState(standard.getUpdater(), graph.getUpdater());
    count(graph.getConfiguration(), settings);
    OneDnn.requireTrainable(graph);
  }

  /**
   * Copies the parameters and the updater's state of a graph.
   *
   * @param graph initialised, in NCHW or NHWC; is changed by {@link #plain} alone
   * @throws IllegalArgumentException if standard layers are left that Deeplearning4j would train
   *     with wrong gradients ({@link OneDnn#requireTrainable})
   */
  public static FastTraining<ComputationGraph> of(ComputationGraph graph) {
    return new FastTraining<>(graph, graph);
  }

  /** As {@link #of(ComputationGraph)} for a network of layers, which are named by their index. */
  public static FastTraining<MultiLayerNetwork> of(MultiLayerNetwork network) {
    ComputationGraph copy = network.toComputationGraph();
    try {
      return new FastTraining<>(network, copy);
    } finally {
      copy.close();
    }
  }

  /** The graph to train and to infer with; it is not to be saved. */
  public ComputationGraph graph() {
    return graph;
  }

  /** Names of the layers that were replaced. */
  public List<String> layers() {
    return layers;
  }

  /** How convolutions are computed, or why they are not replaced. */
  public String reason() {
    return reason;
  }

  /**
   * The network that this one was made of, with the parameters, the updater's state and the counts
   * of iterations and epochs as they are in {@link #graph} now.
   */
  public M plain() {
    if (network instanceof ComputationGraph standard) {
      standard.setParams(graph.params());
      copyState(graph.getUpdater(), standard.getUpdater());
      count(standard.getConfiguration(), graph.getConfiguration());
    } else if (network instanceof MultiLayerNetwork standard) {
      standard.setParams(graph.params());
      copyState(graph.getUpdater(), standard.getUpdater());
      standard
          .getLayerWiseConfigurations()
          .setIterationCount(graph.getConfiguration().getIterationCount());
      standard.getLayerWiseConfigurations().setEpochCount(graph.getConfiguration().getEpochCount());
    }
    return network;
  }

  private static void copyState(Updater from, Updater to) {
    INDArray state = from.getStateViewArray();
    if (state != null) {
      to.getStateViewArray().assign(state);
    }
  }

  private static void count(ComputationGraphConfiguration to, ComputationGraphConfiguration from) {
    to.setIterationCount(from.getIterationCount());
    to.setEpochCount(from.getEpochCount());
  }

  /** Frees the native memory of {@link #graph}; the network that it was made of lives on. */
  @Override
  public void close() {
    GraphMemory.free(graph);
  }
}
