package dev.blindspot.explain.engine.convolve;

import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;

/** By ND4J's operation over maps with the channel last, for chains. */
public final class ArrayConvolution implements RectangleConvolution {
  /** Inputs of one call: enough windows, and not more than the cache holds. */
  public static final long CALL_FLOATS = 8L << 20;

  private final Map<Integer, Convolver> convolutions = new HashMap<>();

  /**
   * Copies the weights.
   *
   * @throws IllegalArgumentException if ND4J's operation cannot compute the network
   */
  public ArrayConvolution(Trunk trunk) {
    if (!supports(trunk)) {
      throw new IllegalArgumentException(
          "Without oneDNN's own primitives only chains of plain convolutions, ReLU and pooling are"
              + " compiled ("
              + OneDnnSupport.current().reason()
              + ").");
    }
    for (int k = 0; k < trunk.size(); k++) {
      if (trunk.node(k) instanceof Node.Convolve node) {
        convolutions.put(k, Convolver.of(node));
      }
    }
  }

  private static boolean supports(Trunk trunk) {
    for (int k = 0; k < trunk.size(); k++) {
      if (trunk.node(k) instanceof Node.Convolve node
          && !Convolver.supports(node, trunk.step(k).fusion())) {
        return false;
      }
    }
    return trunk.isChain();
  }

  @Override
  public int block(int channels) {
    return channels;
  }

  @Override
  public boolean activates() {
    return false;
  }

  @Override
  public Rect grown(int k, Rect outputs, Shape2d map) {
    return outputs;
  }

  /** An estimate. */
  @Override
  public int callPlaces() {
    return 80;
  }

  @Override
  public List<Integer> calls(int windows, long floats) {
    int most = (int) Math.max(1, CALL_FLOATS / floats);
    List<Integer> calls = new ArrayList<>();
    for (int left = windows; left > 0; left -= most) {
      calls.add(Math.min(most, left));
    }
    return calls;
  }

  @Override
  public void whole(int k, INDArray in, INDArray out) {
    convolution(k).whole(in, out);
  }

  @Override
  public void inside(int k, INDArray in, INDArray out) {
    convolution(k).inside(in, out);
  }

  private Convolver convolution(int k) {
    return Objects.requireNonNull(convolutions.get(k));
  }

  @Override
  public void close() {
    convolutions.values().forEach(Convolver::close);
    convolutions.clear();
  }
}
