package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.graph.StepOperations.ConvolutionMaker;
import dev.blindspot.explain.onednn.primitive.Convolution;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Reorder;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs a graph. It is compiled for each size of its input, for the last {@value #PLANS} of them;
 * weights are converted once and shared. For one thread at a time.
 */
public final class GraphExecutor implements AutoCloseable {
  private static final int PLANS = 3;

  private final OneDnnContext context;
  private final NetworkGraph graph;
  private final FusedGraph fused;
  private final ParameterStore parameters;
  private final Map<TensorLayout, GraphPlan> plans = new LinkedHashMap<>(8, 0.75f, true);

  /**
   * Compiles nothing yet.
   *
   * @param context stays open and belongs to the caller
   */
  public GraphExecutor(OneDnnContext context, NetworkGraph graph) {
    this(context, graph, new ParameterStore(0));
  }

  /**
   * The same, with weights that others use too.
   *
   * @param parameters of this graph's nodes; what is held there is released with {@link #close}
   */
  public GraphExecutor(OneDnnContext context, NetworkGraph graph, ParameterStore parameters) {
    this.context = context;
    this.graph = graph;
    this.fused = FusedGraph.of(graph);
    this.parameters = parameters;
  }

  /**
   * Computes the output.
   *
   * @param images from the buffer's position on
   * @param order {@link MemoryOrder#NCHW} or {@link MemoryOrder#NHWC}
   * @param batch N
   * @param height H
   * @param width W
   * @return {@code [N,C,H',W']} as an array in this order
   * @throws IllegalArgumentException if the images are too small for the network, or the weights do
   *     not go with the maps
   */
  public float[] forward(FloatBuffer images, MemoryOrder order, int batch, int height, int width) {
    TensorLayout layout = TensorLayout.of(order, batch, graph.channels(), height, width);
    GraphPlan plan = plan(layout);
    plan.input().set(images);
    plan.run();
    Tensor output = plan.output();
    try (Tensor plain = Tensor.allocate(TensorLayout.plain(output.layout().sizes()))) {
      Reorder.run(context, output, plain);
      return plain.toArray();
    }
  }

  /**
   * Makes ready to time every step.
   *
   * @param images as for {@link #forward}
   * @return to be closed before this
   */
  public GraphTiming timing(
      FloatBuffer images, MemoryOrder order, int batch, int height, int width) {
    TensorLayout layout = TensorLayout.of(order, batch, graph.channels(), height, width);
    GraphPlan chosen = newPlan(layout, Convolution::inference);
    try {
      return new GraphTiming(fused, chosen, newPlan(layout, Convolution::directInference), images);
    } catch (RuntimeException e) {
      chosen.close();
      throw e;
    }
  }

  private GraphPlan plan(TensorLayout layout) {
    GraphPlan plan = plans.get(layout);
    if (plan == null) {
      plan = newPlan(layout, Convolution::inference);
      plans.put(layout, plan);
      evict();
    }
    return plan;
  }

  private GraphPlan newPlan(TensorLayout layout, ConvolutionMaker convolutions) {
    return new GraphPlan(
        graph, fused, new StepOperations(context, parameters, convolutions), layout);
  }

  private void evict() {
    if (plans.size() > PLANS) {
      var oldest = plans.values().iterator();
      oldest.next().close();
      oldest.remove();
    }
  }

  /** Bytes of activations at present, and of all weights of the store. */
  public long bytes() {
    return parameters.bytes() + plans.values().stream().mapToLong(GraphPlan::bytes).sum();
  }

  @Override
  public void close() {
    plans.values().forEach(GraphPlan::close);
    plans.clear();
  }
}
