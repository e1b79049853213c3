package dev.blindspot.train.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An NVIDIA GPU as its driver's tool names it.
 *
 * @param name of the model
 * @param computeCapability such as "8.6"
 */
public record Gpu(String name, String computeCapability) {
  /**
   * Compute capabilities that nd4j-cuda-11.6 1.0.0-M2.1 holds machine code for. It holds no PTX, so
   * that nothing newer runs; 8.9 runs the code of 8.6.
   */
  private static final List<String> SUPPORTED =
      List.of("3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6", "8.9");

  /** Whether the CUDA build of this product runs on it. */
  public boolean supported() {
    return SUPPORTED.contains(computeCapability);
  }

  /** What the CUDA build supports, in words. */
  public static String support() {
    return "nd4j-cuda-11.6 runs on compute capabilities "
        + String.join(", ", SUPPORTED)
        + " (Kepler GK210 to Ampere, and Ada); not on Hopper (9.0) or newer";
  }

  /** The GPUs of this machine; none where the driver's tool is missing. */
  public static List<Gpu> ofThisMachine() {
    try {
      Process process =
          new ProcessBuilder("nvidia-smi", "--query-gpu=name,compute_cap", "--format=csv,noheader")
              .redirectErrorStream(true)
              .start();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return List.of();
      }
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.exitValue() == 0 ? parse(text) : List.of();
    } catch (IOException e) {
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }

  static List<Gpu> parse(String text) {
    List<Gpu> gpus = new ArrayList<>();
    for (String line : text.lines().toList()) {
      int comma = line.lastIndexOf(',');
      if (comma > 0) {
        gpus.add(new Gpu(line.substring(0, comma).strip(), line.substring(comma + 1).strip()));
      }
    }
    return gpus;
  }
}
