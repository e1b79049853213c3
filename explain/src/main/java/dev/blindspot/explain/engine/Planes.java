package dev.blindspot.explain.engine;

import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;

/** Reads the memory of an array, which may be longer than a Java buffer. */
final class Planes {
  private Planes() {}

  /** The array itself where its memory is in 'c' order without gaps; else a copy that is. */
  static INDArray contiguous(INDArray array) {
    return array.ordering() == 'c' && Shape.hasDefaultStridesForShape(array)
        ? array
        : array.dup('c');
  }

  /** A part of a contiguous float array. */
  static float[] read(INDArray array, long from, int length) {
    float[] values = new float[length];
    new FloatPointer(array.data().pointer()).position(array.offset() + from).get(values);
    return values;
  }
}
