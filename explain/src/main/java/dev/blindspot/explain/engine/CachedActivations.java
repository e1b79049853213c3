package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Chain;
import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Shape2d;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** All maps of one image, computed once and kept, after their ReLU. */
final class CachedActivations implements AutoCloseable {
  private final List<NativeBuffer> maps = new ArrayList<>();
  private final double[] sums;

  /**
   * @param image scaled, channel last; becomes the first map and is closed with the others
   */
  CachedActivations(Chain chain, List<Shape2d> sizes, NativeBuffer image) {
    maps.add(image);
    for (int k = 0; k < chain.size(); k++) {
      NativeBuffer map = new NativeBuffer();
      map.require(sizes.get(k + 1).floats());
      maps.add(map);
      compute(chain.stage(k), sizes.get(k), sizes.get(k + 1), maps.get(k), map);
    }
    Shape2d features = sizes.get(chain.size());
    RowReader rows = new RowReader(features, null, map(chain.size()), false, 0);
    sums = LayerKernels.sums(rows, FullPass.whole(features, 0, 1))[0];
  }

  private static void compute(
      Op stage, Shape2d in, Shape2d out, NativeBuffer source, NativeBuffer target) {
    if (stage instanceof Op.Convolution convolution) {
      FullPass.convolve(convolution, in, out, source, 0, target, 0, 1);
      if (convolution.relu()) {
        LayerKernels.relu(target.values(), 0, (int) out.floats());
      }
      return;
    }
    FullPass.elementwise(
        stage,
        new RowReader(in, null, source.values(), false, 0),
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
