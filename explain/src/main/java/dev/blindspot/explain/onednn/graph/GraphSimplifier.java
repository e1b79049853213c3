package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.graph.Node.Activate;
import dev.blindspot.explain.onednn.graph.Node.Convolve;
import dev.blindspot.explain.onednn.graph.Node.Pool;
import dev.blindspot.explain.onednn.graph.Node.ScaleShift;
import dev.blindspot.explain.onednn.graph.Node.ZeroPad;
import dev.blindspot.explain.onednn.graph.Sliding.End;
import dev.blindspot.explain.onednn.primitive.Pooling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Makes an equal graph of fewer operations: normalisation goes into the weights of the convolution
 * before it, zeros around a map into the padding of the convolution or pooling that reads it.
 */
public final class GraphSimplifier {
  private final NetworkGraph graph;
  private final int[] readers;
  private final int[] channels;
  private final List<Node> nodes = new ArrayList<>();
  private final int[] moved;

  private GraphSimplifier(NetworkGraph graph) {
    this.graph = graph;
    this.readers = graph.readers();
    this.channels = graph.channelsOfNodes();
    this.moved = new int[graph.nodes().size()];
  }

  /** The simpler graph. */
  public static NetworkGraph simplified(NetworkGraph graph) {
    GraphSimplifier simplifier = new GraphSimplifier(graph);
    for (int i = 0; i < simplifier.moved.length; i++) {
      simplifier.moved[i] = simplifier.add(graph.nodes().get(i));
    }
    return new NetworkGraph(simplifier.nodes);
  }

  /** Returns the new index of what the node puts out. */
  private int add(Node node) {
    if (node instanceof ScaleShift affine
        && readers[affine.source()] == 1
        && moved[affine.source()] >= 0
        && nodes.get(moved[affine.source()]) instanceof Convolve before) {
      nodes.set(moved[affine.source()], folded(affine, before));
      return moved[affine.source()];
    }
    if (node instanceof ZeroPad) {
      return -1; // belongs to its readers
    }
    if (node instanceof Convolve convolve && source(convolve.source()) instanceof ZeroPad pad) {
      boolean plain = convolve.rows().end() == End.FLOOR && convolve.columns().end() == End.FLOOR;
      return plain // elsewhere the number of outputs depends on where the map ends
          ? append(padded(convolve, pad).moved(List.of(moved[pad.source()])))
          : append(convolve.moved(List.of(padding(pad, convolve.source()))));
    }
    if (node instanceof Pool pool && source(pool.source()) instanceof ZeroPad pad) {
      return canPad(pool, pad)
          ? append(padded(pool, pad).moved(List.of(moved[pad.source()])))
          : append(pool.moved(List.of(padding(pad, pool.source()))));
    }
    return append(node.moved(node.sources().stream().map(this::moved).toList()));
  }

  private int append(Node node) {
    nodes.add(node);
    return nodes.size() - 1;
  }

  private Node source(int index) {
    return graph.nodes().get(index);
  }

  private int moved(int source) {
    return source(source) instanceof ZeroPad pad ? padding(pad, source) : moved[source];
  }

  private static Convolve folded(ScaleShift affine, Convolve into) {
    float[] weights = into.weights().clone();
    float[] bias = into.bias().clone();
    int taps = weights.length / bias.length;
    for (int k = 0; k < bias.length; k++) {
      for (int i = k * taps; i < (k + 1) * taps; i++) {
        weights[i] *= affine.scale()[k];
      }
      bias[k] = bias[k] * affine.scale()[k] + affine.shift()[k];
    }
    return new Convolve(into.source(), weights, bias, into.groups(), into.rows(), into.columns());
  }

  private static Convolve padded(Convolve node, ZeroPad pad) {
    return new Convolve(
        node.source(),
        node.weights(),
        node.bias(),
        node.groups(),
        node.rows().padded(pad.top(), pad.bottom()),
        node.columns().padded(pad.left(), pad.right()));
  }

  private static Pool padded(Pool node, ZeroPad pad) {
    return new Pool(
        node.source(),
        node.kind() == Pooling.MAX ? Pooling.MAX : Pooling.AVERAGE_WITH_PADDING,
        node.rows().padded(pad.top(), pad.bottom()),
        node.columns().padded(pad.left(), pad.right()));
  }

  /**
   * Padding takes no part in a maximum, so that zeros do no more than padding only beside numbers
   * that are not negative; one kind of mean counts padding as zeros.
   */
  private boolean canPad(Pool pool, ZeroPad pad) {
    boolean plain =
        pool.rows().end() == End.FLOOR
            && pool.columns().end() == End.FLOOR
            && pool.rows().before() + pool.rows().after() == 0
            && pool.columns().before() + pool.columns().after() == 0;
    boolean small =
        Math.max(pad.top(), pad.bottom()) < pool.rows().kernel()
            && Math.max(pad.left(), pad.right()) < pool.columns().kernel();
    boolean asMaximum =
        source(pad.source()) instanceof Activate before && before.function().isNonNegative();
    return plain && small && (pool.kind() != Pooling.MAX || asMaximum);
  }

  /** For any other reader: the channels as they are, by a convolution that pads. */
  private int padding(ZeroPad pad, int index) {
    float[] ones = new float[channels[index]];
    Arrays.fill(ones, 1);
    return append(
        new Convolve(
            moved[pad.source()],
            ones,
            new float[ones.length],
            ones.length,
            Sliding.POINT.padded(pad.top(), pad.bottom()),
            Sliding.POINT.padded(pad.left(), pad.right())));
  }
}
