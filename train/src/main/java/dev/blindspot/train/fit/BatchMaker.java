package dev.blindspot.train.fit;

import dev.blindspot.augment.BatchAugmentation;
import dev.blindspot.augment.BytePainter;
import dev.blindspot.augment.Edit;
import dev.blindspot.augment.ImageAugmentation;
import dev.blindspot.train.config.AugmentationConfig;
import dev.blindspot.train.config.AugmentationConfig.Chance;
import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.data.Batches;
import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.PictureStore;
import dev.blindspot.train.random.SampleRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Makes the batches of an epoch. Everything random is keyed by (seed, epoch, sample or batch): the same batches come
 * out whatever was made before, so that a resumed run sees what an uninterrupted one would, and all arms see the same
 * order.
 */
final class BatchMaker {
  private final List<ManifestRow> rows;
  private final PictureStore pictures;
  private final ImageAugmentation augmentation;
  private final List<Chance<? extends BatchAugmentation>> mixing;
  private final TrainingConfig training;
  private final BytePainter painter;
  private final int classes;
  private final long seed;

  BatchMaker(
      List<ManifestRow> rows,
      PictureStore pictures,
      AugmentationConfig augmentation,
      TrainingConfig training,
      BytePainter painter,
      int classes,
      long seed) {
    this.rows = rows;
    this.pictures = pictures;
    this.augmentation = augmentation.images();
    this.mixing = augmentation.batches();
    this.training = training;
    this.painter = painter;
    this.classes = classes;
    this.seed = seed;
  }

  /** Number of batches in an epoch; the last one may be smaller. */
  int batches() {
    return (rows.size() + training.batchSize() - 1) / training.batchSize();
  }

  /** The order of samples in an epoch: the same for all arms of a run. */
  int[] order(int epoch) {
    List<Integer> order = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      order.add(i);
    }
    RandomGenerator random = SampleRandom.of(seed, "order", epoch, 0);
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    return order.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Batch number {@code index} of an epoch. */
  Batch make(int epoch, int[] order, int index) {
    int from = index * training.batchSize();
    int[] samples = Arrays.copyOfRange(order, from, Math.min(rows.size(), from + training.batchSize()));
    List<ManifestRow> batchRows = new ArrayList<>(samples.length);
    List<Picture> painted = new ArrayList<>(samples.length);
    boolean[] untouched = new boolean[samples.length];
    for (int i = 0; i < samples.length; i++) {
      ManifestRow row = rows.get(samples[i]);
      Picture picture = pictures.get(row);
      List<Edit> edits =
          augmentation.draw(picture.height(), picture.width(), SampleRandom.of(seed, epoch, samples[i]));
      untouched[i] = edits.isEmpty();
      batchRows.add(row);
      painted.add(edits.isEmpty() ? picture : paint(picture, edits));
    }
    INDArray x = Batches.toArray(painted);
    INDArray y = smoothedLabels(batchRows);
    if (mix(epoch, index, x, y)) {
      Arrays.fill(untouched, false);
    }
    return new Batch(batchRows, x, y, untouched);
  }

  private Picture paint(Picture picture, List<Edit> edits) {
    byte[] copy = picture.bgr().clone();
    painter.paint(copy, picture.height(), picture.width(), edits);
    return new Picture(picture.height(), picture.width(), copy);
  }

  private INDArray smoothedLabels(List<ManifestRow> batch) {
    float off = (float) (training.labelSmoothing() / classes);
    float[] labels = new float[batch.size() * classes];
    Arrays.fill(labels, off);
    for (int i = 0; i < batch.size(); i++) {
      labels[i * classes + batch.get(i).label()] += (float) (1 - training.labelSmoothing());
    }
    return Nd4j.create(labels, new long[] {batch.size(), classes}, 'c').castTo(DataType.FLOAT);
  }

  private boolean mix(int epoch, int batch, INDArray x, INDArray y) {
    if (epoch >= training.epochs() - training.mixingOffLastEpochs()) {
      return false;
    }
    boolean mixed = false;
    for (int i = 0; i < mixing.size(); i++) {
      Chance<? extends BatchAugmentation> chance = mixing.get(i);
      RandomGenerator random = SampleRandom.of(seed, "mixing-" + i, epoch, batch);
      if (random.nextDouble() < chance.probability()) {
        chance
            .method()
            .draw((int) x.size(0), (int) x.size(2), (int) x.size(3), random)
            .apply(x, y);
        mixed = true;
      }
    }
    return mixed;
  }
}
