package dev.blindspot.train.fit.batch;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.ImageAugmentation;
import dev.blindspot.augment.method.Sample;
import dev.blindspot.augment.mixing.BatchAugmentation;
import dev.blindspot.augment.mixing.Mixing;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.config.AugmentationConfig.Chance;
import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.data.image.Batches;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes the batches of an epoch. Everything random is keyed by (seed, epoch, sample or batch): the
 * same batches come out whatever was made before, so that a resumed run sees what an uninterrupted
 * one would, and all arms see the same order.
 */
public final class BatchMaker {
  private final List<ManifestRow> rows;
  private final ImageStore images;
  private final ImageAugmentation augmentation;
  private final List<Chance<? extends BatchAugmentation>> mixing;
  private final TrainingConfig training;
  private final BytePainter painter;
  private final int classes;
  private final long seed;
  private final KnownBoxes boxes;
  private final int batchSize;

  public BatchMaker(
      ArmConfig arm,
      List<ManifestRow> rows,
      ImageStore images,
      Rgb datasetMean,
      int classes,
      long seed) {
    this(
        arm,
        rows,
        images,
        datasetMean,
        classes,
        seed,
        arm.training().batchSize(),
        KnownBoxes.of(arm.augmentation(), rows, images));
  }

  /** The same with batches of another size, and with boxes that somebody has found. */
  public BatchMaker(
      ArmConfig arm,
      List<ManifestRow> rows,
      ImageStore images,
      Rgb datasetMean,
      int classes,
      long seed,
      int batchSize,
      KnownBoxes boxes) {
    this.rows = rows;
    this.images = images;
    this.augmentation = arm.augmentation().images();
    this.mixing = arm.augmentation().batches();
    this.training = arm.training();
    this.painter = new BytePainter(datasetMean);
    this.classes = classes;
    this.seed = seed;
    this.batchSize = batchSize;
    this.boxes = boxes;
  }

  /** Number of batches in an epoch; the last one may be smaller. */
  public int batches() {
    return (rows.size() + batchSize - 1) / batchSize;
  }

  /** The order of samples in an epoch: the same for all arms of a run. */
  public int[] order(int epoch) {
    int[] order = new int[rows.size()];
    Arrays.setAll(order, i -> i);
    RandomGenerator random = SampleRandom.of(seed, "order", epoch, 0);
    for (int i = order.length - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int sample = order[i];
      order[i] = order[other];
      order[other] = sample;
    }
    return order;
  }

  /**
   * One batch of an epoch.
   *
   * @param epoch from 0
   * @param order of the epoch, or any samples
   * @param index of the batch, from 0
   */
  public Batch make(int epoch, int[] order, int index) {
    return make(seed, epoch, order, index);
  }

  /** The same with the draws of another seed. */
  public Batch make(long seed, int epoch, int[] order, int index) {
    int from = index * batchSize;
    int[] samples = Arrays.copyOfRange(order, from, Math.min(order.length, from + batchSize));
    List<ManifestRow> batchRows = Arrays.stream(samples).mapToObj(rows::get).toList();
    List<List<Edit>> edits = new ArrayList<>(samples.length);
    List<DecodedImage> painted = new ArrayList<>(samples.length);
    for (int sample : samples) {
      DecodedImage image = images.get(rows.get(sample));
      List<Edit> drawn =
          augmentation.draw(
              new Sample(image.height(), image.width(), boxes.of(sample), epoch),
              SampleRandom.of(seed, epoch, sample));
      edits.add(drawn);
      painted.add(paint(image, drawn));
    }
    INDArray x = Batches.toArray(painted);
    INDArray y = smoothedLabels(batchRows);
    return new Batch(batchRows, x, y, edits, mix(seed, epoch, index, x, y));
  }

  private DecodedImage paint(DecodedImage image, List<Edit> edits) {
    if (edits.isEmpty()) {
      return image;
    }
    DecodedImage copy = image.copy();
    painter.paint(copy.bgr(), copy.height(), copy.width(), edits);
    return copy;
  }

  private INDArray smoothedLabels(List<ManifestRow> batch) {
    float[] labels = new float[batch.size() * classes];
    Arrays.fill(labels, (float) (training.labelSmoothing() / classes));
    for (int i = 0; i < batch.size(); i++) {
      labels[i * classes + batch.get(i).label()] += (float) (1 - training.labelSmoothing());
    }
    return Nd4j.create(labels, new long[] {batch.size(), classes}, 'c');
  }

  private List<Mixing> mix(long seed, int epoch, int batch, INDArray x, INDArray y) {
    List<Mixing> mixings = new ArrayList<>();
    if (epoch >= training.epochs() - training.mixingOffLastEpochs()) {
      return mixings;
    }
    for (int i = 0; i < mixing.size(); i++) {
      Chance<? extends BatchAugmentation> chance = mixing.get(i);
      RandomGenerator random = SampleRandom.of(seed, "mixing-" + i, epoch, batch);
      if (random.nextDouble() < chance.schedule().at(epoch)) {
        Mixing drawn =
            chance.method().draw((int) x.size(0), (int) x.size(2), (int) x.size(3), random);
        drawn.apply(x, y);
        mixings.add(drawn);
      }
    }
    return mixings;
  }
}
