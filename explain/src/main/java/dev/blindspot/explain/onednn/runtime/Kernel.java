package dev.blindspot.explain.onednn.runtime;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.Pointer;

/**
 * A primitive for one shape: generated code, without data. It may have several users: each that
 * {@linkplain #retain retains} it closes it once.
 */
public final class Kernel implements AutoCloseable {
  private final OneDnnContext context;
  private final primitive code;
  private final IntMemoryMap arguments;
  private final Map<Argument, Slot> slots = new EnumMap<>(Argument.class);
  private final List<Slot> sources = new ArrayList<>();
  private final Slot scratch;
  private final String implementation;
  private int users = 1;

  /** Where one argument goes; the memory it stands for changes from call to call. */
  private record Slot(TensorLayout layout, memory handle) {
    void point(Pointer to) {
      handle.set_data_handle(to);
    }
  }

  private Kernel(OneDnnContext context, KernelRecipe.Made made) {
    this.context = context;
    this.code = kept(made.code());
    this.arguments = kept(new IntMemoryMap());
    this.implementation = made.description().impl_info_str().getString();
    made.arguments().forEach((a, d) -> slots.put(a, slot(a.code(), d)));
    for (int i = 0; i < made.sources().size(); i++) {
      sources.add(slot(dnnl.DNNL_ARG_MULTIPLE_SRC + i, made.sources().get(i)));
    }
    this.scratch = slot(dnnl.DNNL_ARG_SCRATCHPAD, made.description().scratchpad_desc());
  }

  /**
   * Makes one.
   *
   * @throws IllegalArgumentException if oneDNN has no implementation for what the recipe describes
   */
  static Kernel make(OneDnnContext context, KernelRecipe recipe) {
    try {
      return Scopes.inside(
          () -> {
            primitive_attr attributes = new primitive_attr();
            attributes.set_scratchpad_mode(dnnl.dnnl_scratchpad_mode_user);
            return new Kernel(context, recipe.make(context.engine(), attributes));
          });
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) { // JavaCPP's form of dnnl::error
      throw new IllegalArgumentException("oneDNN has no such primitive: " + e.getMessage(), e);
    }
  }

  private Slot slot(int code, memory.desc descriptor) {
    memory none = kept(new memory(descriptor, context.engine(), (Pointer) null));
    arguments.put(code, none);
    return new Slot(TensorLayout.of(descriptor), none);
  }

  /** Lives on when the scope in which it was made ends. */
  private static <P extends Pointer> P kept(P pointer) {
    pointer.retainReference();
    return pointer;
  }

  /** Computes; {@code tensors} are all arguments in the layouts that the kernel wants. */
  void run(Map<Argument, Tensor> tensors, List<Tensor> several) {
    if (tensors.size() != slots.size() || several.size() != sources.size()) {
      throw new IllegalStateException(
          "arguments must be %s and %d sources, were %s and %d"
              .formatted(slots.keySet(), sources.size(), tensors.keySet(), several.size()));
    }
    context.exclusively(
        () -> {
          tensors.forEach((a, t) -> slot(a).point(t.pointer()));
          for (int i = 0; i < several.size(); i++) {
            sources.get(i).point(several.get(i).pointer());
          }
          scratch.point(context.scratch(scratch.layout().floats()));
          code.execute(context.stream(), arguments);
          context.await();
        });
  }

  private Slot slot(Argument argument) {
    Slot slot = slots.get(argument);
    if (slot == null) {
      throw new IllegalArgumentException(
          "argument must be one of %s, was %s".formatted(slots.keySet(), argument));
    }
    return slot;
  }

  /** The layout that an argument must have. */
  public TensorLayout layout(Argument argument) {
    return slot(argument).layout();
  }

  /** Layouts of the sources, where there is a list of them. */
  public List<TensorLayout> sources() {
    return sources.stream().map(Slot::layout).toList();
  }

  /** All arguments that it takes. */
  public Set<Argument> arguments() {
    return Set.copyOf(slots.keySet());
  }

  /** Floats of working memory during a call. */
  public long scratchFloats() {
    return scratch.layout().floats();
  }

  /** oneDNN's name of the code, "jit_wino_4x3:avx512_core". */
  public String implementation() {
    return implementation;
  }

  OneDnnContext context() {
    return context;
  }

  /** Counts one more user. */
  Kernel retain() {
    if (users == 0) {
      throw new IllegalStateException("this kernel is closed");
    }
    users++;
    return this;
  }

  boolean isClosed() {
    return users == 0;
  }

  /** One user less; the last one frees the native memory. */
  @Override
  public void close() {
    context.freeing(this::leave);
  }

  private void leave() {
    if (users > 0 && --users == 0) {
      arguments.close();
      slots.values().forEach(s -> s.handle().close());
      sources.forEach(s -> s.handle().close());
      scratch.handle().close();
      code.close();
    }
  }
}
