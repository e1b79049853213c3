package dev.blindspot.train.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GpuTest {
  @Test
  void readsOneGpuPerLineOfTheDriversTool() {
    assertThat(
            Gpu.parse("NVIDIA GeForce RTX 3090, 8.6\nTesla K80, 3.7\r\n\nNVIDIA H100, PCIe, 9.0\n"))
        .containsExactly(
            new Gpu("NVIDIA GeForce RTX 3090", "8.6"),
            new Gpu("Tesla K80", "3.7"),
            new Gpu("NVIDIA H100, PCIe", "9.0"));
  }

  @Test
  void readsNothingWhereNothingIs() {
    assertThat(Gpu.parse("")).isEmpty();
    assertThat(Gpu.parse("No devices were found\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.7", "5.0", "5.2", "6.0", "6.1", "7.0", "7.5", "8.0", "8.6", "8.9"})
  void supportsKeplerToAmpereAndAda(String capability) {
    assertThat(new Gpu("any", capability).supported()).isTrue();
    assertThat(Gpu.support()).contains(capability);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "3.0", "3.5", "9.0", "10.0", "12.0", "", "[N/A]"})
  void doesNotSupportOlderAndNewerOnes(String capability) {
    assertThat(new Gpu("any", capability).supported()).isFalse();
  }
}
