package dev.blindspot.augment.geometry;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.bytedeco.javacpp.BytePointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Direct access to the values of an array: per-element access through ND4J is far too slow. */
public final class HostMemory {
  private HostMemory() {}

  /**
   * Changes the values of an array in 'c' order. Dense arrays and dense views are changed where
   * they are; any other view is copied and written back.
   *
   * @throws IllegalArgumentException if the array is not float32 or takes 2 GiB or more
   */
  public static void editFloats(INDArray array, String name, Consumer<FloatBuffer> change) {
    requireFloat(array, name);
    edit(array, name, Float.BYTES, bytes -> change.accept(bytes.asFloatBuffer()));
  }

  /**
   * The same for bytes.
   *
   * @throws IllegalArgumentException if the array is not uint8 or takes 2 GiB or more
   */
  public static void editBytes(INDArray array, String name, Consumer<ByteBuffer> change) {
    Checks.require(
        array.dataType() == DataType.UINT8, "%s must be uint8, was %s", name, array.dataType());
    edit(array, name, 1, change);
  }

  public static void requireFloat(INDArray array, String name) {
    Checks.require(
        array.dataType() == DataType.FLOAT, "%s must be float32, was %s", name, array.dataType());
  }

  private static void edit(
      INDArray array, String name, int valueBytes, Consumer<ByteBuffer> change) {
    Checks.require(
        array.length() <= Integer.MAX_VALUE / valueBytes,
        "%s must take less than 2 GiB, has %d values",
        name,
        array.length());
    INDArray dense = isDense(array) ? array : array.dup('c');
    Nd4j.getAffinityManager().ensureLocation(dense, Location.HOST);
    change.accept(memory(dense, valueBytes));
    Nd4j.getAffinityManager().tagLocation(dense, Location.HOST);
    if (dense != array) {
      array.assign(dense);
    }
  }

  /** The values of a dense array; a buffer of its data would forget the offset of a view. */
  private static ByteBuffer memory(INDArray dense, int valueBytes) {
    BytePointer pointer = new BytePointer(dense.data().addressPointer());
    pointer.capacity(dense.length() * valueBytes);
    return pointer.asByteBuffer().order(ByteOrder.nativeOrder());
  }

  private static boolean isDense(INDArray array) {
    long expected = 1;
    for (int i = array.rank() - 1; i >= 0; i--) {
      if (array.size(i) != 1 && array.stride(i) != expected) {
        return false;
      }
      expected *= array.size(i);
    }
    return true;
  }
}
