package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.convolve.ArrayConvolution;
import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Trunk;
import dev.blindspot.explain.occlusion.Window;
import dev.blindspot.explain.onednn.graph.Node;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What windows would take if nothing but the convolutions of the rectangles that they change cost
 * time, each at the speed of its layer's direct convolution over whole maps. Winograd's algorithm
 * multiplies less, and may stay below it.
 *
 * <p>Speeds are measured layer by layer: windows weigh late layers more than whole images do, and
 * layers differ in speed.
 *
 * @param multiplyAdds multiplications and additions (one of each counts one) for all windows
 * @param seconds sum over the layers: the windows' work in the layer by the layer's speed
 */
public record ArithmeticFloor(long multiplyAdds, double seconds) {
  private static final int REPETITIONS = 5;

  /**
   * Counts the work, and measures the speeds now.
   *
   * @param engine whose network it is, one chain
   * @param height of the image
   * @param width of the image
   * @param windows any windows inside of it
   */
  public static ArithmeticFloor measure(
      IncrementalOcclusion engine, int height, int width, List<Window> windows) {
    List<Shape2d> maps = engine.trunk().maps(height, width);
    return new ArithmeticFloor(
        engine.multiplyAdds(height, width, windows),
        seconds(engine.trunk(), maps, changedPlaces(engine.trunk(), maps, windows)));
  }

  /** Mean speed over the windows' work, in 10^9 multiplications or additions per second. */
  public double gflops() {
    return 2.0 * multiplyAdds / seconds / 1e9;
  }

  /** Places that the windows change in each map, the image first. */
  private static long[] changedPlaces(Trunk trunk, List<Shape2d> maps, List<Window> windows) {
    long[] places = new long[maps.size()];
    for (Window window : windows) {
      List<Rect> reached = trunk.reached(IncrementalOcclusion.rect(window), maps);
      for (int k = 0; k < places.length; k++) {
        places[k] += reached.get(k).area();
      }
    }
    return places;
  }

  private static double seconds(Trunk trunk, List<Shape2d> maps, long[] changedPlaces) {
    double seconds = 0;
    try (ArrayConvolution direct = new ArrayConvolution(trunk);
        NativeBuffer in = new NativeBuffer();
        NativeBuffer out = new NativeBuffer()) {
      for (int k = 0; k < trunk.size(); k++) {
        if (trunk.node(k) instanceof Node.Convolve) {
          Shape2d from = maps.get(k);
          Shape2d to = maps.get(k + 1);
          int count =
              (int) Math.max(1, ArrayConvolution.CALL_FLOATS / (from.floats() + to.floats()));
          in.require(count * from.floats());
          out.require(count * to.floats());
          in.view(0, count * from.floats()).assign(1);
          double wholeMaps = changedPlaces[k + 1] / ((double) to.height() * to.width());
          seconds +=
              wholeMaps * best(direct, k, view(in, from, count), view(out, to, count)) / count;
        }
      }
    }
    return seconds;
  }

  /** The best of some: a floor is what is possible. */
  private static double best(ArrayConvolution direct, int k, INDArray in, INDArray out) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPETITIONS; i++) {
      long before = System.nanoTime();
      direct.whole(k, in, out);
      best = Math.min(best, (System.nanoTime() - before) / 1e9);
    }
    return best;
  }

  private static INDArray view(NativeBuffer buffer, Shape2d map, int count) {
    return buffer.view(0, count, map.height(), map.width(), map.channels());
  }
}
