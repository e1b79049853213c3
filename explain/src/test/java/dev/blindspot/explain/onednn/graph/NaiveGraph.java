package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.primitive.Axis;
import dev.blindspot.explain.onednn.primitive.Nonlinearity;
import dev.blindspot.explain.onednn.primitive.Pooling;
import java.util.ArrayList;
import java.util.List;

/** Evaluates a graph node by node with loops in double precision. */
final class NaiveGraph {
  private NaiveGraph() {}

  /** Maps {@code [N,C,H,W]}. */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  record Maps(int n, int c, int h, int w, double[] values) {
    Maps(int n, int c, int h, int w) {
      this(n, c, h, w, new double[n * c * h * w]);
    }

    int at(int i, int k, int y, int x) {
      return ((i * c + k) * h + y) * w + x;
    }

    interface Place {
      double value(int i, int k, int y, int x);
    }

    Maps fill(Place place) {
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < c; k++) {
          for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
              values[at(i, k, y, x)] = place.value(i, k, y, x);
            }
          }
        }
      }
      return this;
    }

    double get(int i, int k, int y, int x) {
      return values[at(i, k, y, x)];
    }

    boolean contains(int y, int x) {
      return y >= 0 && y < h && x >= 0 && x < w;
    }
  }

  static double[] run(NetworkGraph graph, Maps images) {
    List<Maps> maps = new ArrayList<>(List.of(images));
    for (Node node : graph.nodes().subList(1, graph.nodes().size())) {
      maps.add(compute(node, node.sources().stream().map(maps::get).toList()));
    }
    return maps.get(maps.size() - 1).values();
  }

  private static Maps compute(Node node, List<Maps> sources) {
    Maps in = sources.get(0);
    if (node instanceof Node.Convolve convolve) {
      return convolve(convolve, in);
    } else if (node instanceof Node.Pool pool) {
      return pool(pool.kind(), pool.rows().over(in.h), pool.columns().over(in.w), in);
    } else if (node instanceof Node.GlobalAverage) {
      return pool(Pooling.AVERAGE, Axis.of(in.h, in.h, 0), Axis.of(in.w, in.w, 0), in);
    } else if (node instanceof Node.Activate activate) {
      return like(in).fill((i, k, y, x) -> value(activate.function(), in.get(i, k, y, x)));
    } else if (node instanceof Node.ScaleShift affine) {
      return like(in)
          .fill((i, k, y, x) -> in.get(i, k, y, x) * affine.scale()[k] + affine.shift()[k]);
    } else if (node instanceof Node.Add) {
      return like(in)
          .fill((i, k, y, x) -> sources.stream().mapToDouble(s -> s.get(i, k, y, x)).sum());
    } else if (node instanceof Node.ZeroPad pad) {
      return new Maps(in.n, in.c, in.h + pad.top() + pad.bottom(), in.w + pad.left() + pad.right())
          .fill(
              (i, k, y, x) ->
                  in.contains(y - pad.top(), x - pad.left())
                      ? in.get(i, k, y - pad.top(), x - pad.left())
                      : 0);
    } else if (node instanceof Node.Multiply) {
      Maps factor = sources.get(1);
      boolean one = factor.h == 1 && factor.w == 1;
      return like(in)
          .fill((i, k, y, x) -> in.get(i, k, y, x) * factor.get(i, k, one ? 0 : y, one ? 0 : x));
    } else if (node instanceof Node.Concatenate) {
      return concatenate(sources);
    } else if (node instanceof Node.Dense dense) {
      return dense(dense, in);
    }
    throw new IllegalStateException("not an operation: " + node);
  }

  static double value(Nonlinearity function, double x) {
    double a = function.a();
    return switch (function.kind()) {
      case RELU -> x > 0 ? x : a * x;
      case CLIP -> Math.max(a, Math.min(function.b(), x));
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
      case ELU -> x > 0 ? x : a * Math.expm1(x);
      case SWISH -> x / (1 + Math.exp(-a * x));
      case HARD_SWISH -> x * Math.max(0, Math.min(6, x + 3)) / 6;
    };
  }

  private static Maps like(Maps maps) {
    return new Maps(maps.n, maps.c, maps.h, maps.w);
  }

  private static Maps convolve(Node.Convolve node, Maps in) {
    Axis rows = node.rows().over(in.h);
    Axis columns = node.columns().over(in.w);
    int filters = node.bias().length;
    int channels = in.c / node.groups();
    return new Maps(in.n, filters, rows.outputs(), columns.outputs())
        .fill(
            (i, k, y, x) -> {
              double sum = node.bias()[k];
              int first = k / (filters / node.groups()) * channels;
              for (int c = 0; c < channels; c++) {
                for (int a = 0; a < rows.kernel(); a++) {
                  for (int b = 0; b < columns.kernel(); b++) {
                    int py = y * rows.stride() - rows.before() + a * rows.dilation();
                    int px = x * columns.stride() - columns.before() + b * columns.dilation();
                    if (in.contains(py, px)) {
                      int w = ((k * channels + c) * rows.kernel() + a) * columns.kernel() + b;
                      sum += node.weights()[w] * in.get(i, first + c, py, px);
                    }
                  }
                }
              }
              return sum;
            });
  }

  private static Maps pool(Pooling kind, Axis rows, Axis columns, Maps in) {
    return new Maps(in.n, in.c, rows.outputs(), columns.outputs())
        .fill(
            (i, k, y, x) -> {
              double max = Double.NEGATIVE_INFINITY;
              double sum = 0;
              int count = 0;
              for (int a = 0; a < rows.kernel(); a++) {
                for (int b = 0; b < columns.kernel(); b++) {
                  int py = y * rows.stride() - rows.before() + a;
                  int px = x * columns.stride() - columns.before() + b;
                  if (in.contains(py, px)) {
                    max = Math.max(max, in.get(i, k, py, px));
                    sum += in.get(i, k, py, px);
                    count++;
                  }
                }
              }
              if (kind == Pooling.AVERAGE_WITH_PADDING) {
                count = rows.kernel() * columns.kernel();
              }
              return kind == Pooling.MAX ? max : sum / count;
            });
  }

  private static Maps concatenate(List<Maps> sources) {
    Maps first = sources.get(0);
    int channels = sources.stream().mapToInt(Maps::c).sum();
    return new Maps(first.n, channels, first.h, first.w)
        .fill(
            (i, k, y, x) -> {
              int channel = k;
              for (Maps source : sources) {
                if (channel < source.c) {
                  return source.get(i, channel, y, x);
                }
                channel -= source.c;
              }
              throw new IllegalStateException();
            });
  }

  private static Maps dense(Node.Dense node, Maps in) {
    int inputs = in.c * in.h * in.w;
    return new Maps(in.n, node.bias().length, 1, 1)
        .fill(
            (i, k, y, x) -> {
              double sum = node.bias()[k];
              for (int j = 0; j < inputs; j++) {
                sum += node.weights()[k * inputs + j] * in.values()[i * inputs + j];
              }
              return sum;
            });
  }
}
