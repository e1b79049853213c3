package dev.blindspot.train.explore.ranking;

import dev.blindspot.explain.occlusion.ClassScores;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.explore.session.Explorer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the models say of every whole image. */
public final class CleanScores implements AutoCloseable {
  private final PerImage<Row> rows;

  /**
   * One image.
   *
   * @param predicted by model, the class with the highest probability
   * @param confidence by model, that probability
   * @param disagreement largest difference of two models' probabilities of one class
   */
  public record Row(List<Integer> predicted, List<Float> confidence, float disagreement) {
    public Row {
      predicted = List.copyOf(predicted);
      confidence = List.copyOf(confidence);
    }

    /** Whether two models say different things. */
    public boolean disagree() {
      return predicted.stream().distinct().count() > 1;
    }
  }

  private CleanScores(Explorer explorer) {
    this.rows =
        new PerImage<>(
            explorer.gallery().size(),
            image -> row(explorer, image),
            explorer.quiet(),
            "blindspot-explore-scores");
  }

  /** Starts to fill them in. */
  public static CleanScores start(Explorer explorer) {
    CleanScores scores = new CleanScores(explorer);
    scores.rows.start();
    return scores;
  }

  private static Row row(Explorer explorer, int image) {
    DecodedImage pixels = explorer.gallery().image(image);
    List<float[]> scores = explorer.models().stream().map(model -> model.once(pixels)).toList();
    return new Row(
        scores.stream().map(ClassScores::argMax).toList(),
        scores.stream().map(row -> row[ClassScores.argMax(row)]).toList(),
        disagreement(scores));
  }

  private static float disagreement(List<float[]> scores) {
    float most = 0;
    for (int k = 0; k < scores.get(0).length; k++) {
      float low = Float.POSITIVE_INFINITY;
      float high = Float.NEGATIVE_INFINITY;
      for (float[] row : scores) {
        low = Math.min(low, row[k]);
        high = Math.max(high, row[k]);
      }
      most = Math.max(most, high - low);
    }
    return most;
  }

  /** How many images are done. */
  public int done() {
    return rows.done();
  }

  /** What is said of an image; null if it is not done yet, or the image cannot be read. */
  public @Nullable Row of(int image) {
    return rows.of(image);
  }

  @Override
  public void close() {
    rows.close();
  }
}
