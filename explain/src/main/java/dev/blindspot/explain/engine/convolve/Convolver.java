package dev.blindspot.explain.engine.convolve;

import dev.blindspot.explain.onednn.graph.Node;
import dev.blindspot.explain.onednn.graph.Sliding;
import dev.blindspot.explain.onednn.primitive.Fusion;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Calls ND4J's convolution, which runs on oneDNN whether or not DL4J's helpers are enabled.
 *
 * @param rows how the kernel slides
 * @param columns how the kernel slides
 * @param weights {@code [K,C,kh,kw]}
 * @param bias {@code [K]}
 */
record Convolver(Sliding rows, Sliding columns, INDArray weights, INDArray bias)
    implements AutoCloseable {
  private static final int NHWC = 1;
  private static final int OUT_IN_HEIGHT_WIDTH = 1;

  /** Copies the weights. */
  static Convolver of(Node.Convolve node) {
    long filters = node.bias().length;
    long taps = (long) node.rows().kernel() * node.columns().kernel();
    return new Convolver(
        node.rows(),
        node.columns(),
        Nd4j.createFromArray(node.weights())
            .reshape(
                filters,
                node.weights().length / filters / taps,
                node.rows().kernel(),
                node.columns().kernel()),
        Nd4j.createFromArray(node.bias()));
  }

  /**
   * Whether ND4J has it: ND4J 1.0.0-M2.1 knows no groups, and cannot run dilated kernels on oneDNN
   * with the channel last.
   */
  static boolean supports(Node.Convolve node, Fusion fusion) {
    return node.groups() == 1
        && isPlain(node.rows())
        && isPlain(node.columns())
        && (fusion.equals(Fusion.NONE) || fusion.equals(Fusion.RELU));
  }

  private static boolean isPlain(Sliding sliding) {
    return sliding.dilation() == 1
        && sliding.before() == sliding.after()
        && sliding.end() != Sliding.End.CEIL;
  }

  /** Over whole maps, with the convolution's padding; without ReLU. */
  void whole(INDArray in, INDArray out) {
    boolean same = rows.end() == Sliding.End.SAME;
    run(in, out, rows.before(), columns.before(), same ? 1 : 0);
  }

  /** Over rectangles that hold their padding already. */
  void inside(INDArray in, INDArray out) {
    run(in, out, 0, 0, 0);
  }

  private void run(INDArray in, INDArray out, int padY, int padX, int mode) {
    Nd4j.getExecutioner()
        .exec(
            DynamicCustomOp.builder("conv2d")
                .addInputs(in, weights, bias)
                .addOutputs(out)
                .addIntegerArguments(
                    rows.kernel(),
                    columns.kernel(),
                    rows.stride(),
                    columns.stride(),
                    padY,
                    padX,
                    1,
                    1,
                    mode,
                    NHWC,
                    OUT_IN_HEIGHT_WIDTH)
                .build());
  }

  @Override
  public void close() {
    weights.close();
    bias.close();
  }
}
