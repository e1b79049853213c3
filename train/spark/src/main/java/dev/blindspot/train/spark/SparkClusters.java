package dev.blindspot.train.spark;

import dev.blindspot.train.cluster.Cluster;
import dev.blindspot.train.cluster.ClusterAddress;
import dev.blindspot.train.cluster.ClusterProvider;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Connects to Spark. Settings of the user and of {@code spark-submit} go before ours. */
public final class SparkClusters implements ClusterProvider {
  /** Our libraries go before those of the cluster's Spark, such as Jackson. */
  private static final String OURS_FIRST = "spark.executor.userClassPathFirst";

  private static final Map<String, String> DEFAULTS =
      Map.of(
          "spark.ui.enabled", "false",
          "spark.ui.showConsoleProgress", "false",
          // epochs are told with the heartbeats
          "spark.executor.heartbeatInterval", "2s",
          // the cluster's limits count, not JavaCPP's, which are twice the heap
          "spark.executor.extraJavaOptions",
              "-Dorg.bytedeco.javacpp.maxbytes=0 -Dorg.bytedeco.javacpp.maxphysicalbytes=0",
          // a trial returns its model
          "spark.driver.maxResultSize", "0",
          "spark.scheduler.mode", "FAIR");
  private static final Map<String, String> LOCAL_DEFAULTS =
      Map.of("spark.driver.host", "127.0.0.1", "spark.driver.bindAddress", "127.0.0.1");

  @Override
  public Cluster connect(ClusterAddress address, String name) {
    ApplicationJars jars = ApplicationJars.NONE;
    try {
      SparkConf conf = conf(address, name);
      if (!isLocal(address.master()) && !conf.contains("spark.jars")) {
        jars = ApplicationJars.of(System.getProperty("java.class.path"));
        conf.setJars(jars.files().toArray(String[]::new));
      }
      SparkCluster cluster = new SparkCluster(new JavaSparkContext(conf), jars);
      cluster.awaitExecutors();
      return cluster;
    } catch (IOException | RuntimeException e) {
      jars.close();
      throw e instanceof UserError mistake ? mistake : unreachable(address, e);
    }
  }

  private static SparkConf conf(ClusterAddress address, String name) {
    SparkConf conf = new SparkConf().setMaster(address.master()).setAppName("blindspot " + name);
    DEFAULTS.forEach(conf::setIfMissing);
    if (isLocal(address.master())) {
      LOCAL_DEFAULTS.forEach(conf::setIfMissing);
      // in one process, it would load our classes a second time
      conf.set(OURS_FIRST, "false");
    } else {
      conf.setIfMissing(OURS_FIRST, "true");
    }
    address.settings().forEach(conf::set);
    conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", conf.get("spark.task.cpus", "1"));
    return conf;
  }

  /** Whether tasks run in this process. */
  static boolean isLocal(String master) {
    return master.equals("local") || master.startsWith("local[");
  }

  private static UserError unreachable(ClusterAddress address, Exception e) {
    return new UserError(
        "--spark %s: Spark could not be started: %s. Use local[*], spark://HOST:7077, yarn or k8s://..., as for spark-submit --master"
            .formatted(address.master(), e.getMessage()),
        e);
  }
}
