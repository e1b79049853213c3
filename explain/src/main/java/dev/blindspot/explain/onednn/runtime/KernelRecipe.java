package dev.blindspot.explain.onednn.runtime;

import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.primitive_desc_base;

/**
 * How a primitive is made; what is native in between belongs to a scope that ends with the call.
 */
@FunctionalInterface
public interface KernelRecipe {
  /**
   * Makes the primitive.
   *
   * @param attributes to be given to it, and added to: post-ops
   * @throws RuntimeException if oneDNN has no implementation
   */
  Made make(engine cpu, primitive_attr attributes);

  /**
   * A new primitive.
   *
   * @param description what it was made of
   * @param arguments the layouts that it wants
   * @param sources the layouts of several sources, for what reads a list of them
   */
  record Made(
      primitive code,
      primitive_desc_base description,
      Map<Argument, memory.desc> arguments,
      List<memory.desc> sources) {
    public Made {
      arguments = Map.copyOf(arguments);
      sources = List.copyOf(sources);
    }

    public Made(
        primitive code, primitive_desc_base description, Map<Argument, memory.desc> arguments) {
      this(code, description, arguments, List.of());
    }
  }
}
