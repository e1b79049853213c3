package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.convolve.ArrayConvolution;
import dev.blindspot.explain.engine.kernel.Gather;
import dev.blindspot.explain.engine.kernel.JavaStep;
import dev.blindspot.explain.engine.kernel.MapLayout;
import dev.blindspot.explain.engine.kernel.PatchReader;
import dev.blindspot.explain.engine.kernel.PatchTensor;
import dev.blindspot.explain.engine.kernel.RowReader;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.primitive.Nonlinearity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * By ND4J's convolution, for chains. Steps up to a pool are run for as many images at once as the
 * processor's cache holds, so that large maps are never written to memory for all images; later and
 * smaller maps for more images, because every call of a convolution costs something.
 */
final class FullPass implements PlainPass {
  private static final long CACHE_FLOATS = 6L << 20;

  private final Trunk trunk;
  private final ArrayConvolution convolution;

  /** Steps up to the features that may be averaged. */
  private final int size;

  private final NativeBuffer ping = new NativeBuffer();
  private final NativeBuffer pong = new NativeBuffer();
  private final NativeBuffer even = new NativeBuffer();
  private final NativeBuffer odd = new NativeBuffer();

  FullPass(Trunk trunk, ArrayConvolution convolution) {
    this.trunk = trunk;
    this.convolution = convolution;
    this.size = trunk.isPooled() ? trunk.size() - 1 : trunk.size();
  }

  /** Steps {@code from} to {@code to - 1}; the last one is a pool, or the last. */
  private record Segment(int from, int to) {
    long floats(List<Shape2d> maps) {
      long most = 0;
      for (int k = from; k < to; k++) {
        most = Math.max(most, maps.get(k).floats() + maps.get(k + 1).floats());
      }
      return most;
    }
  }

  @Override
  public int atOnce(List<Shape2d> maps) {
    long most = maps.get(0).floats();
    for (Segment segment : segments()) {
      most = Math.max(most, maps.get(segment.from()).floats() + maps.get(segment.to()).floats());
    }
    return (int) Math.max(1, NativeMemory.PLAIN_FLOATS / most);
  }

  @Override
  public float[][] features(NativeBuffer input, int count, List<Shape2d> maps) {
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
    RowReader rows = rows(size, maps, in, 0, count);
    return trunk.isPooled() ? means(rows, count) : Gather.planes(rows, count);
  }

  private static float[][] means(RowReader features, int count) {
    double[][] sums = Gather.sums(features, IntStream.range(0, count).boxed().toList());
    float[][] means = new float[count][];
    for (int i = 0; i < count; i++) {
      means[i] = CachedActivations.means(sums[i], features.map());
    }
    return means;
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
      step(k, maps, source, readAt, target, writeAt, count);
      source = target;
    }
  }

  private void step(
      int k,
      List<Shape2d> maps,
      NativeBuffer source,
      int readAt,
      NativeBuffer target,
      int writeAt,
      int count) {
    Shape2d in = maps.get(k);
    Shape2d out = maps.get(k + 1);
    if (trunk.node(k) instanceof Node.Convolve) {
      convolution.whole(
          k,
          source.view(readAt * in.floats(), count, in.height(), in.width(), in.channels()),
          target.view(writeAt * out.floats(), count, out.height(), out.width(), out.channels()));
      if (trunk.step(k).fusion().relu() && !waitsForRelu(k)) {
        Gather.apply(
            Nonlinearity.RELU,
            target.values(),
            (int) (writeAt * out.floats()),
            (int) (count * out.floats()));
      }
      return;
    }
    List<RowReader> sources = List.of(rows(k, maps, source, readAt, count));
    new JavaStep(trunk.step(k), sources, new MapLayout(out, out.channels()))
        .run(whole(out, writeAt, count), target.values());
  }

  /**
   * Whether the outputs of a step are stored before their ReLU, because the next reader does it.
   */
  private boolean waitsForRelu(int k) {
    return trunk.node(k) instanceof Node.Convolve
        && trunk.step(k).fusion().relu()
        && (k == size - 1 || !(trunk.node(k + 1) instanceof Node.Convolve));
  }

  /** Reads a map of several images, the first of which is number 0. */
  private RowReader rows(int map, List<Shape2d> maps, NativeBuffer values, int first, int count) {
    Shape2d size = maps.get(map);
    return new PatchReader(
        new MapLayout(size, size.channels()),
        null,
        values.values(),
        map > 0 && waitsForRelu(map - 1),
        0,
        whole(size, first, count));
  }

  /** Whole maps one after the other. */
  private static List<PatchTensor> whole(Shape2d map, int first, int count) {
    List<PatchTensor> held = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      held.add(new PatchTensor(i, map.whole(), map.whole(), (int) ((first + i) * map.floats())));
    }
    return held;
  }

  private List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    int from = 0;
    for (int k = 0; k < size; k++) {
      if (trunk.node(k) instanceof Node.Pool || k == size - 1) {
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
