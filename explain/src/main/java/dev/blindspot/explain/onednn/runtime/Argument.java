package dev.blindspot.explain.onednn.runtime;

import org.bytedeco.dnnl.global.dnnl;

/** What a primitive reads and writes. */
public enum Argument {
  SOURCE(dnnl.DNNL_ARG_SRC, false),
  /** The second of two. */
  SECOND_SOURCE(dnnl.DNNL_ARG_SRC_1, false),
  WEIGHTS(dnnl.DNNL_ARG_WEIGHTS, false),
  BIAS(dnnl.DNNL_ARG_BIAS, false),
  /** Scales of all channels, then shifts of all channels: {@code [2,C]}. */
  SCALE_SHIFT(dnnl.DNNL_ARG_SCALE_SHIFT, false),
  OUTPUT_GRADIENT(dnnl.DNNL_ARG_DIFF_DST, false),
  /** The output of a forward pass, read by its gradient. */
  FORMER_OUTPUT(dnnl.DNNL_ARG_DST, false),
  GIVEN_MEAN(dnnl.DNNL_ARG_MEAN, false),
  GIVEN_VARIANCE(dnnl.DNNL_ARG_VARIANCE, false),
  /** What a forward pass notes for its gradient. */
  FORMER_WORKSPACE(dnnl.DNNL_ARG_WORKSPACE, false),

  OUTPUT(dnnl.DNNL_ARG_DST, true),
  SOURCE_GRADIENT(dnnl.DNNL_ARG_DIFF_SRC, true),
  WEIGHT_GRADIENT(dnnl.DNNL_ARG_DIFF_WEIGHTS, true),
  BIAS_GRADIENT(dnnl.DNNL_ARG_DIFF_BIAS, true),
  SCALE_SHIFT_GRADIENT(dnnl.DNNL_ARG_DIFF_SCALE_SHIFT, true),
  MEAN(dnnl.DNNL_ARG_MEAN, true),
  VARIANCE(dnnl.DNNL_ARG_VARIANCE, true),
  WORKSPACE(dnnl.DNNL_ARG_WORKSPACE, true);

  private final int code;
  private final boolean written;

  Argument(int code, boolean written) {
    this.code = code;
    this.written = written;
  }

  int code() {
    return code;
  }

  /** Whether the primitive writes it. */
  boolean written() {
    return written;
  }
}
