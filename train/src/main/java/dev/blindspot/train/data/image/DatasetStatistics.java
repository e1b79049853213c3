package dev.blindspot.train.data.image;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.concurrent.InParallel;
import dev.blindspot.train.data.manifest.ManifestRow;
import java.util.List;

/**
 * Mean and spread of a set of images at the network's size, per channel, over all pixels, 0 to 255.
 * The sums are integers: the order of the images and the number of threads cannot change the
 * result.
 *
 * @param mean arithmetic mean
 * @param standardDeviation of the population, divided by the number of pixels
 */
public record DatasetStatistics(Rgb mean, Rgb standardDeviation) {

  /** Statistics of the images of some rows, usually those of training. */
  public static DatasetStatistics of(ImageStore store, List<ManifestRow> rows) {
    return of(InParallel.map(rows, row -> Sums.of(store.get(row)), ProgressListener.NONE));
  }

  private static DatasetStatistics of(List<Sums> images) {
    if (images.isEmpty()) {
      throw new IllegalArgumentException("rows must not be empty");
    }
    Sums all = images.stream().reduce(new Sums(0, new long[3], new long[3]), Sums::plus);
    return new DatasetStatistics(
        new Rgb(all.mean(2), all.mean(1), all.mean(0)),
        new Rgb(all.deviation(2), all.deviation(1), all.deviation(0)));
  }

  /** Number of pixels, and per channel in BGR order the sums of values and of their squares. */
  @SuppressWarnings("ArrayRecordComponent") // sums that nobody compares
  private record Sums(long pixels, long[] values, long[] squares) {
    static Sums of(DecodedImage image) {
      long[] values = new long[3];
      long[] squares = new long[3];
      byte[] bgr = image.bgr();
      for (int i = 0; i < bgr.length; i++) {
        int value = bgr[i] & 0xff;
        values[i % 3] += value;
        squares[i % 3] += (long) value * value;
      }
      return new Sums(bgr.length / 3, values, squares);
    }

    Sums plus(Sums other) {
      long[] values = new long[3];
      long[] squares = new long[3];
      for (int channel = 0; channel < 3; channel++) {
        values[channel] = this.values[channel] + other.values[channel];
        squares[channel] = this.squares[channel] + other.squares[channel];
      }
      return new Sums(pixels + other.pixels, values, squares);
    }

    double mean(int channel) {
      return (double) values[channel] / pixels;
    }

    double deviation(int channel) {
      double mean = mean(channel);
      return Math.sqrt(Math.max(0, (double) squares[channel] / pixels - mean * mean));
    }
  }
}
