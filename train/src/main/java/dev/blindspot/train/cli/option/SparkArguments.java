package dev.blindspot.train.cli.option;

import dev.blindspot.train.cluster.ClusterAddress;
import dev.blindspot.train.error.UserError;
import dev.blindspot.train.io.FileEnding;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which Spark cluster does the work. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
public final class SparkArguments {
  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "Does the work on Spark: local[*], spark://HOST:7077, yarn, ... (default: in processes of"
              + " this machine).")
  private @Nullable String master;

  @Option(
      names = "--spark-conf",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of Spark, for instance --spark-conf spark.task.cpus=4 (cores of one piece of"
              + " work). Repeatable.")
  private List<String> settings = List.of();

  /** The cluster; null: none was asked for. */
  public @Nullable ClusterAddress address() {
    if (master == null) {
      if (!settings.isEmpty()) {
        throw new UserError("--spark-conf needs --spark MASTER");
      }
      return null;
    }
    if (master.isBlank()) {
      throw new UserError("--spark must name a master, such as local[*] or spark://HOST:7077");
    }
    Map<String, String> byKey = new LinkedHashMap<>();
    settings.forEach(setting -> put(setting, byKey));
    return new ClusterAddress(master, byKey);
  }

  /**
   * The cluster that these models are given to; null: none was asked for.
   *
   * @throws UserError for a model that no cluster takes
   */
  public @Nullable ClusterAddress address(List<Path> models) {
    ClusterAddress address = address();
    if (address != null) {
      models.stream()
          .filter(FileEnding.ONNX::isOf)
          .findFirst()
          .ifPresent(
              model -> {
                throw new UserError(
                    "--spark %s: %s is an ONNX file, which ONNX Runtime runs on this machine alone; leave --spark out"
                        .formatted(address.master(), model));
              });
    }
    return address;
  }

  private static void put(String setting, Map<String, String> byKey) {
    int equals = setting.indexOf('=');
    if (!setting.startsWith("spark.") || equals < 0) {
      throw new UserError("--spark-conf must be spark.KEY=VALUE, was " + setting);
    }
    byKey.put(setting.substring(0, equals), setting.substring(equals + 1));
  }
}
