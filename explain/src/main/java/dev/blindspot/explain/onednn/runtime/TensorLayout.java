package dev.blindspot.explain.onednn.runtime;

import java.util.Arrays;
import org.bytedeco.dnnl.dnnl_memory_desc_t;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.BytePointer;

/**
 * The sizes of a tensor and how its numbers lie in memory: oneDNN's memory descriptor as a value.
 * It holds no native memory.
 */
public final class TensorLayout {
  private final long[] sizes;
  private final byte[] descriptor;
  private final long bytes;

  private TensorLayout(memory.desc given) {
    dnnl_memory_desc_t data = given.data();
    this.sizes = new long[data.ndims()];
    data.dims().get(sizes);
    this.descriptor = new byte[given.sizeof()];
    new BytePointer(given).capacity(descriptor.length).get(descriptor);
    this.bytes = given.get_size();
  }

  /**
   * Images or maps, float32.
   *
   * @param order of the numbers
   * @param sizes N, C, H and W, each at least 1
   */
  public static TensorLayout of(MemoryOrder order, long... sizes) {
    if (sizes.length != 4) {
      throw new IllegalArgumentException(
          "sizes must be N, C, H and W, were " + Arrays.toString(sizes));
    }
    return tagged(order.tag(), sizes);
  }

  /**
   * Maps as they pass from one operation to the next: in this machine's blocks where the channels
   * fill them, so that there are as many floats as numbers, else {@link MemoryOrder#NHWC}.
   */
  public static TensorLayout ofMaps(long batch, long channels, long height, long width) {
    MemoryOrder blocked = MemoryOrder.blocked();
    return of(blocked.fits(channels) ? blocked : MemoryOrder.NHWC, batch, channels, height, width);
  }

  /** Numbers one after the other, the last dimension fastest, float32; up to 5 dimensions. */
  public static TensorLayout plain(long... sizes) {
    int[] tags = {dnnl.dnnl_a, dnnl.dnnl_ab, dnnl.dnnl_abc, dnnl.dnnl_abcd, dnnl.dnnl_abcde};
    if (sizes.length < 1 || sizes.length > tags.length) {
      throw new IllegalArgumentException(
          "sizes must be 1 to 5 dimensions, were " + Arrays.toString(sizes));
    }
    return tagged(tags[sizes.length - 1], sizes);
  }

  /**
   * Weights of a grouped convolution as Keras and DL4J keep those of a depthwise one: {@code [rows,
   * columns, channels of a group, groups, filters of a group]}, the last fastest, float32.
   *
   * @param sizes groups, filters of a group, channels of a group, rows, columns
   */
  public static TensorLayout groupsLast(long... sizes) {
    return tagged(dnnl.dnnl_decab, sizes);
  }

  private static TensorLayout tagged(int tag, long... sizes) {
    for (long size : sizes) {
      if (size < 1) {
        throw new IllegalArgumentException("sizes must be >= 1, were " + Arrays.toString(sizes));
      }
    }
    return Scopes.inside(() -> new TensorLayout(described(tag, sizes)));
  }

  /** The layout that a primitive asks for. */
  public static TensorLayout of(memory.desc descriptor) {
    return new TensorLayout(descriptor);
  }

  /** A descriptor that leaves the layout to the primitive; belongs to the caller's scope. */
  public static memory.desc any(long... sizes) {
    return described(dnnl.dnnl_format_tag_any, sizes);
  }

  private static memory.desc described(int tag, long... sizes) {
    dnnl_memory_desc_t data = new dnnl_memory_desc_t();
    int status = dnnl.dnnl_memory_desc_init_by_tag(data, sizes.length, sizes, dnnl.dnnl_f32, tag);
    if (status != dnnl.dnnl_success) {
      throw new IllegalArgumentException("oneDNN refuses sizes " + Arrays.toString(sizes));
    }
    return new memory.desc(data);
  }

  /** A native descriptor; belongs to the caller's scope. */
  public memory.desc descriptor() {
    memory.desc made = new memory.desc();
    new BytePointer(made).capacity(descriptor.length).put(descriptor);
    return made;
  }

  /** Sizes, a copy. */
  public long[] sizes() {
    return sizes.clone();
  }

  /** One of the sizes. */
  public long size(int dimension) {
    return sizes[dimension];
  }

  /** Bytes of memory, padding of blocks included. */
  public long bytes() {
    return bytes;
  }

  /** Floats of memory, rounded up. */
  public long floats() {
    return (bytes + Float.BYTES - 1) / Float.BYTES;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorLayout layout
        && Arrays.equals(sizes, layout.sizes)
        && (Arrays.equals(descriptor, layout.descriptor) || isEqual(layout));
  }

  private boolean isEqual(TensorLayout other) {
    return Scopes.inside(() -> descriptor().equals(other.descriptor()));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return Arrays.toString(sizes) + " in " + bytes + " bytes";
  }
}
