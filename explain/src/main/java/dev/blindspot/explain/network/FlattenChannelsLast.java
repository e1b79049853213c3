package dev.blindspot.explain.network;

import org.deeplearning4j.nn.api.MaskState;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Flattens {@code [N,C,H,W]} to {@code [N,H*W*C]}: the order that dense layers behind maps with the
 * channel last have learned.
 */
final class FlattenChannelsLast implements InputPreProcessor {
  private static final long serialVersionUID = 1L;

  private long channels;
  private long height;
  private long width;

  @Override
  public INDArray preProcess(INDArray input, int batch, LayerWorkspaceMgr memory) {
    channels = input.size(1);
    height = input.size(2);
    width = input.size(3);
    INDArray flat =
        input.permute(0, 2, 3, 1).dup('c').reshape(input.size(0), channels * height * width);
    return memory.leverageTo(ArrayType.ACTIVATIONS, flat);
  }

  @Override
  public INDArray backprop(INDArray gradient, int batch, LayerWorkspaceMgr memory) {
    INDArray planes =
        gradient
            .dup('c')
            .reshape(gradient.size(0), height, width, channels)
            .permute(0, 3, 1, 2)
            .dup('c');
    return memory.leverageTo(ArrayType.ACTIVATION_GRAD, planes);
  }

  @Override
  public InputPreProcessor clone() {
    return new FlattenChannelsLast();
  }

  @Override
  public InputType getOutputType(InputType input) {
    return InputType.feedForward(input.arrayElementsPerExample());
  }

  @Override
  public @Nullable Pair<INDArray, MaskState> feedForwardMaskArray(
      INDArray mask, MaskState state, int batch) {
    throw new UnsupportedOperationException("images have no masks");
  }
}
