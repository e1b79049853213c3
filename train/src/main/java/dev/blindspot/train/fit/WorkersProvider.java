package dev.blindspot.train.fit;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.config.TrainingConfig;
import dev.blindspot.train.fit.batch.BatchSource;
import java.util.ServiceLoader;

/** Finds workers on a cluster; found by {@link ServiceLoader}, beside the cluster's provider. */
public interface WorkersProvider {
  /** Workers of a cluster that this provider's module has connected to. */
  Workers on(Cluster cluster, BatchSource batches, TrainingConfig training);

  /** The provider on the class path. */
  static WorkersProvider find() {
    return ServiceLoader.load(WorkersProvider.class)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a cluster, but no workers on it"));
  }
}
