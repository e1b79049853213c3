package dev.blindspot.explain.onednn.primitive;

import dev.blindspot.explain.onednn.runtime.Argument;
import dev.blindspot.explain.onednn.runtime.KernelRecipe.Made;
import dev.blindspot.explain.onednn.runtime.OneDnnContext;
import dev.blindspot.explain.onednn.runtime.Operation;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.concat;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.sum;

/**
 * One tensor of several, by {@link Operation#withSources}; {@link Argument#OUTPUT} is laid out as
 * the first of them where that is possible.
 */
public enum Merge {
  /** Sums of tensors of equal sizes. */
  SUM {
    @Override
    Made make(List<TensorLayout> sources, engine cpu, primitive_attr attributes) {
      float[] factors = new float[sources.size()];
      Arrays.fill(factors, 1);
      var description = new sum.primitive_desc(factors, array(sources), cpu, attributes);
      return new Made(
          new sum(description),
          description,
          Map.of(Argument.OUTPUT, description.dst_desc()),
          sources.stream().map(TensorLayout::descriptor).toList());
    }
  },
  /** The channels of all tensors, one after the other. */
  CHANNELS {
    @Override
    Made make(List<TensorLayout> sources, engine cpu, primitive_attr attributes) {
      var description = new concat.primitive_desc(1, array(sources), cpu, attributes);
      return new Made(
          new concat(description),
          description,
          Map.of(Argument.OUTPUT, description.dst_desc()),
          sources.stream().map(TensorLayout::descriptor).toList());
    }
  };

  private record Key(Merge kind, List<TensorLayout> sources) {}

  /**
   * The operation.
   *
   * @param sources layouts of at least one tensor
   * @throws IllegalArgumentException if their sizes do not go together
   */
  public Operation of(OneDnnContext context, List<TensorLayout> sources) {
    Key key = new Key(this, List.copyOf(sources));
    return new Operation(
        context.kernel(key, (e, attributes) -> make(key.sources(), e, attributes)));
  }

  abstract Made make(List<TensorLayout> sources, engine cpu, primitive_attr attributes);

  private static memory.desc array(List<TensorLayout> layouts) {
    memory.desc array = new memory.desc(layouts.size());
    for (int i = 0; i < layouts.size(); i++) {
      array.position(i).put(layouts.get(i).descriptor());
    }
    return array.position(0);
  }
}
