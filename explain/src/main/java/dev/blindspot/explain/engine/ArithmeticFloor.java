package dev.blindspot.explain.engine;

import dev.blindspot.explain.Window;
import java.util.List;

/**
 * What windows would take if nothing but the convolutions of the rectangles that they change cost
 * time, at the speed of the network's convolutions over whole maps.
 *
 * <p>The speed is one for all layers, weighted by their work over whole maps. Windows weigh late
 * layers more, so that this is an estimate of the floor and no strict bound.
 *
 * @param multiplyAdds multiplications and additions (one of each counts one) for all windows
 * @param gflops speed of the network's convolutions over whole maps on this machine, in 10^9
 *     multiplications or additions per second
 */
public record ArithmeticFloor(long multiplyAdds, double gflops) {
  private static final int REPETITIONS = 5;

  /**
   * Counts the work, and measures the speed now.
   *
   * @param engine whose network it is
   * @param height of the picture
   * @param width of the picture
   * @param windows any windows inside of it
   */
  public static ArithmeticFloor measure(
      IncrementalOcclusion engine, int height, int width, List<Window> windows) {
    return new ArithmeticFloor(
        engine.multiplyAdds(height, width, windows), gflops(engine.chain(), height, width));
  }

  /** Time for all windows. */
  public double seconds() {
    return 2.0 * multiplyAdds / (gflops * 1e9);
  }

  private static double gflops(Chain chain, int height, int width) {
    List<Extent> maps = chain.maps(height, width);
    double operations = 0;
    double seconds = 0;
    try (Block in = new Block();
        Block out = new Block()) {
      for (int k = 0; k < chain.size(); k++) {
        if (chain.stage(k) instanceof Stage.Convolution stage) {
          Extent from = maps.get(k);
          Extent to = maps.get(k + 1);
          int count = (int) Math.max(1, RectanglePass.CALL_FLOATS / (from.floats() + to.floats()));
          in.require(count * from.floats());
          out.require(count * to.floats());
          in.view(0, count * from.floats()).assign(1);
          operations += 2.0 * stage.work() * to.height() * to.width();
          seconds += best(stage, from, to, in, out, count) / count;
        }
      }
    }
    return operations / seconds / 1e9;
  }

  /** The best of some: a floor is what is possible. */
  private static double best(
      Stage.Convolution stage, Extent from, Extent to, Block in, Block out, int count) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < REPETITIONS; i++) {
      long before = System.nanoTime();
      PlainPass.convolve(stage, from, to, in, 0, out, 0, count);
      best = Math.min(best, (System.nanoTime() - before) / 1e9);
    }
    return best;
  }
}
