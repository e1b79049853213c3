package dev.blindspot.train.fit;

import dev.blindspot.train.data.ManifestRow;
import dev.blindspot.train.model.Network;
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
 * Features of the frozen blocks of pictures that no augmentation touched: they never change, and are kept within a
 * bound of memory. Without frozen blocks it only hands pictures through.
 */
final class FeatureCache {
  private final Network network;
  private final Map<String, INDArray> kept = new HashMap<>();
  private long freeBytes;

  FeatureCache(Network network, long bytes) {
    this.network = network;
    this.freeBytes = network.hasFrozenBlocks() ? bytes : 0;
  }

  /** What the trainable part takes in for a batch; computes only what is not kept. */
  INDArray features(Batch batch) {
    if (!network.hasFrozenBlocks()) {
      return network.features(batch.pictures());
    }
    int n = batch.rows().size();
    @Nullable INDArray[] parts = new INDArray[n];
    List<Integer> missing = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      parts[i] = batch.untouched()[i] ? kept.get(key(batch.rows().get(i))) : null;
      if (parts[i] == null) {
        missing.add(i);
      }
    }
    if (missing.size() == n) {
      INDArray all = network.features(batch.pictures());
      for (int i = 0; i < n; i++) {
        offer(batch, i, all, i);
      }
      return all;
    }
    if (!missing.isEmpty()) {
      INDArray computed = network.features(Nd4j.concat(0, rows(batch.pictures(), missing)));
      for (int k = 0; k < missing.size(); k++) {
        int i = missing.get(k);
        parts[i] = row(computed, k);
        offer(batch, i, computed, k);
      }
    }
    return Nd4j.concat(0, parts);
  }

  private void offer(Batch batch, int i, INDArray features, int at) {
    long bytes = features.length() / features.size(0) * DataType.FLOAT.width();
    String key = key(batch.rows().get(i));
    if (batch.untouched()[i] && bytes <= freeBytes && !kept.containsKey(key)) {
      kept.put(key, row(features, at).dup('c'));
      freeBytes -= bytes;
    }
  }

  private static String key(ManifestRow row) {
    return row.id();
  }

  private static INDArray[] rows(INDArray array, List<Integer> indices) {
    return indices.stream().map(i -> row(array, i)).toArray(INDArray[]::new);
  }

  private static INDArray row(INDArray array, int i) {
    return array.get(
        NDArrayIndex.interval(i, i + 1), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all());
  }
}
