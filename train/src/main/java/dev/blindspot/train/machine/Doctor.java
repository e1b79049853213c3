package dev.blindspot.train.machine;

import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.onednn.runtime.OneDnnMode;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nd4j.linalg.factory.Nd4j;

/** Looks at the machine and says what Blindspot will use of it. */
public final class Doctor {
  private static final List<String> FEATURES =
      List.of("sse4_2", "avx", "avx2", "fma", "avx512f", "avx512_bf16", "amx_tile");
  private static final long ENOUGH = 8L << 30;

  private Doctor() {}

  /**
   * A finding.
   *
   * @param name what was looked at
   * @param value what is there
   * @param advice what to do about it; empty when all is well
   */
  public record Finding(String name, String value, String advice) {}

  /** All findings, in a fixed order. */
  public static List<Finding> examine() {
    OneDnn.Status oneDnn = OneDnn.enable();
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding("Blindspot", Machine.productVersion(), ""));
    findings.add(
        new Finding(
            "Java", Runtime.version() + " (" + System.getProperty("java.vm.name") + ")", ""));
    findings.add(
        new Finding(
            "CPU",
            Machine.cpu() + ", " + Runtime.getRuntime().availableProcessors() + " cores",
            ""));
    findings.add(new Finding("CPU features", cpuFeatures(), ""));
    findings.add(memory());
    findings.add(new Finding("ND4J backend", Nd4j.getBackend().getClass().getSimpleName(), ""));
    findings.add(new Finding("oneDNN", oneDnn.toString(), oneDnnAdvice(oneDnn)));
    findings.add(convolutions());
    findings.add(threads());
    findings.add(allocator());
    findings.addAll(gpus());
    return findings;
  }

  private static Finding memory() {
    long physical = Machine.memoryBytes();
    String value =
        String.format(
            Locale.ROOT,
            "%.1f GiB, Java heap up to %.1f GiB, native memory up to %.1f GiB",
            gib(physical),
            gib(Runtime.getRuntime().maxMemory()),
            gib(org.bytedeco.javacpp.Pointer.maxPhysicalBytes()));
    return new Finding(
        "memory",
        value,
        physical < ENOUGH
            ? "little for VGG16 at full width; use model.width 0.25 or smaller batches"
            : "");
  }

  private static String oneDnnAdvice(OneDnn.Status status) {
    return status == OneDnn.Status.NOT_IN_LIBRARY
        ? "training is five to seven times slower without it"
        : "";
  }

  private static Finding convolutions() {
    OneDnnSupport support = OneDnnSupport.current();
    return new Finding(
        "convolutions",
        support.available()
            ? support.reason()
            : "ND4J's, Deeplearning4j's for other architectures than vgg16: " + support.reason(),
        support.available() || support.mode() == OneDnnMode.OFF || !Nd4j.getEnvironment().isCPU()
            ? ""
            : "training and scoring take about twice as long; results are the same but for float"
                + " rounding");
  }

  private static Finding threads() {
    String omp = System.getenv("OMP_NUM_THREADS");
    return new Finding(
        "threads",
        Nd4j.getEnvironment().maxThreads() + (omp == null ? "" : " (OMP_NUM_THREADS=" + omp + ")"),
        omp == null
            ? "start with the launcher ./blindspot, which sets OMP_NUM_THREADS to the physical"
                + " cores"
            : "");
  }

  private static Finding allocator() {
    boolean set = System.getenv("MALLOC_TOP_PAD_") != null;
    boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    return new Finding(
        "allocator",
        set ? "glibc keeps oneDNN's buffers" : "default",
        linux && !set
            ? "the launcher ./blindspot sets variables that save about 15 % of a training step"
            : "");
  }

  private static List<Finding> gpus() {
    List<Gpu> gpus = Gpu.ofThisMachine();
    if (gpus.isEmpty()) {
      return List.of(new Finding("GPU", "none found (nvidia-smi); " + Gpu.support(), ""));
    }
    boolean cuda = !Nd4j.getEnvironment().isCPU();
    return gpus.stream()
        .map(
            gpu ->
                new Finding(
                    "GPU",
                    gpu.name() + ", compute capability " + gpu.computeCapability(),
                    gpu.supported()
                        ? (cuda ? "" : "usable: build with BLINDSPOT_MAVEN_OPTS=-Pcuda")
                        : "not usable: " + Gpu.support()))
        .toList();
  }

  private static String cpuFeatures() {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return "unknown on " + System.getProperty("os.name");
    }
    try (Stream<String> lines = Files.lines(info)) {
      Set<String> flags =
          lines
              .filter(line -> line.startsWith("flags") || line.startsWith("Features"))
              .findFirst()
              .map(
                  line ->
                      Set.copyOf(
                          List.of(line.substring(line.indexOf(':') + 1).strip().split(" +"))))
              .orElse(Set.of());
      String found = FEATURES.stream().filter(flags::contains).collect(Collectors.joining(" "));
      return found.isEmpty() ? "none of " + String.join(" ", FEATURES) : found;
    } catch (IOException e) {
      return "unknown (" + e.getMessage() + ")";
    }
  }

  private static double gib(long bytes) {
    return bytes / (double) (1L << 30);
  }
}
