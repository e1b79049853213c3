package dev.blindspot.explain.engine.convolve;

import dev.blindspot.explain.engine.chain.Chain;
import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Rect;
import dev.blindspot.explain.engine.chain.Shape2d;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** By ND4J's convolution, the channel last. */
public final class ArrayConvolution implements RectangleConvolution {
  /** Inputs of one call: enough windows, and not more than the cache holds. */
  public static final long CALL_FLOATS = 8L << 20;

  private final Chain chain;

  public ArrayConvolution(Chain chain) {
    this.chain = chain;
  }

  @Override
  public int block(int channels) {
    return channels;
  }

  @Override
  public boolean rectifies() {
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
    Convolver.whole((Op.Convolution) chain.stage(k), in, out);
  }

  @Override
  public void inside(int k, INDArray in, INDArray out) {
    Convolver.inside((Op.Convolution) chain.stage(k), in, out);
  }

  @Override
  public void close() {}
}
