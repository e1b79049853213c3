package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.KernelRecipe.Made;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.Map;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.primitive_attr;

/**
 * {@link Argument#OUTPUT}, the product of {@link Argument#SOURCE} and {@link
 * Argument#SECOND_SOURCE} number by number, laid out as the first one.
 *
 * @param left layout of the first, which has the output's sizes
 * @param right layout of the second: the same sizes, or size 1 where it is repeated
 */
public record Product(TensorLayout left, TensorLayout right) {

  /** The operation. */
  public Operation inference(OneDnnContext context) {
    return new Operation(context.kernel(this, this::make));
  }

  private Made make(engine cpu, primitive_attr attributes) {
    var description =
        new binary.primitive_desc(
            new binary.desc(
                dnnl.dnnl_binary_mul, left.descriptor(), right.descriptor(), left.descriptor()),
            attributes,
            cpu);
    return new Made(
        new binary(description),
        description,
        Map.of(
            Argument.SOURCE, description.src0_desc(),
            Argument.SECOND_SOURCE, description.src1_desc(),
            Argument.OUTPUT, description.dst_desc()));
  }
}
