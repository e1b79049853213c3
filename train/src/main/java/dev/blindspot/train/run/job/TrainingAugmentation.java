package dev.blindspot.train.run.job;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.random.Permutation;
import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.explore.image.ArmAugmentation;
import dev.blindspot.train.explore.image.RequestException;
import dev.blindspot.train.fit.batch.Batch;
import dev.blindspot.train.fit.batch.BatchMaker;
import dev.blindspot.train.fit.batch.TrainingImages;
import dev.blindspot.train.fit.batch.TrainingImages.Seen;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Augments an image of a run by the code that an arm was trained with. Where the arm mixes images,
 * it becomes the first image of a batch whose others are training images, drawn and augmented too.
 */
final class TrainingAugmentation implements ArmAugmentation {
  private final String name;
  private final ArmConfig arm;
  private final List<ManifestRow> shown;
  private final List<ManifestRow> train;
  private final ImageStore images;
  private final Rgb mean;
  private final int classes;
  private @Nullable BatchMaker maker; // it may have to open all files for their boxes

  /**
   * @param shown images that are asked about
   * @param train images that they are mixed with
   * @param mean colour of the training images
   * @param classes how many there are
   */
  TrainingAugmentation(
      String name,
      ArmConfig arm,
      List<ManifestRow> shown,
      List<ManifestRow> train,
      ImageStore images,
      Rgb mean,
      int classes) {
    this.name = name;
    this.arm = arm;
    this.shown = shown;
    this.train = train;
    this.images = images;
    this.mean = mean;
    this.classes = classes;
  }

  @Override
  public String arm() {
    return name;
  }

  /** Whether the arm has an augmentation at all. */
  boolean drawsAnything() {
    return mixes() || !arm.augmentation().images().steps().isEmpty();
  }

  private boolean mixes() {
    return !arm.augmentation().batches().isEmpty();
  }

  /** Of the last epoch, or of the last one in which batches are mixed. */
  private int epoch() {
    int unmixed = mixes() ? arm.training().mixingOffLastEpochs() : 0;
    return Math.max(0, arm.training().epochs() - 1 - unmixed);
  }

  @Override
  public Augmented draw(int index, int draw) {
    long seed = SampleRandom.key(draw, "explorer-" + index);
    try (Batch batch = maker().make(seed, epoch(), samples(index, seed), 0)) {
      Seen seen = TrainingImages.seen(batch, 0);
      return new Augmented(seen.image(), seen.caption());
    } catch (UserError e) {
      throw RequestException.missing(String.valueOf(e.getMessage()));
    }
  }

  private int[] samples(int index, long seed) {
    if (!mixes()) {
      return new int[] {index};
    }
    int[] others = Permutation.draw(train.size(), SampleRandom.of(seed, "others"));
    return IntStream.concat(
            IntStream.of(index), Arrays.stream(others).map(other -> shown.size() + other))
        .limit(arm.training().batchSize())
        .toArray();
  }

  private synchronized BatchMaker maker() {
    BatchMaker made = maker;
    if (made == null) {
      List<ManifestRow> all = Stream.concat(shown.stream(), train.stream()).toList();
      made = new BatchMaker(arm, all, images, mean, classes, 0);
      maker = made;
    }
    return made;
  }
}
