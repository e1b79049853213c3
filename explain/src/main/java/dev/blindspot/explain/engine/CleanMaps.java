package dev.blindspot.explain.engine;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** All maps of one picture, computed once and kept, after their ReLU. */
final class CleanMaps implements AutoCloseable {
  private final List<Block> maps = new ArrayList<>();
  private final double[] sums;

  /**
   * @param picture scaled, channel last; becomes the first map and is closed with the others
   */
  CleanMaps(Chain chain, List<Extent> sizes, Block picture) {
    maps.add(picture);
    for (int k = 0; k < chain.size(); k++) {
      Block map = new Block();
      map.require(sizes.get(k + 1).floats());
      maps.add(map);
      compute(chain.stage(k), sizes.get(k), sizes.get(k + 1), maps.get(k), map);
    }
    Extent features = sizes.get(chain.size());
    Rows rows = new Rows(features, null, map(chain.size()), false, 0);
    sums = Kernels.sums(rows, PlainPass.whole(features, 0, 1))[0];
  }

  private static void compute(Stage stage, Extent in, Extent out, Block source, Block target) {
    if (stage instanceof Stage.Convolution convolution) {
      PlainPass.convolve(convolution, in, out, source, 0, target, 0, 1);
      if (convolution.relu()) {
        Kernels.relu(target.values(), 0, (int) out.floats());
      }
      return;
    }
    PlainPass.elementwise(
        stage,
        new Rows(in, null, source.values(), false, 0),
        PlainPass.whole(in, 0, 1),
        PlainPass.whole(out, 0, 1),
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
    return maps.stream().mapToLong(Block::floats).sum();
  }

  @Override
  public void close() {
    maps.forEach(Block::close);
  }
}
