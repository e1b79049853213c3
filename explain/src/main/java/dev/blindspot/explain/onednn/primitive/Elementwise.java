package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.KernelRecipe.Made;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.Map;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.primitive_attr;

/**
 * A function of every number, for inference, in any layout. Input and output may be the same
 * memory.
 *
 * @param layout of the numbers
 * @param function that is applied
 */
public record Elementwise(TensorLayout layout, Nonlinearity function) {

  /** {@link Argument#OUTPUT} of {@link Argument#SOURCE}. */
  public Operation inference(OneDnnContext context) {
    return new Operation(context.kernel(this, this::make));
  }

  private Made make(engine cpu, primitive_attr attributes) {
    var description =
        new eltwise_forward.primitive_desc(
            new eltwise_forward.desc(
                dnnl.dnnl_forward_inference,
                function.code(),
                layout.descriptor(),
                function.a(),
                function.b()),
            attributes,
            cpu);
    return new Made(
        new eltwise_forward(description),
        description,
        Map.of(Argument.SOURCE, description.src_desc(), Argument.OUTPUT, description.dst_desc()));
  }
}
