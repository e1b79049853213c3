package dev.blindspot.train.evaluate.robustness;

import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.EvaluationConfig;
import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.corruption.CorruptionConstants;
import dev.blindspot.train.evaluate.metrics.Predictions;
import dev.blindspot.train.evaluate.robustness.Condition.Corrupted;
import dev.blindspot.train.evaluate.robustness.Condition.Untouched;
import dev.blindspot.train.evaluate.stats.BoundedMean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is measured of an arm on held-out images: whole, with parts hidden, and poor.
 *
 * @param occlusion what is hidden
 * @param corruptions what makes images poor; empty for none
 * @param severities of every corruption
 * @param seed of noise
 * @param batchSize images per forward pass
 */
public record RobustnessSuite(
    OcclusionRobustness occlusion,
    List<Corruption> corruptions,
    List<Integer> severities,
    long seed,
    int batchSize) {
  private static final Condition CLEAN = new Untouched();

  public RobustnessSuite {
    corruptions = List.copyOf(corruptions);
    severities = List.copyOf(severities);
  }

  /** The suite that a configuration asks for. */
  public static RobustnessSuite of(EvaluationConfig config, long seed) {
    return new RobustnessSuite(
        new OcclusionRobustness(
            config.positions(), config.fills(), config.fractions(), config.draws(), seed),
        config.corruptions(),
        config.severities(),
        seed,
        config.batchSize());
  }

  /**
   * Held-out images.
   *
   * @param images at the network's size; may decode lazily
   * @param labels their classes
   * @param objects boxes of their objects in their pixels; an empty list where none is known
   * @param objectNames names of these boxes
   */
  @SuppressWarnings("ArrayRecordComponent") // numbers that nobody compares
  public record HeldOut(
      List<DecodedImage> images, int[] labels, List<List<Box>> objects, List<String> objectNames) {}

  /** All conditions, the untouched image first. */
  public List<Condition> conditions() {
    List<Condition> conditions = new ArrayList<>(List.of(CLEAN));
    conditions.addAll(occlusion.conditions());
    for (Corruption corruption : corruptions) {
      severities.forEach(severity -> conditions.add(new Corrupted(corruption, severity, seed)));
    }
    return conditions;
  }

  /**
   * Measures one arm.
   *
   * @param scorer the arm's classifier
   * @param guide its maps, for guided positions; may be null when there are none
   * @param progress is told the number of scored images, over all conditions
   */
  public RobustnessRun measure(
      Scorer scorer,
      HeldOut held,
      @Nullable Guide guide,
      BytePainter painter,
      ProgressListener progress) {
    return of(said(scorer, held.images(), 0, held.labels(), guide, painter, progress), held);
  }

  /**
   * What an arm says of some of the images under all conditions.
   *
   * @param first number of the first of them among all
   */
  public ConditionScorer.Scored said(
      Scorer scorer,
      List<DecodedImage> images,
      int first,
      int[] labels,
      @Nullable Guide guide,
      BytePainter painter,
      ProgressListener progress) {
    return new ConditionScorer(batchSize, painter)
        .score(scorer, images, first, labels, conditions(), guide, progress);
  }

  /** The measurement, of what an arm said of all images. */
  public RobustnessRun of(ConditionScorer.Scored said, HeldOut held) {
    List<Condition> conditions = conditions();
    Map<Condition, Predictions> byCondition = new LinkedHashMap<>();
    for (int c = 0; c < conditions.size(); c++) {
      byCondition.put(conditions.get(c), said.byCondition().get(c));
    }
    Predictions clean = said.byCondition().get(0);
    return new RobustnessRun(
        clean,
        occlusion.runs(clean, byCondition),
        object(held, byCondition),
        corruptions.isEmpty() ? null : corruption(clean, byCondition, held),
        said.throughput(),
        List.of());
  }

  private @Nullable ObjectOcclusion object(HeldOut held, Map<Condition, Predictions> said) {
    if (held.objects().stream().allMatch(List::isEmpty)
        || !occlusion.positions().contains(Position.RANDOM)) {
      return null;
    }
    DecodedImage first = held.images().get(0);
    ObjectRobustness object = new ObjectRobustness(held.objects(), first.height(), first.width());
    occlusion.conditions().stream()
        .filter(c -> c.position() == Position.RANDOM && c.fill().equals(occlusion.fills().get(0)))
        .forEach(c -> object.add(c, java.util.Objects.requireNonNull(said.get(c))));
    return object.result(
        held.objectNames(),
        occlusion.fills().get(0).toString(),
        BoundedMean.ofShares(OcclusionRobustness.DRAWS, seed));
  }

  private CorruptionRun corruption(
      Predictions clean, Map<Condition, Predictions> said, HeldOut held) {
    Map<Corruption, Map<Integer, Predictions>> byFamily = new LinkedHashMap<>();
    said.forEach(
        (condition, predictions) -> {
          if (condition instanceof Corrupted corrupted) {
            byFamily
                .computeIfAbsent(corrupted.corruption(), c -> new LinkedHashMap<>())
                .put(corrupted.severity(), predictions);
          }
        });
    DecodedImage first = held.images().get(0);
    CorruptionConstants constants = CorruptionConstants.of(Math.max(first.height(), first.width()));
    return new CorruptionRun(clean, byFamily, constants, seed);
  }
}
