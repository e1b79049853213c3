package dev.blindspot.train.model;

import dev.blindspot.explain.image.ChannelOrder;
import dev.blindspot.explain.image.InputScaling;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.Shape;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;

/** What is done to BGR pixels in 0..255 before they enter a network. It belongs to the weights. */
public enum Preprocessing {
  /** Minus the ImageNet mean per channel, as Keras and Caffe do for VGG16. */
  IMAGENET_MEAN(InputScaling.imagenetMean(ChannelOrder.BGR)),
  /** To -1..1, for weights that are trained from scratch. */
  SYMMETRIC(InputScaling.symmetric(3));

  @SuppressWarnings("ImmutableEnumChecker") // it copies its arrays and never changes them
  private final InputScaling scaling;

  Preprocessing(InputScaling scaling) {
    this.scaling = scaling;
  }

  /** The numbers. */
  public InputScaling scaling() {
    return scaling;
  }

  /** The same as DL4J's normaliser, which a saved model carries for users without Blindspot. */
  DataNormalization toDl4j() {
    // not VGG16ImagePreProcessor, which ModelSerializer cannot write
    return new NormalizerStandardize(
        Nd4j.createFromArray(scaling.mean()).reshape(1, scaling.channels()),
        Nd4j.createFromArray(scaling.deviation()).reshape(1, scaling.channels()));
  }

  /**
   * Normalised copy in the same layout.
   *
   * @param bgr float32 {@code [N,3,H,W]}, 0..255
   */
  public INDArray nchw(INDArray bgr) {
    requireFloat(bgr);
    return scaling.apply(bgr);
  }

  /**
   * Normalised copy with the channel last.
   *
   * @param bgr float32 {@code [N,3,H,W]}, 0..255
   * @return float32 {@code [N,H,W,3]}
   */
  public INDArray nhwc(INDArray bgr) {
    requireFloat(bgr);
    INDArray planes =
        bgr.ordering() == 'c' && Shape.hasDefaultStridesForShape(bgr) ? bgr : bgr.dup('c');
    long n = planes.size(0);
    int pixels = (int) (planes.size(2) * planes.size(3));
    INDArray out =
        Nd4j.createUninitialized(
            DataType.FLOAT, new long[] {n, planes.size(2), planes.size(3), 3}, 'c');
    IntStream.range(0, (int) n)
        .parallel()
        .forEach(
            i -> {
              float[] in = new float[3 * pixels];
              float[] interleaved = new float[3 * pixels];
              long at = 3L * pixels * i;
              new FloatPointer(planes.data().pointer()).position(planes.offset() + at).get(in);
              scaling.interleave(in, interleaved);
              new FloatPointer(out.data().pointer()).position(out.offset() + at).put(interleaved);
            });
    return out;
  }

  private static void requireFloat(INDArray bgr) {
    if (bgr.dataType() != DataType.FLOAT || bgr.rank() != 4 || bgr.size(1) != 3) {
      throw new IllegalArgumentException(
          "bgr must be float32 [N,3,H,W], was %s %s"
              .formatted(bgr.dataType(), Arrays.toString(bgr.shape())));
    }
  }
}
