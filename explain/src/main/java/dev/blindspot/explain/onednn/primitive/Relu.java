package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.KernelRecipe.Made;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.Map;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.primitive_attr;

/**
 * Negative numbers become 0, in any layout. Input and output may be the same memory.
 *
 * @param layout of the numbers
 */
public record Relu(TensorLayout layout) {
  private record Key(Relu relu, boolean forward) {}

  /** {@link Argument#OUTPUT} of {@link Argument#SOURCE}. */
  public Operation forward(OneDnnContext context) {
    return new Operation(context.kernel(new Key(this, true), this::forward));
  }

  /**
   * {@link Argument#SOURCE_GRADIENT} of {@link Argument#OUTPUT_GRADIENT}: 0 where {@link
   * Argument#FORMER_OUTPUT} is.
   */
  public Operation gradient(OneDnnContext context) {
    return new Operation(context.kernel(new Key(this, false), this::gradient));
  }

  private Made forward(engine cpu, primitive_attr attributes) {
    var description = description(dnnl.dnnl_eltwise_relu, cpu, attributes);
    return new Made(
        new eltwise_forward(description),
        description,
        Map.of(Argument.SOURCE, description.src_desc(), Argument.OUTPUT, description.dst_desc()));
  }

  private eltwise_forward.primitive_desc description(
      int algorithm, engine cpu, primitive_attr attributes) {
    return new eltwise_forward.primitive_desc(
        new eltwise_forward.desc(dnnl.dnnl_forward_training, algorithm, layout.descriptor(), 0, 0),
        attributes,
        cpu);
  }

  private Made gradient(engine cpu, primitive_attr attributes) {
    int fromOutput = dnnl.dnnl_eltwise_relu_use_dst_for_bwd;
    var description =
        new eltwise_backward.primitive_desc(
            new eltwise_backward.desc(fromOutput, layout.descriptor(), layout.descriptor(), 0, 0),
            attributes,
            cpu,
            description(fromOutput, cpu, attributes));
    return new Made(
        new eltwise_backward(description),
        description,
        Map.of(
            Argument.FORMER_OUTPUT, layout.descriptor(),
            Argument.OUTPUT_GRADIENT, description.diff_dst_desc(),
            Argument.SOURCE_GRADIENT, description.diff_src_desc()));
  }
}
