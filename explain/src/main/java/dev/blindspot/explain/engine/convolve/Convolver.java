package dev.blindspot.explain.engine.convolve;

import dev.blindspot.explain.engine.chain.Op;
import dev.blindspot.explain.engine.chain.Slide;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Calls ND4J's convolution, which runs on oneDNN whether or not DL4J's helpers are enabled. */
public final class Convolver {
  private static final int NHWC = 1;
  private static final int OUT_IN_HEIGHT_WIDTH = 1;

  private Convolver() {}

  /** Over whole maps, with the stage's padding; without ReLU. */
  public static void whole(Op.Convolution stage, INDArray in, INDArray out) {
    boolean same = stage.rows().same();
    run(
        stage,
        in,
        out,
        same ? 0 : stage.rows().padding(),
        same ? 0 : stage.columns().padding(),
        same ? 1 : 0);
  }

  /** Over rectangles that hold their padding already. */
  static void inside(Op.Convolution stage, INDArray in, INDArray out) {
    run(stage, in, out, 0, 0, 0);
  }

  private static void run(
      Op.Convolution stage, INDArray in, INDArray out, int padY, int padX, int mode) {
    Slide rows = stage.rows();
    Slide columns = stage.columns();
    Nd4j.getExecutioner()
        .exec(
            DynamicCustomOp.builder("conv2d")
                .addInputs(in, stage.weights(), stage.bias())
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
}
