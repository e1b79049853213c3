package dev.blindspot.train.fit.batch;

import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.train.config.ArmConfig;
import dev.blindspot.train.model.ModelSpec;
import java.io.Serializable;

/**
 * What the batches of a training are made by, beside the images.
 *
 * @param arm its augmentations and training settings
 * @param spec shape of the network
 * @param frozenBlocks of the network, whose features are computed where the batches are made
 * @param featureCacheMb memory for such features, per worker
 * @param batchSize images per batch
 * @param datasetMean for the fill "mean"
 * @param seed of the training
 * @param boxes where objects are, if the augmentations ask for it
 */
public record BatchRecipe(
    ArmConfig arm,
    ModelSpec spec,
    int frozenBlocks,
    int featureCacheMb,
    int batchSize,
    Rgb datasetMean,
    long seed,
    KnownBoxes boxes)
    implements Serializable {

  /** The recipe of a training that workers share. */
  public static BatchRecipe shared(ArmTraining training) {
    return new BatchRecipe(
        training.arm(),
        training.spec(),
        training.model().frozenBlocks(),
        training.model().featureCacheMb(),
        training.arm().training().batchSizePerWorker(),
        training.datasetMean(),
        training.seed(),
        KnownBoxes.of(training.arm().augmentation(), training.train(), training.images()));
  }
}
