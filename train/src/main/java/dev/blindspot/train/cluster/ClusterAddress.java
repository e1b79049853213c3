package dev.blindspot.train.cluster;

import dev.blindspot.train.error.UserError;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Which cluster is meant.
 *
 * @param master of Spark: {@code local[*]}, {@code spark://host:7077}, {@code yarn}, ...
 * @param settings of Spark, by key
 */
public record ClusterAddress(String master, Map<String, String> settings) {
  public ClusterAddress {
    if (master.isBlank()) {
      throw new IllegalArgumentException("master must not be empty");
    }
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * Connects.
   *
   * @param name of what is done, as the cluster shows it
   * @throws UserError if the cluster's module is not on the class path, or the cluster does not
   *     answer
   */
  public Cluster connect(String name) {
    return ServiceLoader.load(ClusterProvider.class)
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "--spark %s: Blindspot's Spark module is not on the class path; start by the launcher ./blindspot, which builds it, or build it by ./blindspot spark-package and give its jars to spark-submit"
                        .formatted(master)))
        .connect(this, name);
  }
}
