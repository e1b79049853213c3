package dev.blindspot.explain.engine.trunk;

import dev.blindspot.explain.onednn.graph.Node;
import java.util.List;

/** The size of an operation's map, and what of it a change of its inputs reaches. */
final class MapSizes {
  private MapSizes() {}

  /** Channels that an operation must read; {@code had} where any number will do. */
  static int channels(Node node, int had) {
    if (node instanceof Node.Convolve convolve) {
      int taps = convolve.bias().length * convolve.rows().kernel() * convolve.columns().kernel();
      return convolve.weights().length / taps * convolve.groups();
    }
    return node instanceof Node.ScaleShift affine ? affine.scale().length : had;
  }

  /**
   * The size of the output.
   *
   * @throws IllegalArgumentException if the inputs are too small or do not go together
   */
  static Shape2d output(Node node, List<Shape2d> inputs) {
    Shape2d input = inputs.get(0);
    if (node instanceof Node.GlobalAverage) {
      return new Shape2d(1, 1, input.channels());
    }
    if (inputs.size() > 1) {
      return joined(node, inputs);
    }
    return new Shape2d(
        Reach.outputs(node.rows(), input.height()),
        Reach.outputs(node.columns(), input.width()),
        node instanceof Node.Convolve convolve ? convolve.bias().length : input.channels());
  }

  private static Shape2d joined(Node node, List<Shape2d> inputs) {
    Shape2d first = inputs.get(0);
    boolean joins = node instanceof Node.Concatenate;
    int channels = 0;
    for (Shape2d input : inputs) {
      boolean point = node instanceof Node.Multiply && input.isPoint();
      boolean places =
          point || (input.height() == first.height() && input.width() == first.width());
      if (!places || (!joins && input.channels() != first.channels())) {
        throw new IllegalArgumentException(
            "maps must have equal sizes to be joined, were %s".formatted(inputs));
      }
      channels += input.channels();
    }
    return new Shape2d(first.height(), first.width(), joins ? channels : first.channels());
  }

  /**
   * What a change reaches.
   *
   * @param changed of one input, not empty
   * @param from that input's size
   */
  static Rect reached(Node node, Rect changed, Shape2d from, Shape2d to) {
    if (node instanceof Node.GlobalAverage || (node instanceof Node.Multiply && from.isPoint())) {
      return to.whole();
    }
    return new Rect(
        Reach.reached(node.rows(), changed.rows(), from.height()),
        Reach.reached(node.columns(), changed.columns(), from.width()));
  }
}
