package dev.blindspot.augment;

import dev.blindspot.augment.geometry.Checks;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.method.Schedule;
import dev.blindspot.augment.mixing.BatchAugmentation;
import org.jspecify.annotations.Nullable;

/**
 * How batches are mixed. Immutable: every method returns another one. Every batch is mixed unless a
 * probability says otherwise.
 *
 * <pre>{@code
 * MixingPreProcessor mixing =
 *     Augmentations.cutMix()
 *         .probability(new Schedule.Constant(1).offForTheLast(5, 30))
 *         .seed(1)
 *         .toPreProcessor();
 * mixing.countEpochs(100);                      // batches in an epoch
 * }</pre>
 */
public final class BatchMixing {
  private final BatchAugmentation mixing;
  private final Schedule probability;
  private final long seed;
  private final @Nullable Layout layout;

  BatchMixing(BatchAugmentation mixing) {
    this(Checks.requirePresent(mixing, "mixing"), new Schedule.Constant(1), 0, null);
  }

  private BatchMixing(
      BatchAugmentation mixing, Schedule probability, long seed, @Nullable Layout layout) {
    this.mixing = mixing;
    this.probability = probability;
    this.seed = seed;
    this.layout = layout;
  }

  /** The probability of mixing a batch, 0..1. */
  public BatchMixing probability(double probability) {
    Checks.requireFraction(probability, "probability");
    return probability(new Schedule.Constant(probability));
  }

  /** A probability that depends on the epoch. */
  public BatchMixing probability(Schedule probability) {
    return new BatchMixing(mixing, Checks.requirePresent(probability, "probability"), seed, layout);
  }

  /** The seed of all draws; 0 if it is never called. */
  public BatchMixing seed(long seed) {
    return new BatchMixing(mixing, probability, seed, layout);
  }

  /** The layout of the features; their shape tells it if it is never called. */
  public BatchMixing layout(Layout layout) {
    return new BatchMixing(mixing, probability, seed, Checks.requirePresent(layout, "layout"));
  }

  /** A new preprocessor for DL4J's iterators. */
  public MixingPreProcessor toPreProcessor() {
    return layout == null
        ? new MixingPreProcessor(mixing, probability, seed)
        : new MixingPreProcessor(mixing, probability, seed, layout);
  }
}
