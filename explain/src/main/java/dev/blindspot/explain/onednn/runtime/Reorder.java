package dev.blindspot.explain.onednn.runtime;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;

/** Copies numbers into another layout of the same sizes. */
public final class Reorder {
  private Reorder() {}

  private record Key(TensorLayout from, TensorLayout to) {}

  /**
   * Copies. The kernel is made once for each pair of layouts.
   *
   * @throws IllegalArgumentException if the sizes differ
   */
  public static void run(OneDnnContext context, Tensor from, Tensor to) {
    Key key = new Key(from.layout(), to.layout());
    requireSameSizes(key.from, key.to);
    Map<Argument, Tensor> arguments = new EnumMap<>(Argument.class);
    arguments.put(Argument.SOURCE, from);
    arguments.put(Argument.OUTPUT, to);
    try (Kernel kernel =
        context.kernel(key, (cpu, attributes) -> recipe(key.from, key.to, cpu, attributes))) {
      kernel.run(arguments, List.of());
    }
  }

  static KernelRecipe.Made recipe(
      TensorLayout source, TensorLayout target, engine cpu, primitive_attr attributes) {
    memory.desc from = source.descriptor();
    memory.desc to = target.descriptor();
    var description = new reorder.primitive_desc(cpu, from, cpu, to, attributes, false);
    return new KernelRecipe.Made(
        new reorder(description), description, Map.of(Argument.SOURCE, from, Argument.OUTPUT, to));
  }

  static void requireSameSizes(TensorLayout from, TensorLayout to) {
    if (!Arrays.equals(from.sizes(), to.sizes())) {
      throw new IllegalArgumentException("sizes must be those of %s, were %s".formatted(to, from));
    }
  }
}
