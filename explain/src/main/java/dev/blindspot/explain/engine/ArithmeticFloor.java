package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Chain;
import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Rect;
import dev.blindspot.explain.engine.chain.Shape2d;
import dev.blindspot.explain.engine.convolve.ArrayConvolution;
import dev.blindspot.explain.occlusion.Window;
import java.util.List;

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
   * @param engine whose network it is
   * @param height of the image
   * @param width of the image
   * @param windows any windows inside of it
   */
  public static ArithmeticFloor measure(
      IncrementalOcclusion engine, int height, int width, List<Window> windows) {
    List<Shape2d> maps = engine.chain().maps(height, width);
    return new ArithmeticFloor(
        engine.multiplyAdds(height, width, windows),
        seconds(engine.chain(), maps, changedPlaces(engine.chain(), maps, windows)));
  }

  /** Mean speed over the windows' work, in 10^9 multiplications or additions per second. */
  public double gflops() {
    return 2.0 * multiplyAdds / seconds / 1e9;
  }

  /** Places that the windows change in each map, the image first. */
  private static long[] changedPlaces(Chain chain, List<Shape2d> maps, List<Window> windows) {
    long[] places = new long[maps.size()];
    for (Window window : windows) {
      List<Rect> reached = chain.reached(IncrementalOcclusion.rect(window), maps);
      for (int k = 0; k < places.length; k++) {
        places[k] += reached.get(k).area();
      }
    }
    return places;
  }

  private static double seconds(Chain chain, List<Shape2d> maps, long[] changedPlaces) {
    double seconds = 0;
    try (NativeBuffer in = new NativeBuffer();
        NativeBuffer out = new NativeBuffer()) {
      for (int k = 0; k < chain.size(); k++) {
        if (chain.stage(k) instanceof Op.Convolution stage) {
          Shape2d from = maps.get(k);
          Shape2d to = maps.get(k + 1);
          int count =
              (int) Math.max(1, ArrayConvolution.CALL_FLOATS / (from.floats() + to.floats()));
          in.require(count * from.floats());
          out.require(count * to.floats());
          in.view(0, count * from.floats()).assign(1);
          double wholeMaps = changedPlaces[k + 1] / ((double) to.height() * to.width());
          seconds += wholeMaps * best(stage, from, to, in, out, count) / count;
        }
      }
    }
    return seconds;
  }

  /** The best of some: a floor is what is possible. */
  private static double best(
      Op.Convolution stage,
      Shape2d from,
      Shape2d to,
      NativeBuffer in,
      NativeBuffer out,
      int count) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPETITIONS; i++) {
      long before = System.nanoTime();
      FullPass.convolve(stage, from, to, in, 0, out, 0, count);
      best = Math.min(best, (System.nanoTime() - before) / 1e9);
    }
    return best;
  }
}
