package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.convolve.RectangleConvolution;
import dev.blindspot.explain.engine.kernel.Gather;
import dev.blindspot.explain.engine.kernel.JavaStep;
import dev.blindspot.explain.engine.kernel.JoinedReader;
import dev.blindspot.explain.engine.kernel.MapLayout;
import dev.blindspot.explain.engine.kernel.PatchReader;
import dev.blindspot.explain.engine.kernel.PatchTensor;
import dev.blindspot.explain.engine.kernel.RowReader;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.primitive.Fusion;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All maps of one image, computed once and kept, after their functions. */
final class CachedActivations implements AutoCloseable {
  private final Trunk trunk;
  private final RectangleConvolution convolution;
  private final List<Shape2d> sizes;
  private final MapUse use;
  private final List<@Nullable NativeBuffer> maps = new ArrayList<>();
  private final Map<Integer, double[]> sums = new HashMap<>();

  /**
   * @param image scaled, channel last; becomes the first map and is closed with the others
   */
  CachedActivations(
      Trunk trunk,
      RectangleConvolution convolution,
      MapUse use,
      List<Shape2d> sizes,
      NativeBuffer image) {
    this.trunk = trunk;
    this.convolution = convolution;
    this.use = use;
    this.sizes = sizes;
    maps.add(image);
    for (int k = 0; k < trunk.size(); k++) {
      maps.add(use.isJoined(k + 1) ? null : compute(k));
    }
  }

  MapLayout layout(int map) {
    return new MapLayout(sizes.get(map), convolution.block(sizes.get(map).channels()));
  }

  private NativeBuffer compute(int k) {
    Shape2d out = sizes.get(k + 1);
    NativeBuffer target = new NativeBuffer();
    target.require(out.floats());
    if (trunk.node(k) instanceof Node.Convolve) {
      convolve(k, target);
    } else if (trunk.node(k) instanceof Node.GlobalAverage) {
      int source = trunk.sources(k).get(0);
      double[] sum = Gather.sums(reader(source), List.of(0))[0];
      sums.put(k, sum);
      target.values().put(0, means(sum, sizes.get(source)));
    } else {
      List<RowReader> sources = trunk.sources(k).stream().map(this::reader).toList();
      new JavaStep(trunk.step(k), sources, layout(k + 1)).run(List.of(whole(out)), target.values());
    }
    return target;
  }

  private void convolve(int k, NativeBuffer target) {
    int source = trunk.sources(k).get(0);
    Shape2d in = sizes.get(source);
    Shape2d out = sizes.get(k + 1);
    try (NativeBuffer copy = new NativeBuffer()) {
      NativeBuffer from = maps.get(source);
      if (from == null) {
        copy.require(in.floats());
        Gather.rectangles(reader(source), List.of(0), List.of(in.whole()), copy.values());
        from = copy;
      }
      convolution.whole(
          k,
          from.view(0, 1, in.height(), in.width(), in.channels()),
          target.view(0, 1, out.height(), out.width(), out.channels()));
    }
    Fusion fusion = trunk.step(k).fusion();
    if (!convolution.activates()) {
      fusion.then().ifPresent(f -> Gather.apply(f, target.values(), 0, (int) out.floats()));
    }
  }

  /** Means over all places of a map. */
  static float[] means(double[] sums, Shape2d map) {
    double places = (double) map.height() * map.width();
    float[] means = new float[sums.length];
    for (int c = 0; c < means.length; c++) {
      means[c] = (float) (sums[c] / places);
    }
    return means;
  }

  private static PatchTensor whole(Shape2d map) {
    return new PatchTensor(0, map.whole(), map.whole(), 0);
  }

  /** Reads a map of the clean image as that of window 0. */
  RowReader reader(int map) {
    if (use.isJoined(map)) {
      return new JoinedReader(
          layout(map), trunk.sources(map - 1).stream().map(this::reader).toList());
    }
    return new PatchReader(
        layout(map), null, values(map), false, 0, List.of(whole(sizes.get(map))));
  }

  /** The numbers of a map that is not only a view of others. */
  FloatBuffer values(int map) {
    return Objects.requireNonNull(maps.get(map)).values();
  }

  /** Numbers in all maps. */
  long floats() {
    return maps.stream().filter(Objects::nonNull).mapToLong(NativeBuffer::floats).sum();
  }

  /** Sums over all places of what a step averages. */
  double[] sums(int k) {
    return Objects.requireNonNull(sums.get(k));
  }

  /** The features, channel after channel. */
  float[] features() {
    return Gather.planes(reader(trunk.size()), 1)[0];
  }

  @Override
  public void close() {
    maps.stream().filter(Objects::nonNull).forEach(NativeBuffer::close);
  }
}
