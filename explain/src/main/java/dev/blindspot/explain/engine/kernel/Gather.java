package dev.blindspot.explain.engine.kernel;

import dev.blindspot.explain.engine.trunk.Rect;
import dev.blindspot.explain.engine.trunk.Shape2d;
import dev.blindspot.explain.engine.trunk.Span;
import dev.blindspot.explain.onednn.primitive.Nonlinearity;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Copies of maps, and sums over their places. */
public final class Gather {
  private Gather() {}

  /** Copies a rectangle for each window, all of one size and one after the other. */
  public static void rectangles(
      RowReader from, List<Integer> windows, List<Rect> reads, FloatBuffer to) {
    int blocks = from.layout().blocks();
    int height = reads.get(0).height();
    int row = reads.get(0).width() * from.layout().block();
    Slices.run(
        windows.size() * blocks * height,
        (first, last) -> {
          float[] line = new float[row];
          for (int k = first; k < last; k++) {
            int index = k / height / blocks;
            Rect read = reads.get(index);
            int y = read.rows().from() + k % height;
            from.read(windows.get(index), k / height % blocks, y, read.columns(), line);
            to.put(k * row, line);
          }
        });
  }

  /**
   * Whole maps, channel after channel.
   *
   * @return {@code [window][C*H*W]}, of windows {@code 0} to {@code windows - 1}
   */
  public static float[][] planes(RowReader from, int windows) {
    float[][] planes = new float[windows][];
    Slices.run(
        windows,
        (first, last) -> {
          for (int window = first; window < last; window++) {
            planes[window] = planes(from, window, from.map());
          }
        });
    return planes;
  }

  private static float[] planes(RowReader from, int window, Shape2d map) {
    float[] planes = new float[(int) map.floats()];
    int block = from.layout().block();
    float[] line = new float[map.width() * block];
    for (int b = 0; b < from.layout().blocks(); b++) {
      for (int y = 0; y < map.height(); y++) {
        from.read(window, b, y, map.whole().columns(), line);
        for (int i = 0; i < line.length; i++) {
          int channel = b * block + i % block;
          planes[(channel * map.height() + y) * map.width() + i / block] = line[i];
        }
      }
    }
    return planes;
  }

  /**
   * Sums over the places of maps: of everything where there is no clean map, else of what the
   * window changed.
   *
   * @return {@code [window][channel]}, in the order of {@code windows}
   */
  public static double[][] sums(RowReader rows, List<Integer> windows) {
    double[][] sums = new double[windows.size()][];
    Slices.run(
        windows.size(),
        (first, last) -> {
          for (int i = first; i < last; i++) {
            sums[i] = sum(rows, windows.get(i));
          }
        });
    return sums;
  }

  private static double[] sum(RowReader rows, int window) {
    double[] sum = new double[rows.map().channels()];
    for (int block = 0; block < rows.layout().blocks(); block++) {
      addTo(sum, rows, window, block);
    }
    return sum;
  }

  private static void addTo(double[] sum, RowReader rows, int window, int block) {
    int channels = rows.layout().block();
    Rect changed = rows.changed(window);
    Span columns = changed.columns();
    float[] line = new float[columns.length() * channels];
    float[] clean = new float[line.length];
    float[] partial = new float[channels];
    for (int y = changed.rows().from(); y < changed.rows().to(); y++) {
      rows.read(window, block, y, columns, line);
      rows.readClean(block, y, columns.from(), columns.to(), columns.from(), clean);
      Arrays.fill(partial, 0);
      for (int start = 0; start < line.length; start += channels) {
        addDifference(partial, line, clean, start, channels);
      }
      for (int c = 0; c < channels; c++) {
        sum[block * channels + c] += partial[c];
      }
    }
  }

  private static void addDifference(
      float[] sum, float[] line, float[] clean, int start, int count) {
    for (int c = 0; c < count; c++) {
      sum[c] += line[start + c] - clean[start + c];
    }
  }

  /** Applies a function to numbers in place. */
  public static void apply(Nonlinearity function, FloatBuffer values, int from, int count) {
    int tile = 4096;
    Slices.run(
        (count + tile - 1) / tile,
        (first, last) -> {
          for (int k = first; k < last; k++) {
            float[] line = new float[Math.min(tile, count - k * tile)];
            values.get(from + k * tile, line);
            function.apply(line);
            values.put(from + k * tile, line);
          }
        });
  }
}
