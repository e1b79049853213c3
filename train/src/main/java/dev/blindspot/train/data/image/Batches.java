package dev.blindspot.train.data.image;

import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Pictures as the float arrays that networks take: {@code [N,3,H,W]}, float32, channels blue green
 * red, values 0 to 255, not normalised (that belongs to the model).
 */
public final class Batches {
  private static final int CHANNELS = 3;

  private Batches() {}

  /**
   * A batch of pictures of one size.
   *
   * @return a new array {@code [N,3,H,W]} in 'c' order, in the current workspace if there is one
   */
  public static INDArray toArray(List<DecodedImage> pictures) {
    if (pictures.isEmpty()) {
      throw new IllegalArgumentException("pictures must not be empty");
    }
    DecodedImage first = pictures.get(0);
    INDArray batch =
        Nd4j.createUninitialized(
            DataType.FLOAT,
            new long[] {pictures.size(), CHANNELS, first.height(), first.width()},
            'c');
    for (int i = 0; i < pictures.size(); i++) {
      into(batch, i, pictures.get(i));
    }
    return batch;
  }

  /**
   * Writes one picture into a batch.
   *
   * @param batch float32 {@code [N,3,H,W]}, contiguous in 'c' order
   * @param index place in the batch, 0 to N - 1
   */
  public static void into(INDArray batch, int index, DecodedImage picture) {
    require(batch, index, picture);
    int plane = picture.height() * picture.width();
    float[] values =
        new float[plane]; // one channel: small enough not to be a burden to the collector
    Nd4j.getAffinityManager().ensureLocation(batch, Location.HOST);
    FloatBuffer target = batch.data().asNioFloat();
    long offset = (long) index * CHANNELS * plane;
    target.position(Math.toIntExact(target.position() + offset)); // a view starts behind 0
    byte[] bgr = picture.bgr();
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int pixel = 0, at = channel; pixel < plane; pixel++, at += CHANNELS) {
        values[pixel] = bgr[at] & 0xff;
      }
      target.put(values);
    }
    Nd4j.getAffinityManager().tagLocation(batch, Location.HOST);
  }

  private static void require(INDArray batch, int index, DecodedImage picture) {
    long[] shape = batch.shape();
    boolean fits =
        batch.dataType() == DataType.FLOAT
            && batch.ordering() == 'c'
            && shape.length == 4
            && shape[1] == CHANNELS
            && shape[2] == picture.height()
            && shape[3] == picture.width()
            && batch.length() == batch.stride(0) * shape[0]
            && batch.stride(3) == 1;
    if (!fits) {
      throw new IllegalArgumentException(
          "batch must be contiguous float32 [N,3,%d,%d], was %s"
              .formatted(picture.height(), picture.width(), batch.shapeInfoToString()));
    }
    if (index < 0 || index >= shape[0]) {
      throw new IllegalArgumentException(
          "index must be between 0 and %d, was %d".formatted(shape[0] - 1, index));
    }
  }
}
