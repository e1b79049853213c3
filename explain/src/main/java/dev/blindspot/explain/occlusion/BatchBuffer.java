package dev.blindspot.explain.occlusion;

import java.nio.FloatBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * One reused network input that holds the same image many times. Windows are written and restored
 * row by row in bulk copies, so that the cost of a window is its own area and not that of the
 * image.
 */
final class BatchBuffer implements AutoCloseable {
  private static final long MAX_FLOATS = 1L << 28; // 1 GiB

  private final float[] clean;
  private final int height;
  private final int width;
  private final int capacity;
  private final INDArray array;
  private final FloatBuffer values;
  private final boolean direct;

  /**
   * @param clean the image, {@code channels x height x width}
   * @param wanted images per batch; fewer if they would not fit into 1 GiB
   */
  BatchBuffer(float[] clean, int channels, int height, int width, int wanted) {
    this.clean = clean;
    this.height = height;
    this.width = width;
    this.capacity = (int) Math.max(1, Math.min(wanted, MAX_FLOATS / clean.length));
    this.array =
        Nd4j.createUninitializedDetached(DataType.FLOAT, 'c', capacity, channels, height, width);
    this.direct = Nd4j.getEnvironment().isCPU();
    // On a GPU the array's memory is not ours to write: values live on the heap and are copied per
    // batch.
    this.values =
        direct ? array.data().asNioFloat() : FloatBuffer.allocate(capacity * clean.length);
    for (int slot = 0; slot < capacity; slot++) {
      values.put(slot * clean.length, clean);
    }
  }

  int capacity() {
    return capacity;
  }

  /** Shows the replacement inside the window of one image of the batch. */
  void hide(int slot, Window window, float[] replacement) {
    copy(slot, window, replacement);
  }

  /** Shows the clean image inside the window again. */
  void restore(int slot, Window window) {
    copy(slot, window, clean);
  }

  /** The first {@code count} images, {@code [count,C,H,W]}. */
  INDArray first(int count) {
    if (!direct) {
      array.assign(Nd4j.createFromArray(values.array()).reshape(array.shape()));
    }
    return count == capacity ? array : array.get(NDArrayIndex.interval(0, count));
  }

  /** Whether an image of the batch is still the clean one, bit by bit. */
  boolean isClean(int slot) {
    return !direct
        || values.slice(slot * clean.length, clean.length).equals(FloatBuffer.wrap(clean));
  }

  private void copy(int slot, Window window, float[] from) {
    int area = height * width;
    for (int plane = 0; plane < clean.length; plane += area) {
      for (int y = window.y(); y < window.y() + window.height(); y++) {
        int start = plane + y * width + window.x();
        values.put(slot * clean.length + start, from, start, window.width());
      }
    }
  }

  @Override
  public void close() {
    array.close();
  }
}
