package dev.blindspot.explain.engine.kernel;

import dev.blindspot.explain.engine.trunk.Reach;
import dev.blindspot.explain.engine.trunk.Span;
import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.primitive.Pooling;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** Maxima and means under a window. */
final class PoolKernel {
  private final Node.Pool pool;
  private final RowReader from;
  private final boolean max;

  PoolKernel(Node.Pool pool, RowReader from) {
    this.pool = pool;
    this.max = pool.kind() == Pooling.MAX;
    this.from = max ? from.paddedBy(Float.NEGATIVE_INFINITY) : from;
  }

  /**
   * Computes.
   *
   * @param results where the outputs go: what is {@code stored} is computed
   */
  void run(List<PatchTensor> results, FloatBuffer to) {
    Slices.lines(
        results,
        from.layout().blocks(),
        (result, block, y) -> {
          Span outputs = result.stored().columns();
          float[] line = line(result.window(), block, y, outputs);
          to.put(result.at(from.layout(), block, y, outputs.from()), line);
        });
  }

  private float[] line(int window, int block, int y, Span outputs) {
    int channels = from.layout().block();
    Span columns = Reach.read(pool.columns(), outputs, from.map().width());
    Span taps = Reach.read(pool.rows(), new Span(y, y + 1), from.map().height());
    float[] in = new float[columns.length() * channels];
    float[] out = new float[outputs.length() * channels];
    if (max) {
      Arrays.fill(out, Float.NEGATIVE_INFINITY);
    }
    int first = Math.max(0, taps.from());
    int last = Math.min(from.map().height(), taps.to());
    for (int row = first; row < last; row++) {
      from.read(window, block, row, columns, in);
      addRow(in, out, channels);
    }
    if (!max) {
      divide(out, channels, last - first, columns);
    }
    return out;
  }

  private void addRow(float[] in, float[] out, int channels) {
    int step = pool.columns().stride() * channels;
    for (int to = 0, start = 0; to < out.length; to += channels, start += step) {
      for (int tap = 0; tap < pool.columns().kernel(); tap++) {
        int at = start + tap * channels;
        if (max) {
          larger(out, to, in, at, channels);
        } else {
          add(out, to, in, at, channels);
        }
      }
    }
  }

  private static void larger(float[] out, int to, float[] in, int from, int count) {
    for (int c = 0; c < count; c++) {
      out[to + c] = Math.max(out[to + c], in[from + c]);
    }
  }

  private static void add(float[] out, int to, float[] in, int from, int count) {
    for (int c = 0; c < count; c++) {
      out[to + c] += in[from + c];
    }
  }

  /** By the places under the window, those outside of the map only where padding counts. */
  private void divide(float[] out, int channels, int rows, Span columns) {
    boolean counted = pool.kind() == Pooling.AVERAGE_WITH_PADDING;
    int kernel = pool.columns().kernel();
    for (int x = 0; x * channels < out.length; x++) {
      int start = columns.from() + x * pool.columns().stride();
      int inside = Math.min(start + kernel, from.map().width()) - Math.max(start, 0);
      int places = counted ? kernel * pool.rows().kernel() : inside * rows;
      for (int i = x * channels; i < (x + 1) * channels; i++) {
        out[i] /= places;
      }
    }
  }
}
