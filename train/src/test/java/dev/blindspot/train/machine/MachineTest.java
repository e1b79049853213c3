package dev.blindspot.train.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.explain.backend.OneDnn;
import org.junit.jupiter.api.Test;

class MachineTest {
  @Test
  void environmentIsThisProcess() {
    OneDnn.Status status = OneDnn.enable();
    Environment environment = Machine.environment();
    assertThat(environment.java()).contains(Runtime.version().toString());
    assertThat(environment.os())
        .contains(System.getProperty("os.name"), System.getProperty("os.arch"));
    assertThat(environment.cpu()).isNotBlank();
    assertThat(environment.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(environment.backend()).isIn("CpuBackend", "JCublasBackend");
    assertThat(environment.oneDnn()).isEqualTo(status == OneDnn.Status.IN_USE);
    assertThat(environment.dl4jVersion()).startsWith("1.0.0");
    assertThat(environment.libraries().get("OMP_NUM_THREADS"))
        .isEqualTo(System.getenv("OMP_NUM_THREADS"));
  }

  @Test
  void memoryIsThatOfAMachine() {
    assertThat(Machine.memoryBytes()).isBetween(1L << 28, 1L << 50);
  }

  @Test
  void theProductHasAVersion() {
    assertThat(Machine.productVersion()).isNotBlank();
  }
}
