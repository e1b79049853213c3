package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Chain;
import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Shape2d;
import dev.blindspot.explain.engine.convolve.RectangleConvolution;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** All maps of one image, computed once and kept, after their ReLU. */
final class CachedActivations implements AutoCloseable {
  private final RectangleConvolution convolution;
  private final List<NativeBuffer> maps = new ArrayList<>();
  private final double[] sums;

  /**
   * @param image scaled, channel last; becomes the first map and is closed with the others
   */
  CachedActivations(
      Chain chain, RectangleConvolution convolution, List<Shape2d> sizes, NativeBuffer image) {
    this.convolution = convolution;
    maps.add(image);
    for (int k = 0; k < chain.size(); k++) {
      NativeBuffer map = new NativeBuffer();
      map.require(sizes.get(k + 1).floats());
      maps.add(map);
      compute(k, chain.stage(k), sizes.get(k), sizes.get(k + 1), maps.get(k), map);
    }
    Shape2d features = sizes.get(chain.size());
    RowReader rows = new RowReader(layout(features), null, map(chain.size()), false, 0);
    sums = LayerKernels.sums(rows, FullPass.whole(features, 0, 1))[0];
  }

  private MapLayout layout(Shape2d map) {
    return new MapLayout(map, convolution.block(map.channels()));
  }

  private void compute(
      int k, Op stage, Shape2d in, Shape2d out, NativeBuffer source, NativeBuffer target) {
    if (stage instanceof Op.Convolution) {
      convolution.whole(
          k,
          source.view(0, 1, in.height(), in.width(), in.channels()),
          target.view(0, 1, out.height(), out.width(), out.channels()));
      if (stage.relu() && !convolution.rectifies()) {
        LayerKernels.relu(target.values(), 0, (int) out.floats());
      }
      return;
    }
    FullPass.elementwise(
        stage,
        new RowReader(layout(in), null, source.values(), false, 0),
        FullPass.whole(in, 0, 1),
        FullPass.whole(out, 0, 1),
        target.values());
  }

  /** What a stage reads; the features behind the last one. */
  FloatBuffer map(int index) {
    return maps.get(index).values();
  }

  /** Sums of the features over all places (a copy). */
  double[] sums() {
    return sums.clone();
  }

  long floats() {
    return maps.stream().mapToLong(NativeBuffer::floats).sum();
  }

  @Override
  public void close() {
    maps.forEach(NativeBuffer::close);
  }
}
