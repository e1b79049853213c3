package dev.blindspot.explain.onednn.runtime;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;

/** Numbers in native memory, with their layout. */
public final class Tensor implements AutoCloseable {
  private final TensorLayout layout;
  private final FloatPointer pointer;
  private final @Nullable NativeFloats owned;

  private Tensor(TensorLayout layout, FloatPointer pointer, @Nullable NativeFloats owned) {
    this.layout = layout;
    this.pointer = pointer;
    this.owned = owned;
  }

  /** In memory of its own, which {@link #close} frees; the numbers are arbitrary at first. */
  public static Tensor allocate(TensorLayout layout) {
    NativeFloats floats = new NativeFloats(layout.floats());
    return new Tensor(layout, floats.pointer(), floats);
  }

  /**
   * In memory that somebody else owns and frees.
   *
   * @param pointer to the first number; at least {@link TensorLayout#floats} must follow where its
   *     capacity is known
   */
  public static Tensor over(TensorLayout layout, FloatPointer pointer) {
    if (pointer.isNull()) {
      throw new IllegalArgumentException("pointer must not be null");
    }
    long room = pointer.limit() - pointer.position();
    if (pointer.limit() > 0 && room < layout.floats()) {
      throw new IllegalArgumentException(
          "memory must have %d floats for %s, had %d".formatted(layout.floats(), layout, room));
    }
    return new Tensor(layout, pointer, null);
  }

  /** Plain numbers, copied, {@code sizes} in 'c' order. */
  public static Tensor of(float[] values, long... sizes) {
    TensorLayout layout = TensorLayout.plain(sizes);
    if (layout.floats() != values.length) {
      throw new IllegalArgumentException(
          "values must be %d for %s, were %d"
              .formatted(layout.floats(), Arrays.toString(sizes), values.length));
    }
    Tensor tensor = allocate(layout);
    tensor.pointer.put(values);
    return tensor;
  }

  public TensorLayout layout() {
    return layout;
  }

  /** Where the numbers begin; its position must not be changed. */
  public FloatPointer pointer() {
    if (owned != null) {
      owned.pointer(); // refuses closed memory
    }
    return pointer;
  }

  /** All numbers as they lie in memory (a copy). */
  public float[] toArray() {
    float[] values = new float[Math.toIntExact(layout.floats())];
    pointer().get(values);
    return values;
  }

  /** Sets all numbers as they lie in memory. */
  public void set(float[] values) {
    if (values.length != layout.floats()) {
      throw new IllegalArgumentException(
          "values must be %d, were %d".formatted(layout.floats(), values.length));
    }
    pointer().put(values);
  }

  /** Sets all numbers from a buffer, from its position on, as they lie in memory. */
  public void set(FloatBuffer values) {
    if (values.remaining() < layout.floats()) {
      throw new IllegalArgumentException(
          "values must be %d, were %d".formatted(layout.floats(), values.remaining()));
    }
    int floats = Math.toIntExact(layout.floats());
    pointer().asBuffer().put(0, values, values.position(), floats);
  }

  /** Frees memory of its own; a second call does nothing. */
  @Override
  public void close() {
    if (owned != null) {
      owned.close();
    }
  }
}
