package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.KernelRecipe.Made;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.primitive_attr;

/**
 * A dense layer, for inference: {@link Argument#OUTPUT} {@code [N,K]} of {@link Argument#SOURCE}
 * {@code [N,C,H,W]}, {@link Argument#WEIGHTS} {@code [K,C,H,W]} and {@link Argument#BIAS} {@code
 * [K]}.
 *
 * @param source layout of the input
 * @param outputs K, at least 1
 * @param fusion what is done before the output is written
 */
public record InnerProduct(TensorLayout source, int outputs, Fusion fusion) {
  public InnerProduct {
    if (outputs < 1) {
      throw new IllegalArgumentException("outputs must be >= 1, was " + outputs);
    }
  }

  /** The operation. */
  public Operation inference(OneDnnContext context) {
    return new Operation(context.kernel(this, this::make));
  }

  private Made make(engine cpu, primitive_attr attributes) {
    fusion.addTo(attributes);
    long[] weights = source.sizes();
    weights[0] = outputs;
    var description =
        new inner_product_forward.primitive_desc(
            new inner_product_forward.desc(
                dnnl.dnnl_forward_inference,
                source.descriptor(),
                TensorLayout.any(weights),
                TensorLayout.plain(outputs).descriptor(),
                TensorLayout.plain(source.size(0), outputs).descriptor()),
            attributes,
            cpu);
    return new Made(
        new inner_product_forward(description),
        description,
        Map.of(
            Argument.SOURCE, description.src_desc(),
            Argument.WEIGHTS, description.weights_desc(),
            Argument.BIAS, description.bias_desc(),
            Argument.OUTPUT, description.dst_desc()));
  }
}
