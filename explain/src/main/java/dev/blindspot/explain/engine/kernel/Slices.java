package dev.blindspot.explain.engine.kernel;

import dev.blindspot.explain.engine.trunk.Rect;
import java.util.List;
import java.util.stream.IntStream;

/** Distributes work over the cores. */
final class Slices {
  /** More slices than cores, so that no core waits long for the last one. */
  private static final int SLICES = 4 * Runtime.getRuntime().availableProcessors();

  private Slices() {}

  interface Slice {
    void run(int first, int last);
  }

  interface Line {
    void run(PatchTensor result, int block, int y);
  }

  /** Pieces {@code 0} to {@code total - 1}. */
  static void run(int total, Slice work) {
    IntStream.range(0, SLICES)
        .parallel()
        .forEach(
            s ->
                work.run(
                    (int) ((long) total * s / SLICES), (int) ((long) total * (s + 1) / SLICES)));
  }

  /** Every row of every block of what is stored for every window. */
  static void lines(List<PatchTensor> results, int blocks, Line work) {
    int[] end = new int[results.size()];
    int total = 0;
    for (int i = 0; i < end.length; i++) {
      total += results.get(i).stored().height() * blocks;
      end[i] = total;
    }
    run(
        total,
        (first, last) -> {
          int index = 0;
          for (int k = first; k < last; k++) {
            while (k >= end[index]) {
              index++;
            }
            PatchTensor result = results.get(index);
            Rect stored = result.stored();
            int line = k - (end[index] - stored.height() * blocks);
            int y = stored.rows().from() + line % stored.height();
            work.run(result, line / stored.height(), y);
          }
        });
  }
}
