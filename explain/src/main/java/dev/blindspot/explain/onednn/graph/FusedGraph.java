package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.primitive.Fusion;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * The steps that are computed: a ReLU joins the operation before it, and a sum joins a convolution
 * that alone writes one of its two terms, which then is added to what the other one left.
 *
 * @param steps in order
 */
record FusedGraph(List<Step> steps) {
  FusedGraph {
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
  record Step(Node node, Fusion fusion, OptionalInt addend, int result) {}

  static FusedGraph of(NetworkGraph graph) {
    int[] readers = graph.readers();
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      int index = i;
      if (node instanceof Node.Rectify rectify && readers[rectify.source()] == 1) {
        int last = writer(steps, rectify.source());
        if (last >= 0 && canRectify(steps.get(last))) {
          Step step = steps.get(last);
          Fusion fusion = step.fusion().sum() ? Fusion.SUM_RELU : Fusion.RELU;
          steps.set(last, new Step(step.node(), fusion, step.addend(), index));
          continue;
        }
      }
      if (!(node instanceof Node.Add add && joined(add, index, readers, steps))) {
        steps.add(new Step(node, Fusion.NONE, OptionalInt.empty(), index));
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

  private static boolean canRectify(Step step) {
    return !step.fusion().relu()
        && (step.node() instanceof Node.Convolve
            || step.node() instanceof Node.ScaleShift
            || step.node() instanceof Node.Dense);
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
            && step.fusion() == Fusion.NONE
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
