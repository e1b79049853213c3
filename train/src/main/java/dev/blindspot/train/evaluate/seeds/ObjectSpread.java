package dev.blindspot.train.evaluate.seeds;

import dev.blindspot.train.evaluate.robustness.ObjectOcclusion;
import dev.blindspot.train.evaluate.stats.SeedSummary;
import dev.blindspot.train.evaluate.stats.Transpose;
import java.util.List;

/**
 * {@link ObjectOcclusion} over several trainings, all of the same views.
 *
 * @param bins by increasing hidden share of the object
 */
public record ObjectSpread(List<Bin> bins) {
  public ObjectSpread {
    bins = List.copyOf(bins);
  }

  /**
   * Views of which a share of the object in (low, high] is hidden; the first bin is exactly 0.
   *
   * @param low hidden share of the union of the object's boxes
   * @param high hidden share of the union of the object's boxes
   * @param views number of views of each training
   * @param images number of different images among them
   * @param accuracy share of views that are classified correctly
   * @param meanTrueProbability mean p(true class)
   */
  public record Bin(
      double low,
      double high,
      int views,
      int images,
      SeedSummary accuracy,
      SeedSummary meanTrueProbability) {

    static Bin of(List<ObjectOcclusion.Bin> trainings) {
      ObjectOcclusion.Bin first = trainings.get(0);
      return new Bin(
          first.low(),
          first.high(),
          first.views(),
          first.images(),
          SeedSummary.over(trainings, ObjectOcclusion.Bin::accuracy),
          SeedSummary.over(trainings, ObjectOcclusion.Bin::meanTrueProbability));
    }
  }

  static ObjectSpread of(List<ObjectOcclusion> trainings) {
    return new ObjectSpread(
        Transpose.of(trainings, ObjectOcclusion::bins).stream().map(Bin::of).toList());
  }
}
