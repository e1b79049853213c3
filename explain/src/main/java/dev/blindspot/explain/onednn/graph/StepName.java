package dev.blindspot.explain.onednn.graph;

import dev.blindspot.explain.onednn.graph.FusedGraph.Step;
import dev.blindspot.explain.onednn.primitive.Nonlinearity;
import dev.blindspot.explain.onednn.primitive.Pooling;
import java.util.Locale;

/** Says what a step does: "convolution 3x3, stride 2, sum, relu". */
final class StepName {
  private StepName() {}

  static String of(Step step) {
    String name = name(step.node());
    String sum = step.fusion().sum() ? ", sum" : "";
    return name + sum + step.fusion().then().map(f -> ", " + name(f)).orElse("");
  }

  private static String name(Node node) {
    if (node instanceof Node.Convolve convolve) {
      return groups(convolve) + "convolution" + sliding(node);
    } else if (node instanceof Node.Pool pool) {
      return (pool.kind() == Pooling.MAX ? "max pooling" : "average pooling") + sliding(node);
    } else if (node instanceof Node.Activate activate) {
      return name(activate.function());
    } else if (node instanceof Node.GlobalAverage) {
      return "global average pooling";
    } else if (node instanceof Node.ScaleShift) {
      return "batch norm";
    } else if (node instanceof Node.Dense) {
      return "dense";
    } else if (node instanceof Node.Add) {
      return "sum";
    } else if (node instanceof Node.Multiply) {
      return "product";
    } else if (node instanceof Node.Concatenate) {
      return "join of channels";
    }
    throw new IllegalStateException("not an operation: " + node);
  }

  private static String groups(Node.Convolve convolve) {
    int taps = convolve.rows().kernel() * convolve.columns().kernel();
    boolean depthwise = convolve.weights().length == taps * convolve.bias().length;
    return convolve.groups() == 1 ? "" : depthwise ? "depthwise " : "grouped ";
  }

  private static String sliding(Node node) {
    Sliding rows = node.rows();
    Sliding columns = node.columns();
    boolean strides = rows.stride() != 1 || columns.stride() != 1;
    boolean dilated = rows.dilation() != 1 || columns.dilation() != 1;
    return " %dx%d%s%s"
        .formatted(
            rows.kernel(),
            columns.kernel(),
            strides ? ", stride " + both(rows.stride(), columns.stride()) : "",
            dilated ? ", dilation " + both(rows.dilation(), columns.dilation()) : "");
  }

  private static String both(int rows, int columns) {
    return rows == columns ? "" + rows : rows + "x" + columns;
  }

  private static String name(Nonlinearity function) {
    return function.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
