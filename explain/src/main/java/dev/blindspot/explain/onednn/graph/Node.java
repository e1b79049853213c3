package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.primitive.Nonlinearity;
import dev.blindspot.explain.onednn.primitive.Pooling;
import java.util.List;

/**
 * One operation of a graph; sources are indices of earlier nodes. Arrays are not copied and must
 * not be changed.
 */
@SuppressWarnings("ArrayRecordComponent") // parameters that nobody compares
public sealed interface Node {
  /** What it reads. */
  List<Integer> sources();

  /** The same operation of other sources, as many as it has. */
  Node moved(List<Integer> sources);

  /** How it slides from top to bottom. */
  default Sliding rows() {
    return Sliding.POINT;
  }

  /** How it slides from left to right. */
  default Sliding columns() {
    return Sliding.POINT;
  }

  /** The images, {@code [N,C,H,W]}. */
  record Input(int channels) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of();
    }

    @Override
    public Input moved(List<Integer> sources) {
      return this;
    }
  }

  /**
   * A convolution.
   *
   * @param weights {@code [K,C/G,kh,kw]}
   * @param bias {@code [K]}
   * @param groups G
   */
  record Convolve(
      int source, float[] weights, float[] bias, int groups, Sliding rows, Sliding columns)
      implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public Convolve moved(List<Integer> sources) {
      return new Convolve(sources.get(0), weights, bias, groups, rows, columns);
    }
  }

  /** Maxima or means under a window. */
  record Pool(int source, Pooling kind, Sliding rows, Sliding columns) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public Pool moved(List<Integer> sources) {
      return new Pool(sources.get(0), kind, rows, columns);
    }
  }

  /** The mean over all places, {@code [N,C,1,1]}. */
  record GlobalAverage(int source) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public GlobalAverage moved(List<Integer> sources) {
      return new GlobalAverage(sources.get(0));
    }
  }

  /** A function of every number. */
  record Activate(int source, Nonlinearity function) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public Activate moved(List<Integer> sources) {
      return new Activate(sources.get(0), function);
    }
  }

  /** Negative numbers become 0. */
  static Activate relu(int source) {
    return new Activate(source, Nonlinearity.RELU);
  }

  /**
   * Zeros around a map: an operation that only {@link GraphSimplifier} knows, which gives it to
   * those that read it.
   */
  record ZeroPad(int source, int top, int bottom, int left, int right) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public ZeroPad moved(List<Integer> sources) {
      return new ZeroPad(sources.get(0), top, bottom, left, right);
    }
  }

  /** {@code x * scale + shift} for each channel: normalisation that nothing can be folded into. */
  record ScaleShift(int source, float[] scale, float[] shift) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public ScaleShift moved(List<Integer> sources) {
      return new ScaleShift(sources.get(0), scale, shift);
    }
  }

  /** The sum of maps of equal sizes. */
  record Add(List<Integer> sources) implements Node {
    public Add {
      sources = List.copyOf(sources);
    }

    @Override
    public Add moved(List<Integer> others) {
      return new Add(others);
    }
  }

  /**
   * The product of two maps, number by number.
   *
   * @param map of the output's sizes
   * @param factor of the same sizes, or one place that all places are multiplied with
   */
  record Multiply(int map, int factor) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(map, factor);
    }

    @Override
    public Multiply moved(List<Integer> sources) {
      return new Multiply(sources.get(0), sources.get(1));
    }
  }

  /** The channels of all sources, one after the other. */
  record Concatenate(List<Integer> sources) implements Node {
    public Concatenate {
      sources = List.copyOf(sources);
    }

    @Override
    public Concatenate moved(List<Integer> others) {
      return new Concatenate(others);
    }
  }

  /**
   * A dense layer over all channels and places, {@code [N,K]}.
   *
   * @param weights {@code [K,C,H,W]}
   * @param bias {@code [K]}
   */
  record Dense(int source, float[] weights, float[] bias) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }

    @Override
    public Dense moved(List<Integer> sources) {
      return new Dense(sources.get(0), weights, bias);
    }
  }
}
