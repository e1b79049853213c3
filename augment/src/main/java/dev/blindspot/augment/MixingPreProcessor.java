package dev.blindspot.augment;

import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.method.Schedule;
import dev.blindspot.augment.mixing.BatchAugmentation;
import dev.blindspot.augment.mixing.Mixing;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.api.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.dataset.api.MultiDataSetPreProcessor;

/**
 * Mixes the images of each batch and their labels, in place. Set it on the iterator that makes the
 * batches (below an asynchronous one), before or after a normaliser: mixing is linear.
 *
 * <p>Batches are told apart by their number: the same seed mixes the n-th batch since {@link
 * #startEpoch} (or since construction) in the same way. An iterator makes its batches one after the
 * other, also on a prefetching thread.
 *
 * <p>A {@link Schedule} needs to know the epoch. {@link #countEpochs} derives it from the number of
 * batches; it is the way for DL4J's {@code fit(iterator, epochs)}, which resets an asynchronous
 * iterator before any listener is told of the new epoch. {@link #startEpoch} is for training loops
 * of one's own.
 *
 * <p>Features are float32 {@code [N,C,H,W]} or {@code [N,H,W,C]}, labels float32 {@code [N,K]} with
 * K of 2 or more, label masks {@code [N,1]} or {@code [N,K]}; N may differ from batch to batch. One
 * column of labels is refused: it may hold class numbers, and between class 1 and class 3 there is
 * no mixture (not class 2). Make them one-hot; a binary target needs two columns.
 *
 * <p>Which axis holds the channels is told by the layout, or found out where it is not given: the
 * one of the second and the last axis that has 1 to 4 entries. Boxes on features of which both or
 * neither have so many are refused.
 */
public final class MixingPreProcessor implements DataSetPreProcessor, MultiDataSetPreProcessor {
  private static final long serialVersionUID = 1L;
  private static final int MOST_CHANNELS = 4;

  private final BatchAugmentation mixing;
  private final Schedule probability;
  private final long seed;
  private final @Nullable Layout layout;
  private final AtomicLong batch = new AtomicLong();
  private volatile long epoch;
  private volatile long batchesPerEpoch = Long.MAX_VALUE;

  /** Mixes every batch, of the layout that its shape tells. */
  public MixingPreProcessor(BatchAugmentation mixing, long seed) {
    this(mixing, new Schedule.Constant(1), seed);
  }

  /**
   * For features of the layout that their shape tells.
   *
   * @param probability of mixing a batch; may depend on the epoch
   * @param seed of all draws
   */
  public MixingPreProcessor(BatchAugmentation mixing, Schedule probability, long seed) {
    this.mixing = Objects.requireNonNull(mixing, "mixing");
    this.probability = Objects.requireNonNull(probability, "probability");
    this.seed = seed;
    this.layout = null;
  }

  /**
   * @param probability of mixing a batch, 0..1
   * @param seed of all draws
   * @param layout of the features
   */
  public MixingPreProcessor(
      BatchAugmentation mixing, double probability, long seed, Layout layout) {
    this(mixing, constant(probability), seed, layout);
  }

  /**
   * @param probability of mixing a batch; may depend on the epoch, for example to leave the last
   *     ones unmixed: {@code new Schedule.Constant(1).offForTheLast(5, epochs)}
   * @param seed of all draws
   * @param layout of the features
   */
  public MixingPreProcessor(
      BatchAugmentation mixing, Schedule probability, long seed, Layout layout) {
    this.mixing = Objects.requireNonNull(mixing, "mixing");
    this.probability = Objects.requireNonNull(probability, "probability");
    this.seed = seed;
    this.layout = Objects.requireNonNull(layout, "layout");
  }

  private static Schedule constant(double probability) {
    require(
        probability >= 0 && probability <= 1,
        "probability must be between 0 and 1, was " + probability);
    return new Schedule.Constant(probability);
  }

  /**
   * Lets a new epoch begin after every so many batches.
   *
   * @param number of batches in an epoch, the smaller last one included
   */
  public void countEpochs(int number) {
    require(number >= 1, "number must be >= 1, was " + number);
    batchesPerEpoch = number;
  }

  /**
   * Numbers the batches from 0 again, for draws that depend on the epoch and not on how many
   * batches were made before: a resumed training mixes as one that was never interrupted.
   *
   * @param number of the epoch, from 0
   */
  public void startEpoch(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("number must be >= 0, was " + number);
    }
    epoch = number;
    batch.set(0);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if there are no labels, labels of one column, a mask of the
   *     features, or arrays of another shape or type, or if the layout cannot be told
   */
  @Override
  public void preProcess(DataSet batch) {
    mix(
        array(batch.getFeatures()),
        array(batch.getLabels()),
        array(batch.getFeaturesMaskArray()),
        array(batch.getLabelsMaskArray()));
  }

  /**
   * {@inheritDoc}
   *
   * <p>All features and labels of a batch are mixed alike; all features have the same height and
   * width.
   *
   * @throws IllegalArgumentException if there are no labels, labels of one column, a mask of the
   *     features, or arrays of another shape or type, or if the layout cannot be told
   */
  @Override
  public void preProcess(MultiDataSet batch) {
    mix(
        batch.getFeatures(),
        batch.getLabels(),
        batch.getFeaturesMaskArrays(),
        batch.getLabelsMaskArrays());
  }

  private static @Nullable INDArray[] array(@Nullable INDArray element) {
    return new @Nullable INDArray[] {element};
  }

  private void mix(
      @Nullable INDArray @Nullable [] features,
      @Nullable INDArray @Nullable [] labels,
      @Nullable INDArray @Nullable [] featureMasks,
      @Nullable INDArray @Nullable [] labelMasks) {
    long number = batch.getAndIncrement();
    long seen = epoch + number / batchesPerEpoch;
    RandomGenerator random = KeyedRandom.of(seed, seen, number % batchesPerEpoch);
    if (random.nextDouble() >= probability.at((int) Math.min(seen, Integer.MAX_VALUE))) {
      return;
    }
    require(present(featureMasks).length == 0, "features must not have a mask");
    INDArray[] images = present(features);
    INDArray[] targets = present(labels);
    require(images.length > 0 && images[0].rank() == 4, "features must have four axes");
    require(targets.length > 0, "labels must be given: mixing changes them");
    for (INDArray target : targets) {
      requireShares(target);
    }
    Mixing drawn = draw(images[0], random);
    for (INDArray image : images) {
      drawn.applyToFeatures(image, layoutFor(image, drawn));
    }
    for (INDArray target : targets) {
      drawn.applyToLabels(target);
    }
    for (INDArray mask : present(labelMasks)) {
      drawn.applyToLabelMask(mask);
    }
  }

  private static void requireShares(INDArray labels) {
    require(
        labels.rank() == 2 && labels.size(1) >= 2,
        "labels must be [N,K] with a share for each of K >= 2 classes, were %s; class numbers cannot be mixed: make them one-hot"
            .formatted(Arrays.toString(labels.shape())));
  }

  private Mixing draw(INDArray features, RandomGenerator random) {
    boolean planar = layoutOf(features) != Layout.NHWC;
    int height = (int) features.size(planar ? 2 : 1);
    int width = (int) features.size(planar ? 3 : 2);
    return mixing.draw((int) features.size(0), height, width, random);
  }

  /** A sum of images has no axes. */
  private Layout layoutFor(INDArray features, Mixing drawn) {
    Layout found = layoutOf(features);
    require(
        found != null || drawn.boxes().isEmpty(),
        "layout must be given for features of shape %s: either axis could hold the channels"
            .formatted(Arrays.toString(features.shape())));
    return found == null ? Layout.NCHW : found;
  }

  private @Nullable Layout layoutOf(INDArray features) {
    if (layout != null || features.rank() != 4) {
      return layout;
    }
    boolean second = features.size(1) <= MOST_CHANNELS;
    boolean last = features.size(3) <= MOST_CHANNELS;
    if (second == last) {
      return null;
    }
    return second ? Layout.NCHW : Layout.NHWC;
  }

  private static INDArray[] present(@Nullable INDArray @Nullable [] arrays) {
    return arrays == null
        ? new INDArray[0]
        : Arrays.stream(arrays).filter(Objects::nonNull).toArray(INDArray[]::new);
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(rule);
    }
  }
}
