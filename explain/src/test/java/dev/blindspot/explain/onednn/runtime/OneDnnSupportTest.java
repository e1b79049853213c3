package dev.blindspot.explain.onednn.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OneDnnSupportTest {
  @Test
  void offSaysWhoSwitchedItOff() {
    OneDnnSupport support = OneDnnSupport.probe("off");
    assertThat(support.available()).isFalse();
    assertThat(support.reason()).isEqualTo("switched off by -Dblindspot.onednn=off");
  }

  @Test
  void otherValuesAreNamedAndNothingIsUsed() {
    OneDnnSupport support = OneDnnSupport.probe("sometimes");
    assertThat(support.available()).isFalse();
    assertThat(support.reason())
        .isEqualTo("-Dblindspot.onednn must be auto, direct or off, was sometimes");
  }

  @Test
  void directForbidsWinograd() {
    OneDnnSupport support = OneDnnSupport.probe("direct");
    assumeTrue(support.available(), support.reason());
    assertThat(support.winograd()).isFalse();
    assertThat(support.reason())
        .startsWith("oneDNN 2.5.2 on ")
        .endsWith("direct convolution, as -Dblindspot.onednn=direct says");
  }

  /** In a process of its own, whose class path lacks the natives. */
  @Test
  void aMissingLibraryIsAReasonAndNotAnError() throws IOException, InterruptedException {
    String lacking =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !new File(entry).getName().matches("dnnl-.*-(linux|macosx|windows).*"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(say(lacking, List.of(), "")).startsWith("false false oneDNN's library could not be");
  }

  @Test
  void withoutAvx512WinogradIsNotUsed() throws IOException, InterruptedException {
    assumeTrue(OneDnnSupport.current().winograd(), OneDnnSupport.current().reason());
    String said = say(System.getProperty("java.class.path"), List.of(), "AVX2");
    assertThat(said)
        .startsWith("true false oneDNN 2.5.2 on avx2: ")
        .contains("direct convolution, because Winograd needs AVX-512")
        .endsWith("BLOCKED_8");
  }

  @Test
  void contextsAreRefusedWithTheReason() throws IOException, InterruptedException {
    String said = say(System.getProperty("java.class.path"), List.of("-Dblindspot.onednn=off"), "");
    assertThat(said).startsWith("false false switched off by -Dblindspot.onednn=off");
    assertThat(said).contains("IllegalStateException: switched off by");
  }

  @Test
  void closedContextsAreRefused() {
    assumeTrue(OneDnnSupport.current().available(), OneDnnSupport.current().reason());
    OneDnnContext context = new OneDnnContext();
    context.close();
    context.close();
    assertThatThrownBy(
            () ->
                context.kernel(
                    "key",
                    (e, a) -> {
                      throw new AssertionError();
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this context is closed");
  }

  private static String say(String classPath, List<String> options, String isa)
      throws IOException, InterruptedException {
    List<String> command =
        Stream.of(
                Stream.of(ProcessHandle.current().info().command().orElse("java")),
                options.stream(),
                Stream.of("-cp", classPath),
                Stream.of(Say.class.getName()))
            .flatMap(s -> s)
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (!isa.isEmpty()) {
      builder.environment().put("DNNL_MAX_CPU_ISA", isa);
    }
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.strip();
  }

  /** What the other process runs. */
  static final class Say {
    public static void main(String[] arguments) {
      OneDnnSupport support = OneDnnSupport.current();
      System.out.printf("%s %s %s%n", support.available(), support.winograd(), support.reason());
      try (OneDnnContext context = new OneDnnContext()) {
        System.out.println(context.kernels() + " " + MemoryOrder.blocked());
      } catch (IllegalStateException e) {
        System.out.println(e);
      }
    }
  }
}
