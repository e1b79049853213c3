package dev.blindspot.explain.onednn.graph;

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

  /** The images, {@code [N,C,H,W]}. */
  record Input(int channels) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of();
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
  }

  /** Maxima or means under a window. */
  record Pool(int source, Pooling kind, Sliding rows, Sliding columns) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }
  }

  /** The mean over all places, {@code [N,C,1,1]}. */
  record GlobalAverage(int source) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }
  }

  /** Negative numbers become 0. */
  record Rectify(int source) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }
  }

  /** {@code x * scale + shift} for each channel: normalisation that nothing can be folded into. */
  record ScaleShift(int source, float[] scale, float[] shift) implements Node {
    @Override
    public List<Integer> sources() {
      return List.of(source);
    }
  }

  /** The sum of maps of equal sizes. */
  record Add(List<Integer> sources) implements Node {
    public Add {
      sources = List.copyOf(sources);
    }
  }

  /** The channels of all sources, one after the other. */
  record Concatenate(List<Integer> sources) implements Node {
    public Concatenate {
      sources = List.copyOf(sources);
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
  }
}
