package dev.blindspot.explain.onednn.nd4j;

import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Makes tensors over the memory of arrays of ND4J's CPU backend. */
public final class ArrayTensors {
  private ArrayTensors() {}

  /**
   * The array's numbers as they lie in memory, read with the given layout: what ND4J takes for the
   * array's shape plays no part, so an array may carry numbers in blocks from one layer to the
   * next.
   *
   * @param array float32, in 'c' order without gaps, and open (in its workspace's cycle) for as
   *     long as the tensor is used
   * @param layout of as many floats as the array has
   * @throws IllegalArgumentException if the array is another one
   */
  public static Tensor over(INDArray array, TensorLayout layout) {
    if (array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException("array must be float32, was " + array.dataType());
    }
    if (!isContiguous(array)) {
      throw new IllegalArgumentException(
          "array must be in 'c' order without gaps, was " + array.shapeInfoToString());
    }
    if (array.length() != layout.floats()) {
      throw new IllegalArgumentException(
          "array must have %d floats for %s, had %d"
              .formatted(layout.floats(), layout, array.length()));
    }
    FloatPointer pointer = new FloatPointer(array.data().pointer());
    return Tensor.over(layout, pointer.getPointer(array.offset()).capacity(array.length()));
  }

  /** Whether the last dimension is the fastest and nothing lies between the numbers. */
  private static boolean isContiguous(INDArray array) {
    long step = 1;
    for (int d = array.rank() - 1; d >= 0; d--) {
      if (array.size(d) != 1 && array.stride(d) != step) {
        return false;
      }
      step *= array.size(d);
    }
    return true;
  }

  /** The array in the layout of its shape, at most 5 dimensions. */
  public static Tensor over(INDArray array) {
    return over(array, TensorLayout.plain(array.shape()));
  }
}
