package dev.blindspot.explain.onednn.primitive;

import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;

/** What is done to an output before it is written. */
public enum Fusion {
  NONE(false, false),
  /** Negative numbers become 0. */
  RELU(false, true),
  /** What the output holds already is added. */
  SUM(true, false),
  /** What the output holds already is added, then negative numbers become 0. */
  SUM_RELU(true, true);

  private final boolean sum;
  private final boolean relu;

  Fusion(boolean sum, boolean relu) {
    this.sum = sum;
    this.relu = relu;
  }

  /** Whether the output must hold numbers before the call. */
  public boolean sum() {
    return sum;
  }

  public boolean relu() {
    return relu;
  }

  void addTo(primitive_attr attributes) {
    post_ops operations = new post_ops();
    if (sum) {
      operations.append_sum();
    }
    if (relu) {
      operations.append_eltwise(1, dnnl.dnnl_eltwise_relu, 0, 0);
    }
    attributes.set_post_ops(operations);
  }
}
