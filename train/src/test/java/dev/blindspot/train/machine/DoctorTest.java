package dev.blindspot.train.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.explain.backend.OneDnn;
import dev.blindspot.explain.onednn.runtime.OneDnnSupport;
import dev.blindspot.train.machine.Doctor.Finding;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorTest {
  @Test
  void findsSomethingOnEveryTopic() {
    List<Finding> findings = Doctor.examine();
    assertThat(findings)
        .extracting(Finding::name)
        .startsWith(
            "Blindspot",
            "Java",
            "CPU",
            "CPU features",
            "memory",
            "ND4J backend",
            "oneDNN",
            "convolutions",
            "threads",
            "allocator",
            "GPU");
    assertThat(findings).allSatisfy(finding -> assertThat(finding.value()).isNotBlank());
  }

  @Test
  void saysWhetherOneDnnIsInUse() {
    Finding finding = finding("oneDNN");
    assertThat(finding.value()).isEqualTo(OneDnn.status().toString());
    assertThat(finding.advice().isEmpty())
        .isEqualTo(OneDnn.status() != OneDnn.Status.NOT_IN_LIBRARY);
  }

  @Test
  void saysHowConvolutionsAreComputedAndWhy() {
    Finding finding = finding("convolutions");
    assertThat(finding.value()).endsWith(OneDnnSupport.current().reason());
    assertThat(Machine.environment().libraries())
        .containsEntry("oneDNN", OneDnnSupport.current().reason());
  }

  @Test
  void advisesTheLauncherWhereItsVariablesAreMissing() {
    assertThat(finding("threads").advice().isEmpty())
        .isEqualTo(System.getenv("OMP_NUM_THREADS") != null);
    assertThat(finding("allocator").value())
        .isEqualTo(
            System.getenv("MALLOC_TOP_PAD_") == null ? "default" : "glibc keeps oneDNN's buffers");
  }

  @Test
  void everyGpuFindingSaysWhatTheCudaBuildSupports() {
    List<Finding> gpus =
        Doctor.examine().stream().filter(finding -> finding.name().equals("GPU")).toList();
    List<Gpu> present = Gpu.ofThisMachine();
    if (present.isEmpty()) {
      assertThat(gpus)
          .singleElement()
          .extracting(Finding::value)
          .asString()
          .contains(Gpu.support());
    } else {
      assertThat(gpus)
          .zipSatisfy(
              present,
              (finding, gpu) -> assertThat(finding.value()).contains(gpu.computeCapability()));
    }
  }

  private static Finding finding(String name) {
    return Doctor.examine().stream()
        .filter(finding -> finding.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
