package dev.blindspot.explain.engine;

import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Rect;
import dev.blindspot.explain.engine.chain.Span;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What is computed in Java: copies, pooling and sums, which are bound by memory. */
final class LayerKernels {
  /** More slices than cores, so that no core waits long for the last one. */
  private static final int SLICES = 4 * Runtime.getRuntime().availableProcessors();

  private LayerKernels() {}

  /** Copies a rectangle for each window, all of one size and one after the other. */
  static void gather(RowReader from, List<PatchTensor> held, List<Rect> reads, FloatBuffer to) {
    int blocks = from.layout().blocks();
    int height = reads.get(0).height();
    int row = reads.get(0).width() * from.layout().block();
    slices(
        held.size() * blocks * height,
        (first, last) -> {
          float[] line = new float[row];
          for (int k = first; k < last; k++) {
            int window = k / height / blocks;
            Rect read = reads.get(window);
            int y = read.rows().from() + k % height;
            from.read(held.get(window), k / height % blocks, y, read.columns(), line);
            to.put(k * row, line);
          }
        });
  }

  /**
   * Max pooling.
   *
   * @param results where the outputs go: what is {@code stored} is computed
   */
  static void pool(
      RowReader from,
      Op.MaxPool pool,
      List<PatchTensor> held,
      List<PatchTensor> results,
      FloatBuffer to) {
    RowReader rows = from.paddedBy(Float.NEGATIVE_INFINITY);
    lines(
        results,
        from.layout().blocks(),
        (index, block, y) -> {
          PatchTensor result = results.get(index);
          Span outputs = result.stored().columns();
          float[] line = poolLine(rows, pool, held.get(index), block, y, outputs);
          to.put(result.at(from.layout(), block, y, outputs.from()), line);
        });
  }

  private static float[] poolLine(
      RowReader from, Op.MaxPool pool, PatchTensor held, int block, int y, Span outputs) {
    int channels = from.layout().block();
    Span columns = pool.columns().read(outputs, from.map().width());
    Span taps = pool.rows().read(new Span(y, y + 1), from.map().height());
    float[] in = new float[columns.length() * channels];
    float[] out = new float[outputs.length() * channels];
    Arrays.fill(out, Float.NEGATIVE_INFINITY);
    for (int row = Math.max(0, taps.from());
        row < Math.min(from.map().height(), taps.to());
        row++) {
      from.read(held, block, row, columns, in);
      for (int x = 0; x < outputs.length(); x++) {
        for (int tap = 0; tap < pool.columns().kernel(); tap++) {
          larger(out, x * channels, in, (x * pool.columns().stride() + tap) * channels, channels);
        }
      }
    }
    return out;
  }

  private static void larger(float[] out, int to, float[] in, int from, int count) {
    for (int c = 0; c < count; c++) {
      out[to + c] = Math.max(out[to + c], in[from + c]);
    }
  }

  /** {@code x * scale + shift} per channel, and ReLU where the stage has one. */
  static void affine(
      RowReader from,
      Op.Affine stage,
      List<PatchTensor> held,
      List<PatchTensor> results,
      FloatBuffer to) {
    int channels = from.layout().block();
    lines(
        results,
        from.layout().blocks(),
        (index, block, y) -> {
          PatchTensor result = results.get(index);
          Span columns = result.stored().columns();
          float[] line = new float[columns.length() * channels];
          from.read(held.get(index), block, y, columns, line);
          for (int i = 0; i < line.length; i++) {
            int c = block * channels + i % channels;
            float value = line[i] * stage.scale()[c] + stage.shift()[c];
            line[i] = stage.relu() ? Math.max(0f, value) : value;
          }
          to.put(result.at(from.layout(), block, y, columns.from()), line);
        });
  }

  /**
   * Sums over the places of maps: of everything where there is no clean map, else of what the
   * window changed.
   *
   * @return {@code [window][channel]}, in the order of {@code held}
   */
  static double[][] sums(RowReader rows, List<PatchTensor> held) {
    double[][] sums = new double[held.size()][];
    slices(
        held.size(),
        (first, last) -> {
          for (int i = first; i < last; i++) {
            sums[i] = sum(rows, held.get(i));
          }
        });
    return sums;
  }

  private static double[] sum(RowReader rows, PatchTensor held) {
    double[] sum = new double[rows.map().channels()];
    for (int block = 0; block < rows.layout().blocks(); block++) {
      addTo(sum, rows, held, block);
    }
    return sum;
  }

  private static void addTo(double[] sum, RowReader rows, PatchTensor held, int block) {
    int channels = rows.layout().block();
    Span columns = held.changed().columns();
    float[] line = new float[columns.length() * channels];
    float[] clean = new float[line.length];
    float[] partial = new float[channels];
    for (int y = held.changed().rows().from(); y < held.changed().rows().to(); y++) {
      rows.read(held, block, y, columns, line);
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

  /** Negative numbers become 0. */
  static void relu(FloatBuffer values, int from, int count) {
    int tile = 4096;
    slices(
        (count + tile - 1) / tile,
        (first, last) -> {
          float[] line = new float[tile];
          for (int k = first; k < last; k++) {
            int n = Math.min(tile, count - k * tile);
            values.get(from + k * tile, line, 0, n);
            for (int i = 0; i < n; i++) {
              line[i] = Math.max(0f, line[i]);
            }
            values.put(from + k * tile, line, 0, n);
          }
        });
  }

  private interface Line {
    void run(int index, int block, int y);
  }

  /** Every row of every block of what is stored for every window. */
  private static void lines(List<PatchTensor> results, int blocks, Line work) {
    int[] end = new int[results.size()];
    int total = 0;
    for (int i = 0; i < end.length; i++) {
      total += results.get(i).stored().height() * blocks;
      end[i] = total;
    }
    slices(
        total,
        (first, last) -> {
          int index = 0;
          for (int k = first; k < last; k++) {
            while (k >= end[index]) {
              index++;
            }
            Rect stored = results.get(index).stored();
            int line = k - (end[index] - stored.height() * blocks);
            int y = stored.rows().from() + line % stored.height();
            work.run(index, line / stored.height(), y);
          }
        });
  }

  private interface Slice {
    void run(int first, int last);
  }

  private static void slices(int total, Slice work) {
    IntStream.range(0, SLICES)
        .parallel()
        .forEach(
            s ->
                work.run(
                    (int) ((long) total * s / SLICES), (int) ((long) total * (s + 1) / SLICES)));
  }
}
