package dev.blindspot.explain.onednn.primitive;

import org.bytedeco.dnnl.global.dnnl;

/** How a convolution is computed. */
public enum Algorithm {
  /**
   * F(4x4, 3x3) of Lavin and Gray 2016 (Fast Algorithms for Convolutional Neural Networks, CVPR): a
   * quarter of the multiplications; 3x3, stride 1, channels in multiples of 16. For small maps
   * oneDNN takes F(2x2, 3x3), with four ninths of them.
   */
  WINOGRAD(dnnl.dnnl_convolution_winograd),
  /** Products and sums as the definition says, whatever code of oneDNN's does them. */
  DIRECT(dnnl.dnnl_convolution_direct);

  private final int code;

  Algorithm(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
