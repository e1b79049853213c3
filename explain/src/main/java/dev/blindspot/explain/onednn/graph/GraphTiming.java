package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.graph.FusedGraph.Step;
import dev.blindspot.explain.onednn.primitive.Algorithm;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Times every step of a graph where it stands, behind the one that writes what it reads: as it is
 * computed, and with all convolutions direct. Both take turns, so that they see the same machine.
 */
public final class GraphTiming implements AutoCloseable {
  private static final String WINOGRAD = "wino";

  private final FusedGraph fused;
  private final GraphPlan chosen;
  private final GraphPlan direct;
  private final FloatBuffer images;
  private final List<long[]> chosenNanos = new ArrayList<>();
  private final List<long[]> directNanos = new ArrayList<>();

  /**
   * @param chosen as the graph is computed; is closed with this
   * @param direct by direct convolution; is closed with this
   * @param images what both read
   */
  GraphTiming(FusedGraph fused, GraphPlan chosen, GraphPlan direct, FloatBuffer images) {
    this.fused = fused;
    this.chosen = chosen;
    this.direct = direct;
    this.images = images;
  }

  /** Computes once each way; what it takes is not counted. */
  public void warmUp() {
    timed(chosen);
    timed(direct);
  }

  /** Computes once each way, and notes what every step takes. */
  public void measure() {
    chosenNanos.add(timed(chosen));
    directNanos.add(timed(direct));
  }

  private long[] timed(GraphPlan plan) {
    plan.input().set(images); // its memory is used again by later steps
    return plan.timed();
  }

  /**
   * All steps in order, by the median of what was measured.
   *
   * @throws IllegalStateException if nothing was
   */
  public List<StepTime> steps() {
    if (chosenNanos.isEmpty()) {
      throw new IllegalStateException("measure first");
    }
    return IntStream.range(0, fused.steps().size()).mapToObj(this::step).toList();
  }

  private StepTime step(int i) {
    Step step = fused.steps().get(i);
    TensorLayout source = chosen.layout(step.node().sources().get(0));
    TensorLayout output = chosen.layout(step.result());
    String implementation = chosen.implementations().get(i);
    return new StepTime(
        StepName.of(step),
        sizes(source),
        sizes(output),
        algorithm(step.node(), implementation),
        implementation,
        multiplications(step.node(), source),
        median(chosenNanos, i),
        median(directNanos, i));
  }

  private static List<Long> sizes(TensorLayout layout) {
    return Arrays.stream(layout.sizes()).boxed().toList();
  }

  private static Optional<Algorithm> algorithm(Node node, String implementation) {
    if (!(node instanceof Node.Convolve)) {
      return Optional.empty();
    }
    return Optional.of(implementation.contains(WINOGRAD) ? Algorithm.WINOGRAD : Algorithm.DIRECT);
  }

  private static long multiplications(Node node, TensorLayout source) {
    if (node instanceof Node.Convolve convolve) {
      return StepOperations.shape(convolve, source).multiplications();
    }
    return node instanceof Node.Dense dense ? source.size(0) * dense.weights().length : 0;
  }

  private static double median(List<long[]> nanos, int step) {
    long[] sorted = nanos.stream().mapToLong(n -> n[step]).sorted().toArray();
    return sorted[sorted.length / 2] / 1e9;
  }

  @Override
  public void close() {
    chosen.close();
    direct.close();
  }
}
