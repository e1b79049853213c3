package dev.blindspot.train.fit.batch;

import dev.blindspot.augment.random.SampleRandom;
import dev.blindspot.train.data.image.ImageStore;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.model.FrozenPart;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The batches of a training as the trainable part of the network takes them in. The images are the
 * same on every machine: what is random is keyed by (seed, epoch, sample).
 *
 * <p>Not thread-safe. {@link #close} frees the native memory.
 */
public final class TrainingBatches implements AutoCloseable {
  private final BatchMaker maker;
  private final long seed;
  private final FrozenPart frozen;
  private final FeatureCache cache;
  private int epochOfOrder = -1;
  private int[] order = {};

  /**
   * Batches of images.
   *
   * @param rows the training images, in the manifest's order
   * @param firstWeights of the whole network, {@code [1,P]}; null where no block is frozen
   */
  public TrainingBatches(
      BatchRecipe recipe,
      List<ManifestRow> rows,
      ImageStore images,
      @Nullable INDArray firstWeights) {
    this.seed = recipe.seed();
    this.maker =
        new BatchMaker(
            recipe.arm(),
            rows,
            images,
            recipe.datasetMean(),
            recipe.spec().classes().size(),
            recipe.seed(),
            recipe.batchSize(),
            recipe.boxes());
    this.frozen = new FrozenPart(recipe.spec(), recipe.frozenBlocks());
    if (firstWeights != null) {
      frozen.setParameters(firstWeights);
    }
    this.cache = new FeatureCache(frozen, recipe.featureCacheMb() * (1L << 20));
  }

  /**
   * One batch; this thread's random numbers, which dropout draws from, begin anew with it. The
   * caller frees it.
   *
   * @param epoch from 0
   * @param index of the batch in the epoch, from 0
   * @return what the trainable part takes in, and labels {@code [N,K]}
   */
  public DataSet make(int epoch, int index) {
    if (epoch != epochOfOrder) {
      order = maker.order(epoch);
      epochOfOrder = epoch;
    }
    Nd4j.getRandom().setSeed(SampleRandom.of(seed, "dropout", epoch, index).nextLong());
    Batch batch = maker.make(epoch, order, index);
    INDArray features = cache.features(batch);
    if (features != batch.images()) {
      BatchMemory.free(batch.images());
    }
    return new DataSet(features, batch.labels());
  }

  @Override
  public void close() {
    cache.close();
    frozen.close();
  }
}
