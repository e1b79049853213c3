package dev.blindspot.train.machine;

import com.sun.management.OperatingSystemMXBean;
import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.factory.Nd4j;

/** What this machine and this process are. */
public final class Machine {
  private static final String UNKNOWN = "unknown";

  /** By these, a user's environment chooses kernels and threads, and so the last bits of sums. */
  private static final List<String> KERNEL_VARIABLES =
      List.of(
          "OMP_NUM_THREADS",
          "OPENBLAS_CORETYPE",
          "OPENBLAS_NUM_THREADS",
          "ONEDNN_MAX_CPU_ISA",
          "DNNL_MAX_CPU_ISA");

  private Machine() {}

  /** The environment as a run's results record it. */
  public static Environment environment() {
    return new Environment(
        System.getProperty("java.vendor") + " " + Runtime.version(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        memoryBytes(),
        Nd4j.getBackend().getClass().getSimpleName(),
        OneDnn.status() == OneDnn.Status.IN_USE,
        version(org.deeplearning4j.nn.api.Model.class),
        Runtime.getRuntime().maxMemory(),
        libraries());
  }

  private static Map<String, String> libraries() {
    Map<String, String> libraries = new LinkedHashMap<>();
    libraries.put("oneDNN", OneDnnSupport.current().reason());
    libraries.put("OpenCV", opencv_core.CV_VERSION);
    libraries.put("JavaCPP", javaCpp());
    libraries.put("Commons Math", release(org.apache.commons.math3.util.FastMath.class));
    for (String name : KERNEL_VARIABLES) {
      String value = System.getenv(name);
      if (value != null) {
        libraries.put(name, value);
      }
    }
    return libraries;
  }

  private static String javaCpp() {
    try {
      return Loader.getVersion();
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static String release(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? UNKNOWN : version;
  }

  /**
   * The most physical memory that this process held at once, native memory included; null where the
   * system does not tell.
   */
  public static @Nullable Long peakMemoryBytes() {
    Path status = Path.of("/proc/self/status");
    if (!Files.isReadable(status)) {
      return null;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("VmHWM:"))
          .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  /** Physical memory, or the container's limit where the JVM knows it. */
  public static long memoryBytes() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
        ? os.getTotalMemorySize()
        : Runtime.getRuntime().maxMemory();
  }

  /** The processor's name, where the system tells it. */
  public static String cpu() {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        return lines
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.substring(line.indexOf(':') + 1).strip())
            .findFirst()
            .orElse(System.getProperty("os.arch"));
      } catch (IOException e) {
        return System.getProperty("os.arch");
      }
    }
    return System.getenv().getOrDefault("PROCESSOR_IDENTIFIER", System.getProperty("os.arch"));
  }

  private static String version(Class<?> type) {
    String version = type.getPackage().getImplementationVersion();
    return version == null ? "1.0.0-M2.1" : version;
  }

  /** This product's version. */
  public static String productVersion() {
    String version = Machine.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
