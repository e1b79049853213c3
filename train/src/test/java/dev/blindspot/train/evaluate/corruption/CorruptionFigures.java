package dev.blindspot.train.evaluate.corruption;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.measure.Similarity;
import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.data.image.DecodedImage;

/**
 * What a corruption does to images.
 *
 * @param mad mean absolute difference to the clean images
 * @param ssim mean structural similarity of the channels with those of the clean images
 * @param grain mean absolute difference of neighbours in the corrupted images
 */
record CorruptionFigures(double mad, double ssim, double grain) {

  /** The means over the first drawn scenes of a side and over draws. */
  static CorruptionFigures of(Corruption corruption, int severity, int side, int count, int draws) {
    double[] sum = new double[3];
    for (int number = 0; number < count; number++) {
      DecodedImage clean = DrawnScenes.scene(number, side);
      for (int draw = 0; draw < draws; draw++) {
        DecodedImage corrupted = Corruptions.apply(corruption, severity, clean, draw, number);
        sum[0] += difference(clean.bgr(), corrupted.bgr());
        sum[1] += similarity(clean, corrupted);
        sum[2] += grain(corrupted);
      }
    }
    double all = (double) count * draws;
    return new CorruptionFigures(sum[0] / all, sum[1] / all, sum[2] / all);
  }

  private static double difference(byte[] one, byte[] other) {
    long sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += Math.abs((one[i] & 0xff) - (other[i] & 0xff));
    }
    return (double) sum / one.length;
  }

  private static double similarity(DecodedImage clean, DecodedImage corrupted) {
    double sum = 0;
    for (int c = 0; c < 3; c++) {
      // the clean channel holds 0 and 255, so that the range is that of 8 bits
      sum += Similarity.ssim(channel(clean, c), channel(corrupted, c)).value();
    }
    return sum / 3;
  }

  private static Attribution channel(DecodedImage image, int c) {
    float[] values = new float[image.height() * image.width()];
    for (int i = 0; i < values.length; i++) {
      values[i] = image.bgr()[3 * i + c] & 0xff;
    }
    return new Attribution("channel", 0, image.height(), image.width(), values);
  }

  private static double grain(DecodedImage image) {
    int side = image.width();
    long sum = 0;
    for (int y = 0; y < side; y++) {
      for (int i = 3; i < 3 * side; i++) {
        sum += step(image.bgr(), 3 * y * side + i, 3 * y * side + i - 3);
      }
    }
    for (int i = 3 * side; i < image.bgr().length; i++) {
      sum += step(image.bgr(), i, i - 3 * side);
    }
    return sum / (2.0 * 3 * side * (side - 1));
  }

  private static int step(byte[] values, int one, int other) {
    return Math.abs((values[one] & 0xff) - (values[other] & 0xff));
  }
}
