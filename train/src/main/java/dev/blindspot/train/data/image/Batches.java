package dev.blindspot.train.data.image;

import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Images as the float arrays that networks take: {@code [N,3,H,W]}, float32, channels blue green
 * red, values 0 to 255, not normalised (that belongs to the model).
 */
public final class Batches {
  private static final int CHANNELS = 3;

  private Batches() {}

  /**
   * A batch of images of one size.
   *
   * @return a new array {@code [N,3,H,W]} in 'c' order, in the current workspace if there is one
   */
  public static INDArray toArray(List<DecodedImage> images) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException("images must not be empty");
    }
    DecodedImage first = images.get(0);
    INDArray batch =
        Nd4j.createUninitialized(
            DataType.FLOAT,
            new long[] {images.size(), CHANNELS, first.height(), first.width()},
            'c');
    for (int i = 0; i < images.size(); i++) {
      into(batch, i, images.get(i));
    }
    return batch;
  }

  /**
   * Writes one image into a batch.
   *
   * @param batch float32 {@code [N,3,H,W]}, contiguous in 'c' order
   * @param index place in the batch, 0 to N - 1
   */
  public static void into(INDArray batch, int index, DecodedImage image) {
    require(batch, index, image);
    int plane = image.height() * image.width();
    float[] values =
        new float[plane]; // one channel: small enough not to be a burden to the collector
    Nd4j.getAffinityManager().ensureLocation(batch, Location.HOST);
    FloatBuffer target = batch.data().asNioFloat();
    long offset = (long) index * CHANNELS * plane;
    target.position(Math.toIntExact(target.position() + offset)); // a view starts behind 0
    byte[] bgr = image.bgr();
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int pixel = 0, at = channel; pixel < plane; pixel++, at += CHANNELS) {
        values[pixel] = bgr[at] & 0xff;
      }
      target.put(values);
    }
    Nd4j.getAffinityManager().tagLocation(batch, Location.HOST);
  }

  private static void require(INDArray batch, int index, DecodedImage image) {
    long[] shape = batch.shape();
    boolean fits =
        batch.dataType() == DataType.FLOAT
            && batch.ordering() == 'c'
            && shape.length == 4
            && shape[1] == CHANNELS
            && shape[2] == image.height()
            && shape[3] == image.width()
            && batch.length() == batch.stride(0) * shape[0]
            && batch.stride(3) == 1;
    if (!fits) {
      throw new IllegalArgumentException(
          "batch must be contiguous float32 [N,3,%d,%d], was %s"
              .formatted(image.height(), image.width(), batch.shapeInfoToString()));
    }
    if (index < 0 || index >= shape[0]) {
      throw new IllegalArgumentException(
          "index must be between 0 and %d, was %d".formatted(shape[0] - 1, index));
    }
  }
}
