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
 * <p>Features are float32 {@code [N,C,H,W]} (or {@code [N,H,W,C]}), labels float32 {@code [N,K]},
 * label masks {@code [N,1]} or {@code [N,K]}; N may differ from batch to batch.
 */
public final class MixingPreProcessor implements DataSetPreProcessor, MultiDataSetPreProcessor {
  private static final long serialVersionUID = 1L;

  private final BatchAugmentation mixing;
  private final Schedule probability;
  private final long seed;
  private final Layout layout;
  private final AtomicLong batch = new AtomicLong();
  private volatile long epoch;
  private volatile long batchesPerEpoch = Long.MAX_VALUE;

  /** Mixes every batch of the layout {@link Layout#NCHW}. */
  public MixingPreProcessor(BatchAugmentation mixing, long seed) {
    this(mixing, new Schedule.Constant(1), seed, Layout.NCHW);
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
   * @throws IllegalArgumentException if there are no labels, a mask of the features, or arrays of
   *     another shape or type
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
   * @throws IllegalArgumentException if there are no labels, a mask of the features, or arrays of
   *     another shape or type
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
    Mixing drawn = draw(images[0], random);
    for (INDArray image : images) {
      drawn.applyToFeatures(image, layout);
    }
    for (INDArray target : targets) {
      drawn.applyToLabels(target);
    }
    for (INDArray mask : present(labelMasks)) {
      drawn.applyToLabelMask(mask);
    }
  }

  private Mixing draw(INDArray features, RandomGenerator random) {
    boolean planar = layout == Layout.NCHW;
    int height = (int) features.size(planar ? 2 : 1);
    int width = (int) features.size(planar ? 3 : 2);
    return mixing.draw((int) features.size(0), height, width, random);
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
