package dev.blindspot.explain.occlusion;

import dev.blindspot.explain.map.Attribution;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * An image that is changed and scored many times: scores of one class, in batches.
 *
 * @param scorer the classifier
 * @param values {@code channels x height x width}, 0..255
 * @param batchSize images per call of the scorer, at most
 */
@SuppressWarnings("ArrayRecordComponent") // a parameter object that nobody compares
public record MaskedImages(
    Scorer scorer, float[] values, int channels, int height, int width, int batchSize) {

  /**
   * An image to change.
   *
   * @param image {@code [C,H,W]}, 0..255; copied
   * @param batchSize images per call, at most; fewer where memory is short
   */
  public static MaskedImages of(Scorer scorer, INDArray image, int batchSize) {
    if (image.rank() != 3) {
      throw new IllegalArgumentException(
          "image must be [C,H,W], had %d dimensions".formatted(image.rank()));
    }
    float[] values = image.castTo(DataType.FLOAT).dup('c').data().asFloat();
    return new MaskedImages(
        scorer,
        values,
        (int) image.size(0),
        (int) image.size(1),
        (int) image.size(2),
        MicroBatch.within(batchSize, values.length));
  }

  /** Refuses a map of another size than the image. */
  public void requireSize(Attribution map) {
    if (map.height() != height || map.width() != width) {
      throw new IllegalArgumentException(
          "map must have the image's size, %d x %d, was %d x %d"
              .formatted(height, width, map.height(), map.width()));
    }
  }

  /**
   * The image seen through a mask.
   *
   * @param mask {@code height x width} shares of the image that stay, 0..1
   * @param filling what shows where the mask is 0, in the layout of the image
   */
  public float[] through(float[] mask, float[] filling) {
    float[] seen = new float[values.length];
    for (int i = 0; i < seen.length; i++) {
      seen[i] = filling[i] + mask[i % mask.length] * (values[i] - filling[i]);
    }
    return seen;
  }

  /**
   * Scores of one class for variants 0 to {@code count - 1}.
   *
   * @param variant makes one by its number; is called by several threads at once
   */
  public double[] scores(int count, int targetClass, IntFunction<float[]> variant) {
    double[] scores = new double[count];
    for (int first = 0; first < count; first += batchSize) {
      int size = Math.min(batchSize, count - first);
      List<INDArray> batch =
          IntStream.range(first, first + size)
              .parallel()
              .mapToObj(variant)
              .map(v -> Nd4j.createFromArray(v).reshape(1, channels, height, width))
              .toList();
      try (INDArray images = Nd4j.concat(0, batch.toArray(INDArray[]::new))) {
        INDArray scored = scorer.score(images);
        if (scored.rank() != 2 || scored.size(0) != size || targetClass >= scored.size(1)) {
          throw new IllegalStateException(
              "The scorer must return [%d, more than %d classes], returned %s"
                  .formatted(size, targetClass, Arrays.toString(scored.shape())));
        }
        for (int i = 0; i < size; i++) {
          scores[first + i] = scored.getDouble(i, targetClass);
        }
      }
      batch.forEach(INDArray::close);
    }
    return scores;
  }
}
