package dev.blindspot.explain.engine.convolve;

import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.onednn.graph.ParameterStore;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Computes the convolutions of a network, over whole maps and over rectangles of them.
 *
 * <p>Arrays have the shape {@code [N,H,W,C]}. Their numbers lie in memory as {@code [N,C/B,H,W,B]},
 * where B is {@link #block}.
 */
public interface RectangleConvolution extends AutoCloseable {
  /**
   * The fastest one that this process can use.
   *
   * @param parameters lends weights as oneDNN's own primitives want them, and is closed after this
   * @throws IllegalArgumentException if oneDNN's own primitives cannot be used, and ND4J's
   *     operation cannot compute the network
   */
  static RectangleConvolution of(Trunk trunk, ParameterStore parameters) {
    return PrimitiveConvolution.isAvailable()
        ? new PrimitiveConvolution(trunk, parameters)
        : new ArrayConvolution(trunk);
  }

  /** How many channels of a map lie side by side. */
  int block(int channels);

  /** Whether outputs are written after the step's function; else a ReLU is left to the reader. */
  boolean activates();

  /**
   * The rectangle to compute instead of a smaller one, because it costs no more.
   *
   * @param k index of the step
   * @param outputs within {@code map}, not empty
   * @param map the step's output
   * @return at least {@code outputs}, within {@code map}
   */
  Rect grown(int k, Rect outputs, Shape2d map);

  /** What a call costs beside its outputs, in places of the output. */
  int callPlaces();

  /**
   * Into how many windows per call a number of windows is split.
   *
   * @param windows at least 1
   * @param floats input of one window
   * @return numbers of at least 1 that add up to {@code windows}
   */
  List<Integer> calls(int windows, long floats);

  /** Over whole maps, with the step's padding. */
  void whole(int k, INDArray in, INDArray out);

  /** Over rectangles that hold their padding already. */
  void inside(int k, INDArray in, INDArray out);

  @Override
  void close();
}
