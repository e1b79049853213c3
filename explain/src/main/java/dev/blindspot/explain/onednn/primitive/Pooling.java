package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.KernelRecipe.Made;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.EnumMap;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.primitive_attr;

/** What becomes of the numbers under a window. */
public enum Pooling {
  /** The largest; padding does not take part. */
  MAX(dnnl.dnnl_pooling_max),
  /** The mean of those that are not padding. */
  AVERAGE(dnnl.dnnl_pooling_avg_exclude_padding),
  /** The mean, padding taken for 0. */
  AVERAGE_WITH_PADDING(dnnl.dnnl_pooling_avg_include_padding);

  private final int code;

  Pooling(int code) {
    this.code = code;
  }

  private record Key(Pooling kind, PoolingShape shape, TensorLayout source, int purpose) {}

  /**
   * {@link Argument#OUTPUT} of {@link Argument#SOURCE}, in the same kind of layout.
   *
   * @param source layout of the input
   */
  public Operation inference(OneDnnContext context, PoolingShape shape, TensorLayout source) {
    return forward(context, new Key(this, shape, source, dnnl.dnnl_forward_inference));
  }

  /** As {@link #inference}; maxima note their places in {@link Argument#WORKSPACE}. */
  public Operation training(OneDnnContext context, PoolingShape shape, TensorLayout source) {
    return forward(context, new Key(this, shape, source, dnnl.dnnl_forward_training));
  }

  /**
   * {@link Argument#SOURCE_GRADIENT} of {@link Argument#OUTPUT_GRADIENT}; for maxima of {@link
   * Argument#FORMER_WORKSPACE} too.
   */
  public Operation gradient(OneDnnContext context, PoolingShape shape, TensorLayout source) {
    Key key = new Key(this, shape, source, dnnl.dnnl_backward_data);
    return new Operation(context.kernel(key, (e, attributes) -> gradient(key, e, attributes)));
  }

  private static Operation forward(OneDnnContext context, Key key) {
    return new Operation(context.kernel(key, (e, attributes) -> forward(key, e, attributes)));
  }

  private static Made forward(Key key, engine cpu, primitive_attr attributes) {
    var description = description(key, key.purpose(), cpu, attributes);
    Map<Argument, memory.desc> arguments = new EnumMap<>(Argument.class);
    arguments.put(Argument.SOURCE, description.src_desc());
    arguments.put(Argument.OUTPUT, description.dst_desc());
    if (key.kind() == MAX && key.purpose() == dnnl.dnnl_forward_training) {
      arguments.put(Argument.WORKSPACE, description.workspace_desc());
    }
    return new Made(new pooling_forward(description), description, arguments);
  }

  private static pooling_forward.primitive_desc description(
      Key key, int purpose, engine cpu, primitive_attr attributes) {
    PoolingShape shape = key.shape();
    return new pooling_forward.primitive_desc(
        new pooling_forward.desc(
            purpose,
            key.kind().code,
            key.source().descriptor(),
            TensorLayout.any(shape.output()),
            strides(shape),
            kernel(shape),
            before(shape),
            after(shape)),
        attributes,
        cpu);
  }

  private static Made gradient(Key key, engine cpu, primitive_attr attributes) {
    PoolingShape shape = key.shape();
    var hint = description(key, dnnl.dnnl_forward_training, cpu, attributes);
    var description =
        new pooling_backward.primitive_desc(
            new pooling_backward.desc(
                key.kind().code,
                key.source().descriptor(),
                hint.dst_desc(),
                strides(shape),
                kernel(shape),
                before(shape),
                after(shape)),
            attributes,
            cpu,
            hint);
    Map<Argument, memory.desc> arguments = new EnumMap<>(Argument.class);
    arguments.put(Argument.SOURCE_GRADIENT, description.diff_src_desc());
    arguments.put(Argument.OUTPUT_GRADIENT, description.diff_dst_desc());
    if (key.kind() == MAX) {
      arguments.put(Argument.FORMER_WORKSPACE, description.workspace_desc());
    }
    return new Made(new pooling_backward(description), description, arguments);
  }

  private static long[] strides(PoolingShape shape) {
    return new long[] {shape.rows().stride(), shape.columns().stride()};
  }

  private static long[] kernel(PoolingShape shape) {
    return new long[] {shape.rows().kernel(), shape.columns().kernel()};
  }

  private static long[] before(PoolingShape shape) {
    return new long[] {shape.rows().before(), shape.columns().before()};
  }

  private static long[] after(PoolingShape shape) {
    return new long[] {shape.rows().after(), shape.columns().after()};
  }
}
