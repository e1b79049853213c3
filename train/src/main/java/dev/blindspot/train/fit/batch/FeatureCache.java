package dev.blindspot.train.fit.batch;

import dev.blindspot.train.model.FrozenPart;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Features of the frozen blocks of images that no augmentation touched: they never change, and are
 * kept within a bound of memory. Without frozen blocks it only hands images through. Closing it
 * frees what it keeps.
 */
public final class FeatureCache implements AutoCloseable {
  private final FrozenPart frozen;
  private final Map<String, INDArray> kept = new HashMap<>();
  private long freeBytes;

  /**
   * An empty cache.
   *
   * @param bytes most memory for features; 0 keeps none
   */
  public FeatureCache(FrozenPart frozen, long bytes) {
    this.frozen = frozen;
    this.freeBytes = frozen.hasBlocks() ? bytes : 0;
  }

  /**
   * What the trainable part takes in for a batch; computes only what is not kept. The caller frees
   * it.
   */
  public INDArray features(Batch batch) {
    @Nullable INDArray[] parts = new INDArray[batch.rows().size()];
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      parts[i] = batch.untouched(i) ? kept.get(batch.rows().get(i).id()) : null;
      if (parts[i] == null) {
        missing.add(i);
      }
    }
    if (missing.size() == parts.length) {
      return computed(batch, batch.images(), missing);
    }
    if (missing.isEmpty()) {
      return Nd4j.concat(0, parts);
    }
    return filled(batch, parts, missing);
  }

  private INDArray filled(Batch batch, @Nullable INDArray[] parts, List<Integer> missing) {
    INDArray images =
        Nd4j.concat(0, missing.stream().map(i -> row(batch.images(), i)).toArray(INDArray[]::new));
    INDArray computed = computed(batch, images, missing);
    for (int k = 0; k < missing.size(); k++) {
      parts[missing.get(k)] = row(computed, k);
    }
    INDArray all = Nd4j.concat(0, parts);
    BatchMemory.free(images);
    BatchMemory.free(computed);
    return all;
  }

  /** Features of some images of a batch; those worth keeping are kept. */
  private INDArray computed(Batch batch, INDArray images, List<Integer> places) {
    INDArray features = frozen.features(images);
    long bytes = features.length() / features.size(0) * DataType.FLOAT.width();
    for (int k = 0; k < places.size(); k++) {
      String key = batch.rows().get(places.get(k)).id();
      if (batch.untouched(places.get(k)) && bytes <= freeBytes && !kept.containsKey(key)) {
        kept.put(key, row(features, k).dup('c'));
        freeBytes -= bytes;
      }
    }
    return features;
  }

  /** How many images' features are kept. */
  int size() {
    return kept.size();
  }

  @Override
  public void close() {
    kept.values().forEach(BatchMemory::free);
    kept.clear();
  }

  private static INDArray row(INDArray array, int i) {
    return array.get(
        NDArrayIndex.interval(i, i + 1),
        NDArrayIndex.all(),
        NDArrayIndex.all(),
        NDArrayIndex.all());
  }
}
