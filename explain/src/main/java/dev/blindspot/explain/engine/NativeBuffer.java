package dev.blindspot.explain.engine;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Native memory that is reused: as an array for ND4J's operations, and as a buffer for Java. */
final class NativeBuffer implements AutoCloseable {
  /** A Java buffer's index is an int of bytes. */
  static final long MAX_FLOATS = (1L << 29) - 1024;

  private INDArray array = allocate(1);
  private FloatBuffer values = array.data().asNioFloat();

  /** Makes room; what was in the block is lost when it grows. */
  void require(long floats) {
    if (floats <= array.length()) {
      return;
    }
    if (floats > MAX_FLOATS) {
      throw new IllegalArgumentException(
          "floats must be at most %d, was %d: the image is too large for this engine"
              .formatted(MAX_FLOATS, floats));
    }
    array.close(); // first, so that both never exist at once
    array = allocate(floats);
    values = array.data().asNioFloat();
  }

  long floats() {
    return array.length();
  }

  /** The whole memory, for reads and writes at absolute places, which are safe from any thread. */
  FloatBuffer values() {
    return values;
  }

  /** A part of the memory as an array in 'c' order. */
  INDArray view(long from, long... shape) {
    long length = 1;
    for (long size : shape) {
      length *= size;
    }
    return array.get(NDArrayIndex.interval(from, from + length)).reshape('c', shape);
  }

  @Override
  public void close() {
    array.close();
  }

  private static INDArray allocate(long floats) {
    return Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', floats);
  }
}
