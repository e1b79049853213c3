package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.KernelRecipe.Made;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/**
 * Batch normalisation (Ioffe and Szegedy 2015, arXiv:1502.03167): {@code y = scale (x - mean) /
 * sqrt(variance + epsilon) + shift} for each channel, with population variances over batch and
 * places, and ReLU where wanted.
 *
 * <p>Arguments: {@link Argument#SOURCE} and {@link Argument#OUTPUT} {@code [N,C,H,W]} in one
 * layout, {@link Argument#SCALE_SHIFT} {@code [2,C]}, means and variances {@code [C]}.
 *
 * @param layout of the maps
 * @param epsilon added to variances, at least 0
 * @param relu whether negative outputs become 0
 */
public record BatchNorm(TensorLayout layout, float epsilon, boolean relu) {
  public BatchNorm {
    if (!(epsilon >= 0)) {
      throw new IllegalArgumentException("epsilon must be >= 0, was " + epsilon);
    }
  }

  private record Key(BatchNorm norm, int purpose) {}

  /** With {@link Argument#GIVEN_MEAN} and {@link Argument#GIVEN_VARIANCE}. */
  public Operation inference(OneDnnContext context) {
    Key key = new Key(this, dnnl.dnnl_forward_inference);
    return new Operation(context.kernel(key, (e, attributes) -> inference(e, attributes)));
  }

  /**
   * Writes the batch's {@link Argument#MEAN} and {@link Argument#VARIANCE}; with ReLU also {@link
   * Argument#WORKSPACE}, which the gradient needs.
   */
  public Operation training(OneDnnContext context) {
    Key key = new Key(this, dnnl.dnnl_forward_training);
    return new Operation(context.kernel(key, (e, attributes) -> training(e, attributes)));
  }

  /**
   * {@link Argument#SOURCE_GRADIENT} and {@link Argument#SCALE_SHIFT_GRADIENT} of {@link
   * Argument#OUTPUT_GRADIENT}, {@link Argument#SOURCE}, {@link Argument#SCALE_SHIFT}, the batch's
   * {@link Argument#GIVEN_MEAN} and {@link Argument#GIVEN_VARIANCE}, and with ReLU {@link
   * Argument#FORMER_WORKSPACE}.
   */
  public Operation gradient(OneDnnContext context) {
    Key key = new Key(this, dnnl.dnnl_backward);
    return new Operation(context.kernel(key, (e, attributes) -> gradient(e, attributes)));
  }

  private Made inference(engine cpu, primitive_attr attributes) {
    var description =
        forward(dnnl.dnnl_forward_inference, dnnl.dnnl_use_global_stats, cpu, attributes);
    return new Made(
        new batch_normalization_forward(description),
        description,
        Map.of(
            Argument.SOURCE, description.src_desc(),
            Argument.SCALE_SHIFT, description.weights_desc(),
            Argument.GIVEN_MEAN, description.mean_desc(),
            Argument.GIVEN_VARIANCE, description.variance_desc(),
            Argument.OUTPUT, description.dst_desc()));
  }

  private Made training(engine cpu, primitive_attr attributes) {
    var description = forward(dnnl.dnnl_forward_training, 0, cpu, attributes);
    Map<Argument, memory.desc> arguments = new EnumMap<>(Argument.class);
    arguments.put(Argument.SOURCE, description.src_desc());
    arguments.put(Argument.SCALE_SHIFT, description.weights_desc());
    arguments.put(Argument.MEAN, description.mean_desc());
    arguments.put(Argument.VARIANCE, description.variance_desc());
    arguments.put(Argument.OUTPUT, description.dst_desc());
    if (relu) {
      arguments.put(Argument.WORKSPACE, description.workspace_desc());
    }
    return new Made(new batch_normalization_forward(description), description, arguments);
  }

  private batch_normalization_forward.primitive_desc forward(
      int purpose, int more, engine cpu, primitive_attr attributes) {
    return new batch_normalization_forward.primitive_desc(
        new batch_normalization_forward.desc(purpose, layout.descriptor(), epsilon, flags() | more),
        attributes,
        cpu);
  }

  private Made gradient(engine cpu, primitive_attr attributes) {
    var description =
        new batch_normalization_backward.primitive_desc(
            new batch_normalization_backward.desc(
                dnnl.dnnl_backward, layout.descriptor(), layout.descriptor(), epsilon, flags()),
            attributes,
            cpu,
            forward(dnnl.dnnl_forward_training, 0, cpu, attributes));
    Map<Argument, memory.desc> arguments = new EnumMap<>(Argument.class);
    arguments.put(Argument.SOURCE, description.src_desc());
    arguments.put(Argument.SCALE_SHIFT, description.weights_desc());
    arguments.put(Argument.GIVEN_MEAN, description.mean_desc());
    arguments.put(Argument.GIVEN_VARIANCE, description.variance_desc());
    arguments.put(Argument.OUTPUT_GRADIENT, description.diff_dst_desc());
    arguments.put(Argument.SOURCE_GRADIENT, description.diff_src_desc());
    arguments.put(Argument.SCALE_SHIFT_GRADIENT, description.diff_weights_desc());
    if (relu) {
      arguments.put(Argument.FORMER_WORKSPACE, description.workspace_desc());
    }
    return new Made(new batch_normalization_backward(description), description, arguments);
  }

  private int flags() {
    return dnnl.dnnl_use_scaleshift | (relu ? dnnl.dnnl_fuse_norm_relu : 0);
  }
}
