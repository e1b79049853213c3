package dev.blindspot.train.model.format;

import dev.blindspot.train.model.format.Hdf5File.Budget;
import io.jhdf.api.Dataset;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataLayout;
import java.io.IOException;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Floating-point numbers of an HDF5 file, stored as Keras stores weights: in one piece. */
public final class Hdf5Array {
  private static final int MAX_RANK = 5;

  private final Dataset data;
  private final Budget budget;

  Hdf5Array(Dataset data, Budget budget) {
    this.data = data;
    this.budget = budget;
  }

  /** Its shape, as the file states it. */
  public long[] shape() {
    return Arrays.stream(data.getDimensions()).asLongStream().toArray();
  }

  /** Whether it is a single number, as layers count steps of training; no layer predicts by it. */
  public boolean isCounter() {
    return data.getDimensions().length == 0;
  }

  /**
   * Reads the numbers.
   *
   * @return float32 of {@link #shape}; float64 is rounded
   * @throws IOException if they are not floating-point numbers in one piece of this file, or one of
   *     them is NaN or infinite
   */
  public INDArray read() throws IOException {
    String name = data.getPath();
    long[] shape = shape();
    if (shape.length < 1 || shape.length > MAX_RANK || Arrays.stream(shape).anyMatch(n -> n < 1)) {
      throw new IOException(
          "'%s' has the shape %s; arrays of 1 to %d dimensions are read"
              .formatted(name, Arrays.toString(shape), MAX_RANK));
    }
    if (!(data.getDataType() instanceof FloatingPoint type)) {
      throw new IOException("'%s' does not hold floating-point numbers".formatted(name));
    }
    if (data.getDataLayout() != DataLayout.CONTIGUOUS
        && data.getDataLayout() != DataLayout.COMPACT) {
      throw new IOException(
          "'%s' is stored in chunks; Keras stores weights in one piece, which is what is read"
              .formatted(name));
    }
    long count = count(shape, name);
    long bytes = Math.multiplyExact(count, type.getSize());
    if (data.getStorageInBytes() != bytes) {
      throw new IOException("the numbers of '%s' are not all in this file".formatted(name));
    }
    budget.take(bytes, name);
    return Nd4j.createFromArray(floats(data.getDataFlat(), (int) count, name)).reshape('c', shape);
  }

  private static long count(long[] shape, String name) throws IOException {
    long count = 1;
    for (long n : shape) {
      count *= n;
      if (count > Integer.MAX_VALUE / Double.BYTES) {
        throw new IOException("'%s' claims more numbers than are read".formatted(name));
      }
    }
    return count;
  }

  private static float[] floats(Object flat, int count, String name) throws IOException {
    float[] values;
    if (flat instanceof float[] single) {
      values = single;
    } else if (flat instanceof double[] wide) {
      values = new float[wide.length];
      for (int i = 0; i < wide.length; i++) {
        values[i] = (float) wide[i];
      }
    } else {
      throw new IOException("'%s' does not hold floating-point numbers".formatted(name));
    }
    if (values.length != count) {
      throw new IOException("'%s' is damaged".formatted(name));
    }
    for (float value : values) {
      if (!Float.isFinite(value)) {
        throw new IOException("one of the numbers of '%s' is NaN or infinite".formatted(name));
      }
    }
    return values;
  }
}
