package dev.blindspot.train.explore.session;

import dev.blindspot.train.data.image.DecodedImage;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What the models say of every whole image, filled in by a thread of its own while the page is used
 * already: image by image, so that a question never waits for more than one of them.
 */
public final class CleanScores implements AutoCloseable {
  private final Explorer explorer;
  private final AtomicReferenceArray<@Nullable Row> rows;
  private final Thread worker;
  private volatile int done;
  private volatile boolean stopped;

  /**
   * One image.
   *
   * @param predicted by model, the class with the highest probability; empty if it cannot be read
   * @param confidence by model, that probability
   */
  public record Row(List<Integer> predicted, List<Float> confidence) {
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
    this.explorer = explorer;
    this.rows = new AtomicReferenceArray<>(explorer.gallery().size());
    this.worker = new Thread(this::fill, "blindspot-explore-scores");
    worker.setDaemon(true);
  }

  /** Starts to fill them in. */
  public static CleanScores start(Explorer explorer) {
    CleanScores scores = new CleanScores(explorer);
    scores.worker.start();
    return scores;
  }

  private void fill() {
    for (int i = 0; i < rows.length() && !stopped; i++) {
      rows.set(i, row(i));
      done = i + 1;
    }
  }

  private Row row(int image) {
    try {
      DecodedImage pixels = explorer.gallery().image(image);
      List<float[]> scores = explorer.models().stream().map(model -> model.once(pixels)).toList();
      return new Row(
          scores.stream().map(CleanScores::best).toList(),
          scores.stream().map(row -> row[best(row)]).toList());
    } catch (RequestException unreadable) {
      return new Row(List.of(), List.of());
    }
  }

  /** The class with the highest score; the first of equals. */
  public static int best(float[] scores) {
    int best = 0;
    for (int k = 1; k < scores.length; k++) {
      best = scores[k] > scores[best] ? k : best;
    }
    return best;
  }

  /** How many images are done. */
  public int done() {
    return done;
  }

  /** What is said of an image; null if it is not done yet, or the image cannot be read. */
  public @Nullable Row of(int image) {
    Row row = rows.get(image);
    return row == null || row.predicted().isEmpty() ? null : row;
  }

  @Override
  public void close() {
    stopped = true;
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
