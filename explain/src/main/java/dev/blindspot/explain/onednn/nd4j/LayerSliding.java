package dev.blindspot.explain.onednn.nd4j;

import dev.blindspot.explain.onednn.graph.Sliding;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.jspecify.annotations.Nullable;

/** How the kernels of DL4J's layers slide. */
public final class LayerSliding {
  private LayerSliding() {}

  /**
   * Of a convolution.
   *
   * @param axis 0: rows, 1: columns
   */
  public static Sliding of(ConvolutionLayer layer, int axis) {
    int @Nullable [] dilation = layer.getDilation();
    return new Sliding(
        layer.getKernelSize()[axis],
        layer.getStride()[axis],
        layer.getPadding()[axis],
        layer.getConvolutionMode() == ConvolutionMode.Same,
        dilation == null ? 1 : dilation[axis]);
  }

  /**
   * Of a pooling without dilation.
   *
   * @param axis 0: rows, 1: columns
   */
  public static Sliding of(SubsamplingLayer layer, int axis) {
    return new Sliding(
        layer.getKernelSize()[axis],
        layer.getStride()[axis],
        layer.getPadding()[axis],
        layer.getConvolutionMode() == ConvolutionMode.Same,
        1);
  }
}
