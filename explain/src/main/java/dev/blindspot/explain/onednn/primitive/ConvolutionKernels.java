package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.Kernel;
import dev.blindspot.explain.onednn.runtime.KernelRecipe.Made;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/** Makes oneDNN's convolutions. */
final class ConvolutionKernels {
  private ConvolutionKernels() {}

  /** The kernel of exactly this key; empty if oneDNN has none. The caller closes it. */
  static Optional<Kernel> find(OneDnnContext context, ConvolutionKey key) {
    try {
      return Optional.of(context.kernel(key, (e, attributes) -> make(key, e, attributes)));
    } catch (IllegalArgumentException e) { // "could not create a primitive descriptor"
      return Optional.empty();
    }
  }

  private static Made make(ConvolutionKey key, engine cpu, primitive_attr attributes) {
    return switch (key.direction()) {
      case INFERENCE -> forward(key, dnnl.dnnl_forward_inference, cpu, attributes);
      case FORWARD -> forward(key, dnnl.dnnl_forward_training, cpu, attributes);
      case SOURCE_GRADIENT -> sourceGradient(key, cpu, attributes);
      case WEIGHT_GRADIENT -> weightGradient(key, cpu, attributes);
    };
  }

  private static Made forward(
      ConvolutionKey key, int purpose, engine cpu, primitive_attr attributes) {
    key.fusion().addTo(attributes);
    var description =
        new convolution_forward.primitive_desc(forward(key, purpose), attributes, cpu);
    Map<Argument, memory.desc> arguments = new EnumMap<>(Argument.class);
    arguments.put(Argument.SOURCE, description.src_desc());
    arguments.put(Argument.WEIGHTS, description.weights_desc());
    arguments.put(Argument.OUTPUT, description.dst_desc());
    if (key.bias()) {
      arguments.put(Argument.BIAS, description.bias_desc());
    }
    return new Made(new convolution_forward(description), description, arguments);
  }

  private static convolution_forward.desc forward(ConvolutionKey key, int purpose) {
    ConvolutionShape shape = key.shape();
    int algorithm = key.algorithm().code();
    return key.bias()
        ? new convolution_forward.desc(
            purpose,
            algorithm,
            key.source(),
            key.weights(),
            bias(shape),
            key.output(),
            shape.strides(),
            shape.dilations(),
            shape.before(),
            shape.after())
        : new convolution_forward.desc(
            purpose,
            algorithm,
            key.source(),
            key.weights(),
            key.output(),
            shape.strides(),
            shape.dilations(),
            shape.before(),
            shape.after());
  }

  private static Made sourceGradient(ConvolutionKey key, engine cpu, primitive_attr attributes) {
    ConvolutionShape shape = key.shape();
    var description =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                key.algorithm().code(),
                key.source(),
                key.weights(),
                key.output(),
                shape.strides(),
                shape.dilations(),
                shape.before(),
                shape.after()),
            attributes,
            cpu,
            hint(key, cpu));
    return new Made(
        new convolution_backward_data(description),
        description,
        Map.of(
            Argument.SOURCE_GRADIENT, description.diff_src_desc(),
            Argument.WEIGHTS, description.weights_desc(),
            Argument.OUTPUT_GRADIENT, description.diff_dst_desc()));
  }

  private static Made weightGradient(ConvolutionKey key, engine cpu, primitive_attr attributes) {
    var description =
        new convolution_backward_weights.primitive_desc(
            weightGradient(key), attributes, cpu, hint(key, cpu));
    Map<Argument, memory.desc> arguments = new EnumMap<>(Argument.class);
    arguments.put(Argument.SOURCE, description.src_desc());
    arguments.put(Argument.OUTPUT_GRADIENT, description.diff_dst_desc());
    arguments.put(Argument.WEIGHT_GRADIENT, description.diff_weights_desc());
    if (key.bias()) {
      arguments.put(Argument.BIAS_GRADIENT, description.diff_bias_desc());
    }
    return new Made(new convolution_backward_weights(description), description, arguments);
  }

  private static convolution_backward_weights.desc weightGradient(ConvolutionKey key) {
    ConvolutionShape shape = key.shape();
    int algorithm = key.algorithm().code();
    return key.bias()
        ? new convolution_backward_weights.desc(
            algorithm,
            key.source(),
            key.weights(),
            bias(shape),
            key.output(),
            shape.strides(),
            shape.dilations(),
            shape.before(),
            shape.after())
        : new convolution_backward_weights.desc(
            algorithm,
            key.source(),
            key.weights(),
            key.output(),
            shape.strides(),
            shape.dilations(),
            shape.before(),
            shape.after());
  }

  /** oneDNN wants to know the forward pass that a gradient belongs to. */
  private static convolution_forward.primitive_desc hint(ConvolutionKey key, engine cpu) {
    return new convolution_forward.primitive_desc(forward(key, dnnl.dnnl_forward_training), cpu);
  }

  private static memory.desc bias(ConvolutionShape shape) {
    return TensorLayout.plain(shape.filters()).descriptor();
  }
}
