package dev.blindspot.explain.engine.kernel;

import dev.blindspot.explain.engine.trunk.Span;
import dev.blindspot.explain.onednn.graph.FusedGraph.Step;
import dev.blindspot.explain.onednn.graph.Node;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A step that is computed row by row in Java: everything but convolutions and means over all
 * places.
 *
 * @param step the operation, and the function that is applied last
 * @param sources the maps that it reads
 * @param layout of the output
 */
public record JavaStep(Step step, List<RowReader> sources, MapLayout layout) {

  /**
   * Computes.
   *
   * @param results where the outputs go: what is {@code stored} is computed
   */
  public void run(List<PatchTensor> results, FloatBuffer to) {
    if (step.node() instanceof Node.Pool pool) {
      new PoolKernel(pool, sources.get(0)).run(results, to);
      return;
    }
    Slices.lines(
        results,
        layout.blocks(),
        (result, block, y) -> {
          Span columns = result.stored().columns();
          float[] line = line(result.window(), block, y, columns);
          step.fusion().then().ifPresent(function -> function.apply(line));
          to.put(result.at(layout, block, y, columns.from()), line);
        });
  }

  private float[] line(int window, int block, int y, Span columns) {
    float[] line = new float[columns.length() * layout.block()];
    Node node = step.node();
    if (node instanceof Node.Concatenate) {
      concatenate(window, block, y, columns, line);
      return line;
    }
    sources.get(0).read(window, block, y, columns, line);
    if (node instanceof Node.Add) {
      add(window, block, y, columns, line);
    } else if (node instanceof Node.Multiply) {
      multiply(window, block, y, columns, line);
    } else if (node instanceof Node.ScaleShift affine) {
      scale(affine, block, line);
    } else if (node instanceof Node.Activate activate) {
      activate.function().apply(line);
    } else {
      throw new IllegalStateException("not computed in Java: " + node);
    }
    return line;
  }

  private void add(int window, int block, int y, Span columns, float[] line) {
    float[] term = new float[line.length];
    for (RowReader source : sources.subList(1, sources.size())) {
      source.read(window, block, y, columns, term);
      for (int i = 0; i < line.length; i++) {
        line[i] += term[i];
      }
    }
  }

  private void multiply(int window, int block, int y, Span columns, float[] line) {
    RowReader factor = sources.get(1);
    boolean point = factor.map().isPoint();
    float[] factors = new float[point ? layout.block() : line.length];
    factor.read(window, block, point ? 0 : y, point ? new Span(0, 1) : columns, factors);
    for (int start = 0; start < line.length; start += factors.length) {
      for (int c = 0; c < factors.length; c++) {
        line[start + c] *= factors[c];
      }
    }
  }

  private void scale(Node.ScaleShift affine, int block, float[] line) {
    int channels = layout.block();
    float[] scale = affine.scale();
    float[] shift = affine.shift();
    int first = block * channels;
    for (int start = 0; start < line.length; start += channels) {
      for (int c = 0; c < channels; c++) {
        line[start + c] = line[start + c] * scale[first + c] + shift[first + c];
      }
    }
  }

  /** Channels whose blocks are others than those of the output. */
  private void concatenate(int window, int block, int y, Span columns, float[] line) {
    int channels = layout.block();
    int first = block * channels;
    int before = 0;
    for (RowReader source : sources) {
      int own = source.layout().block();
      float[] part = new float[columns.length() * own];
      for (int b = 0; b < source.layout().blocks(); b++) {
        int from = Math.max(first, before);
        int to = Math.min(first + channels, before + own);
        if (from < to) {
          source.read(window, b, y, columns, part);
          for (int x = 0; x < columns.length(); x++) {
            System.arraycopy(
                part, x * own + from - before, line, x * channels + from - first, to - from);
          }
        }
        before += own;
      }
    }
  }
}
