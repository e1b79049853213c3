package dev.blindspot.augment.geometry;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Direct access to the floats of an array: per-element access through ND4J is far too slow. */
public final class HostFloats {
  private HostFloats() {}

  /**
   * Lets a change loose on an array's values in 'c' order. Dense arrays and dense views are changed
   * where they are; any other view is copied and written back.
   *
   * @throws IllegalArgumentException if the array is not float32 or takes 2 GiB or more
   */
  public static void edit(INDArray array, String name, Consumer<FloatBuffer> change) {
    requireFloat(array, name);
    Checks.require(
        array.length() <= Integer.MAX_VALUE / Float.BYTES,
        "%s must take less than 2 GiB, has %d values",
        name,
        array.length());
    INDArray dense = isDense(array) ? array : array.dup('c');
    Nd4j.getAffinityManager().ensureLocation(dense, Location.HOST);
    change.accept(buffer(dense));
    Nd4j.getAffinityManager().tagLocation(dense, Location.HOST);
    if (dense != array) {
      array.assign(dense);
    }
  }

  public static void requireFloat(INDArray array, String name) {
    Checks.require(
        array.dataType() == DataType.FLOAT, "%s must be float32, was %s", name, array.dataType());
  }

  /** The values of a dense array; asNioFloat() of its data would forget the offset of a view. */
  private static FloatBuffer buffer(INDArray dense) {
    FloatPointer pointer = new FloatPointer(dense.data().addressPointer());
    pointer.capacity(dense.length());
    return pointer.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
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
