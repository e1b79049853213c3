package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.train.evaluate.stats.Interval;
import java.util.List;

/**
 * How well a classifier sees by how much of the object itself is hidden, for images whose object
 * has a known box: hiding half of an image may hide all or nothing of what it shows.
 *
 * @param objects names of the boxes that count as the object, sorted
 * @param fill what the hidden part is painted with
 * @param images images with such a box
 * @param bins by increasing hidden share of the object; the first is "nothing of it", though other
 *     parts of the image are hidden
 */
public record ObjectOcclusion(List<String> objects, String fill, int images, List<Bin> bins) {
  public ObjectOcclusion {
    objects = List.copyOf(objects);
    bins = List.copyOf(bins);
  }

  /**
   * Views of which a share of the object in (low, high] is hidden; the first bin is exactly 0.
   *
   * @param low hidden share of the union of the object's boxes
   * @param high hidden share of the union of the object's boxes
   * @param views number of (image, fraction, draw) triples
   * @param images number of different images among them
   * @param accuracy share of views that are classified correctly; NaN without views
   * @param accuracyInterval 95 % interval over images with all their views
   * @param meanTrueProbability mean p(true class); NaN without views
   */
  public record Bin(
      double low,
      double high,
      int views,
      int images,
      double accuracy,
      Interval accuracyInterval,
      double meanTrueProbability) {}
}
