package dev.blindspot.explain.onednn.layer;

import dev.blindspot.explain.onednn.nd4j.ArrayTensors;
import dev.blindspot.explain.onednn.runtime.MemoryOrder;
import dev.blindspot.explain.onednn.runtime.Tensor;
import dev.blindspot.explain.onednn.runtime.TensorLayout;
import java.io.Serializable;
import java.util.Arrays;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/**
 * An array as maps. Its shape is what DL4J expects, its numbers lie as {@link Order} says.
 *
 * @param array float32, rank 4, in 'c' order without gaps
 * @param sizes N, C, H and W
 * @param order of the numbers in memory
 */
@SuppressWarnings("ArrayRecordComponent") // sizes that nobody compares
record Maps(INDArray array, long[] sizes, Order order) {

  /**
   * What an array's shape and memory mean.
   *
   * @param format of the shape
   * @param blocked whether the numbers lie as {@link TensorLayout#ofMaps} says, else as the shape
   */
  record Order(CNN2DFormat format, boolean blocked) implements Serializable {
    private TensorLayout layout(long[] sizes) {
      if (blocked) {
        return TensorLayout.ofMaps(sizes[0], sizes[1], sizes[2], sizes[3]);
      }
      return TensorLayout.of(
          format == CNN2DFormat.NCHW ? MemoryOrder.NCHW : MemoryOrder.NHWC, sizes);
    }
  }

  /**
   * An array that a layer was given; copied if its memory has gaps.
   *
   * @throws IllegalArgumentException if it is not float32 or not of rank 4
   */
  static Maps of(INDArray array, Order order) {
    if (array.rank() != 4 || array.dataType() != DataType.FLOAT) {
      throw new IllegalArgumentException(
          "maps must be float32 of rank 4, were %s %s"
              .formatted(array.dataType(), Arrays.toString(array.shape())));
    }
    INDArray own =
        array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array) ? array : array.dup('c');
    long[] shape = own.shape();
    long[] sizes =
        order.format() == CNN2DFormat.NCHW
            ? shape
            : new long[] {shape[0], shape[3], shape[1], shape[2]};
    return new Maps(own, sizes, order);
  }

  /** A new array for {@code [N,C,H,W]} in DL4J's workspace; its numbers are arbitrary. */
  static Maps create(LayerWorkspaceMgr workspaces, ArrayType type, long[] sizes, Order order) {
    long[] shape =
        order.format() == CNN2DFormat.NCHW
            ? sizes
            : new long[] {sizes[0], sizes[2], sizes[3], sizes[1]};
    return new Maps(workspaces.createUninitialized(type, DataType.FLOAT, shape, 'c'), sizes, order);
  }

  int batch() {
    return (int) sizes[0];
  }

  int channels() {
    return (int) sizes[1];
  }

  int height() {
    return (int) sizes[2];
  }

  int width() {
    return (int) sizes[3];
  }

  /** Its numbers, as long as the array lives. */
  Tensor tensor() {
    return ArrayTensors.over(array, order.layout(sizes));
  }
}
