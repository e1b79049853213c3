package dev.blindspot.train.cluster;

/** Reaches clusters; found by {@link java.util.ServiceLoader}. */
public interface ClusterProvider {
  /** Connects to a cluster; {@code name} is shown there. */
  Cluster connect(ClusterAddress address, String name);
}
