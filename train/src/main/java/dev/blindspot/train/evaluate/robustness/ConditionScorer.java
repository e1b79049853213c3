package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.concurrent.OrderedPrefetcher;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.metrics.Predictions;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Scores images under many conditions. An image is decoded once, whatever the number of conditions;
 * batches run across conditions and images, so that all but the last are full; and while one batch
 * is scored, other threads prepare the next ones.
 *
 * @param batchSize images per forward pass, at least 1
 * @param painter paints fills
 */
public record ConditionScorer(int batchSize, BytePainter painter) {
  public ConditionScorer {
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be >= 1, was " + batchSize);
    }
  }

  /**
   * What a classifier said.
   *
   * @param byCondition one per condition, in their order; images in theirs
   * @param throughput how fast it was
   */
  public record Scored(List<Predictions> byCondition, Throughput throughput)
      implements Serializable {
    public Scored {
      byCondition = List.copyOf(byCondition);
    }

    /**
     * What was said of all images; the parts follow each other.
     *
     * @param seconds that all of it took; forward passes of the parts are added up
     */
    public static Scored joined(List<Scored> parts, double seconds) {
      List<Predictions> all = new ArrayList<>();
      for (int c = 0; c < parts.get(0).byCondition.size(); c++) {
        int condition = c;
        all.add(Predictions.concat(parts.stream().map(p -> p.byCondition.get(condition)).toList()));
      }
      return new Scored(
          all,
          new Throughput(
              parts.stream().mapToLong(p -> p.throughput.images()).sum(),
              seconds,
              parts.stream().mapToDouble(p -> p.throughput.scoringSeconds()).sum()));
    }
  }

  /** The same for images that are all there are. */
  public Scored score(
      Scorer scorer,
      List<DecodedImage> images,
      int[] labels,
      List<Condition> conditions,
      @Nullable Guide guide,
      ProgressListener progress) {
    return score(scorer, images, 0, labels, conditions, guide, progress);
  }

  /**
   * Scores every image under every condition.
   *
   * @param scorer the classifier; it is called by this thread alone
   * @param images all of one size; each is asked for once, by any thread
   * @param first number of the first of them, for what is random
   * @param labels true class of every image
   * @param conditions at least one
   * @param guide for guided conditions; called by this thread alone, before anything is scored
   * @param progress is told the number of scored images, over all conditions
   */
  public Scored score(
      Scorer scorer,
      List<DecodedImage> images,
      int first,
      int[] labels,
      List<Condition> conditions,
      @Nullable Guide guide,
      ProgressListener progress) {
    long started = System.nanoTime();
    Work work =
        new Work(
            images, first, conditions, maps(images, labels, conditions, guide), batchSize, painter);
    double[][][] said = new double[conditions.size()][images.size()][];
    long scoring = 0;
    try (OrderedPrefetcher<INDArray> batches =
        new OrderedPrefetcher<>(
            "blindspot-conditions", OrderedPrefetcher.sparedCores(), work.batches(), work::next)) {
      for (int b = 0; b < work.batches(); b++) {
        try (INDArray batch = batches.take()) {
          long before = System.nanoTime();
          double[][] scores = scorer.score(batch).toDoubleMatrix();
          scoring += System.nanoTime() - before;
          for (int i = 0; i < scores.length; i++) {
            int row = b * batchSize + i;
            said[row % conditions.size()][row / conditions.size()] = scores[i];
          }
        }
        progress.progress(Math.min(work.rows(), (b + 1) * batchSize), work.rows());
      }
    }
    List<Predictions> byCondition = new ArrayList<>();
    for (double[][] ofCondition : said) {
      byCondition.add(Predictions.of(ofCondition, labels));
    }
    double seconds = (System.nanoTime() - started) / 1e9;
    return new Scored(byCondition, new Throughput(work.rows(), seconds, scoring / 1e9));
  }

  private static List<@Nullable Attribution> maps(
      List<DecodedImage> images, int[] labels, List<Condition> conditions, @Nullable Guide guide) {
    List<@Nullable Attribution> maps = new ArrayList<>();
    boolean guided = conditions.stream().anyMatch(Condition::guided);
    if (guided && guide == null) {
      throw new IllegalArgumentException("guide must be given for conditions that need a map");
    }
    for (int i = 0; i < images.size(); i++) {
      maps.add(guided && guide != null ? guide.map(images.get(i), labels[i]) : null);
    }
    return maps;
  }

  /** The rows (image, condition) in order, and the batches that are made of them. */
  private static final class Work {
    private final List<DecodedImage> images;
    private final int first;
    private final List<Condition> conditions;
    private final List<@Nullable Attribution> maps;
    private final int batchSize;
    private final BytePainter painter;
    private Shown last = new Shown(-1);

    Work(
        List<DecodedImage> images,
        int first,
        List<Condition> conditions,
        List<@Nullable Attribution> maps,
        int batchSize,
        BytePainter painter) {
      this.images = images;
      this.first = first;
      this.conditions = conditions;
      this.maps = maps;
      this.batchSize = batchSize;
      this.painter = painter;
    }

    int rows() {
      return Math.multiplyExact(images.size(), conditions.size());
    }

    int batches() {
      return (rows() + batchSize - 1) / batchSize;
    }

    /** Called in order, by one thread; what it returns may run anywhere. */
    java.util.function.Supplier<INDArray> next(int batch) {
      int from = batch * batchSize;
      int to = Math.min(rows(), from + batchSize);
      List<Shown> shown = new ArrayList<>();
      for (int row = from; row < to; row++) {
        int number = row / conditions.size();
        if (last.number != number) {
          last = new Shown(number);
        }
        shown.add(last);
      }
      return () -> {
        List<DecodedImage> views = new ArrayList<>(shown.size());
        for (int i = 0; i < shown.size(); i++) {
          views.add(shown.get(i).under(conditions.get((from + i) % conditions.size())));
        }
        return Batches.toArray(views);
      };
    }

    /** An image that is decoded when it is first shown, and forgotten with its last batch. */
    private final class Shown {
      private final int number;
      private @Nullable DecodedImage image;

      Shown(int number) {
        this.number = number;
      }

      DecodedImage under(Condition condition) {
        return condition.show(image(), first + number, maps.get(number), painter);
      }

      private synchronized DecodedImage image() {
        DecodedImage decoded = image == null ? images.get(number) : image;
        image = decoded;
        return decoded;
      }
    }
  }
}
