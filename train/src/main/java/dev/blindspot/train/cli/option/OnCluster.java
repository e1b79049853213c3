package dev.blindspot.train.cli.option;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.ClusterAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Connects to a cluster, where one is asked for, while a job is done. */
public final class OnCluster {
  private OnCluster() {}

  /** Does the job with the cluster, or with null where none is asked for. */
  public static <R> R with(
      @Nullable ClusterAddress address, String name, Function<@Nullable Cluster, R> job) {
    if (address == null) {
      return job.apply(null);
    }
    try (Cluster cluster = address.connect(name)) {
      return job.apply(cluster);
    }
  }
}
