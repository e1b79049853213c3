package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Reorder;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Runs a graph. It is compiled for each size of its input, for the last {@value #PLANS} of them;
 * weights are converted once and shared. For one thread at a time.
 */
public final class GraphExecutor implements AutoCloseable {
  private static final int PLANS = 3;

  private final OneDnnContext context;
  private final NetworkGraph graph;
  private final FusedGraph fused;
  private final ParameterStore parameters = new ParameterStore();
  private final StepOperations operations;
  private final Map<TensorLayout, Planned> plans = new LinkedHashMap<>(8, 0.75f, true);

  /** A plan and the parameters that it reads. */
  private record Planned(GraphPlan plan, Set<ParameterStore.Key> parameters) {}

  /**
   * Compiles nothing yet.
   *
   * @param context stays open and belongs to the caller
   */
  public GraphExecutor(OneDnnContext context, NetworkGraph graph) {
    this.context = context;
    this.graph = graph;
    this.fused = FusedGraph.of(graph);
    this.operations = new StepOperations(context, parameters);
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

  private GraphPlan plan(TensorLayout layout) {
    Planned planned = plans.get(layout);
    if (planned == null) {
      GraphPlan plan = new GraphPlan(graph, fused, operations, layout);
      planned = new Planned(plan, parameters.asked());
      plans.put(layout, planned);
      evict();
    }
    return planned.plan();
  }

  private void evict() {
    if (plans.size() > PLANS) {
      var oldest = plans.values().iterator();
      oldest.next().plan().close();
      oldest.remove();
      Set<ParameterStore.Key> used = new HashSet<>();
      plans.values().forEach(p -> used.addAll(p.parameters()));
      parameters.keep(used);
    }
  }

  /** oneDNN's names of the code of each step, for images of this size. */
  public List<String> implementations(MemoryOrder order, int batch, int height, int width) {
    return plan(TensorLayout.of(order, batch, graph.channels(), height, width)).implementations();
  }

  /** Bytes of activations and weights at present. */
  public long bytes() {
    return parameters.bytes() + plans.values().stream().mapToLong(p -> p.plan().bytes()).sum();
  }

  @Override
  public void close() {
    plans.values().forEach(p -> p.plan().close());
    plans.clear();
    parameters.close();
  }
}
