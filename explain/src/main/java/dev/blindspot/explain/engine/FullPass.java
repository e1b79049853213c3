package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Chain;
import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Shape2d;
import dev.blindspot.explain.engine.convolve.Convolver;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes whole maps of several images. Stages up to a pool are run for as many images at once as
 * the processor's cache holds, so that large maps are never written to memory for all images; later
 * and smaller maps for more images, because every call of a convolution costs something.
 */
final class FullPass implements AutoCloseable {
  private static final long CACHE_FLOATS = 6L << 20;

  private final Chain chain;
  private final NativeBuffer ping = new NativeBuffer();
  private final NativeBuffer pong = new NativeBuffer();
  private final NativeBuffer even = new NativeBuffer();
  private final NativeBuffer odd = new NativeBuffer();

  FullPass(Chain chain) {
    this.chain = chain;
  }

  /** Stages {@code from} to {@code to - 1}; the last one is a pool, or the chain's last. */
  private record Segment(int from, int to) {
    long floats(List<Shape2d> maps) {
      long most = 0;
      for (int k = from; k < to; k++) {
        most = Math.max(most, maps.get(k).floats() + maps.get(k + 1).floats());
      }
      return most;
    }
  }

  /** Floats of working memory for each image of a call. */
  long floatsPerImage(List<Shape2d> maps) {
    long most = maps.get(0).floats();
    for (Segment segment : segments()) {
      most = Math.max(most, maps.get(segment.from()).floats() + maps.get(segment.to()).floats());
    }
    return most;
  }

  /**
   * Sums of the features over all places.
   *
   * @param input {@code count} images, scaled, channel last
   * @return {@code [image][channel]}
   */
  double[][] sums(NativeBuffer input, int count, List<Shape2d> maps) {
    NativeBuffer in = input;
    for (Segment segment : segments()) {
      NativeBuffer out = in == even ? odd : even;
      out.require(count * maps.get(segment.to()).floats());
      int atOnce = (int) Math.max(1, Math.min(count, CACHE_FLOATS / segment.floats(maps)));
      for (int first = 0; first < count; first += atOnce) {
        run(segment, maps, in, out, first, Math.min(atOnce, count - first));
      }
      in = out;
    }
    Shape2d features = maps.get(chain.size());
    boolean relu = chain.size() > 0 && chain.waitsForRelu(chain.size() - 1);
    return LayerKernels.sums(rows(features, in.values(), relu), whole(features, 0, count));
  }

  private void run(
      Segment segment,
      List<Shape2d> maps,
      NativeBuffer in,
      NativeBuffer out,
      int first,
      int count) {
    NativeBuffer source = in;
    for (int k = segment.from(); k < segment.to(); k++) {
      boolean begins = k == segment.from();
      boolean ends = k == segment.to() - 1;
      NativeBuffer target = ends ? out : source == ping ? pong : ping;
      int readAt = begins ? first : 0;
      int writeAt = ends ? first : 0;
      target.require((writeAt + count) * maps.get(k + 1).floats());
      stage(k, maps, source, readAt, target, writeAt, count);
      source = target;
    }
  }

  private void stage(
      int k,
      List<Shape2d> maps,
      NativeBuffer source,
      int readAt,
      NativeBuffer target,
      int writeAt,
      int count) {
    Shape2d in = maps.get(k);
    Shape2d out = maps.get(k + 1);
    Op stage = chain.stage(k);
    if (stage instanceof Op.Convolution convolution) {
      convolve(convolution, in, out, source, readAt, target, writeAt, count);
      if (convolution.relu() && !chain.waitsForRelu(k)) {
        LayerKernels.relu(
            target.values(), (int) (writeAt * out.floats()), (int) (count * out.floats()));
      }
      return;
    }
    boolean relu = k > 0 && chain.waitsForRelu(k - 1);
    elementwise(
        stage,
        rows(in, source.values(), relu),
        whole(in, readAt, count),
        whole(out, writeAt, count),
        target.values());
  }

  /** A stage that is computed in Java. */
  static void elementwise(
      Op stage, RowReader rows, List<PatchTensor> held, List<PatchTensor> results, FloatBuffer to) {
    if (stage instanceof Op.MaxPool pool) {
      LayerKernels.pool(rows, pool, held, results, to);
    } else if (stage instanceof Op.Affine affine) {
      LayerKernels.affine(rows, affine, held, results, to);
    } else {
      throw new IllegalStateException("not computed in Java: " + stage);
    }
  }

  static void convolve(
      Op.Convolution stage,
      Shape2d in,
      Shape2d out,
      NativeBuffer source,
      int readAt,
      NativeBuffer target,
      int writeAt,
      int count) {
    Convolver.whole(
        stage,
        source.view(readAt * in.floats(), count, in.height(), in.width(), in.channels()),
        target.view(writeAt * out.floats(), count, out.height(), out.width(), out.channels()));
  }

  private static RowReader rows(Shape2d map, FloatBuffer values, boolean relu) {
    return new RowReader(MapLayout.channelsLast(map), null, values, relu, 0);
  }

  /** Whole maps one after the other. */
  static List<PatchTensor> whole(Shape2d map, int first, int count) {
    List<PatchTensor> held = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      held.add(new PatchTensor(i, map.whole(), map.whole(), (int) (i * map.floats())));
    }
    return held;
  }

  private List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    int from = 0;
    for (int k = 0; k < chain.size(); k++) {
      if (chain.stage(k) instanceof Op.MaxPool || k == chain.size() - 1) {
        segments.add(new Segment(from, k + 1));
        from = k + 1;
      }
    }
    return segments;
  }

  @Override
  public void close() {
    ping.close();
    pong.close();
    even.close();
    odd.close();
  }
}
