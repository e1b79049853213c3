package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.primitive.Fusion;
import dev.blindspot.explain.onednn.primitive.Nonlinearity;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The steps that are computed: a function of every number joins the operation before it, and a sum
 * joins a convolution that alone writes one of its two terms, which then is added to what the other
 * one left.
 *
 * @param steps in order
 */
public record FusedGraph(List<Step> steps) {
  public FusedGraph {
    steps = List.copyOf(steps);
  }

  /**
   * One call.
   *
   * @param node what is computed
   * @param fusion what is done before it is written
   * @param addend the node whose numbers are added, and overwritten
   * @param result the node whose output this is
   */
  public record Step(Node node, Fusion fusion, OptionalInt addend, int result) {

    private Step activated(Node.Activate activate, int result) {
      return new Step(node, fusion.with(activate.function()), addend, result);
    }
  }

  /** For oneDNN's primitives. */
  static FusedGraph of(NetworkGraph graph) {
    return of(graph, true);
  }

  /** For those who compute sums by themselves: sums stay, and functions join them too. */
  public static FusedGraph withSums(NetworkGraph graph) {
    return of(graph, false);
  }

  private static FusedGraph of(NetworkGraph graph, boolean joinsSums) {
    int[] readers = graph.readers();
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      if (node instanceof Node.Activate activate && readers[activate.source()] == 1) {
        int last = writer(steps, activate.source());
        if (last >= 0 && canActivate(steps.get(last), activate.function(), joinsSums)) {
          steps.set(last, steps.get(last).activated(activate, i));
          continue;
        }
      }
      if (!(joinsSums && node instanceof Node.Add add && joined(add, i, readers, steps))) {
        steps.add(new Step(node, Fusion.NONE, OptionalInt.empty(), i));
      }
    }
    return new FusedGraph(steps);
  }

  /** The step that writes a node; -1 for the input. */
  private static int writer(List<Step> steps, int result) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i).result() == result) {
        return i;
      }
    }
    return -1;
  }

  private static boolean canActivate(Step step, Nonlinearity function, boolean joinsSums) {
    if (step.fusion().then().isPresent()) {
      return false;
    }
    Node node = step.node();
    if (node instanceof Node.ScaleShift) {
      return !joinsSums || function.equals(Nonlinearity.RELU); // oneDNN's batch norm has no other
    }
    return node instanceof Node.Convolve
        || node instanceof Node.Dense
        || (node instanceof Node.Add && !joinsSums);
  }

  /**
   * Lets the last step, if it is a convolution that only this sum reads, add the other term: it was
   * written before, and nobody else reads it.
   */
  private static boolean joined(Node.Add add, int index, int[] readers, List<Step> steps) {
    if (add.sources().size() != 2 || steps.isEmpty()) {
      return false;
    }
    int last = steps.size() - 1;
    Step step = steps.get(last);
    int mine = step.result();
    int other = add.sources().get(0) == mine ? add.sources().get(1) : add.sources().get(0);
    boolean fits =
        step.node() instanceof Node.Convolve convolve
            && step.fusion().equals(Fusion.NONE)
            && add.sources().contains(mine)
            && other != mine
            && other != convolve.source()
            && readers[mine] == 1
            && readers[other] == 1
            && other > 0;
    if (fits) {
      steps.set(last, new Step(step.node(), Fusion.SUM, OptionalInt.of(other), index));
    }
    return fits;
  }
}
