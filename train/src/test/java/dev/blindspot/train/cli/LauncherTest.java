package dev.blindspot.train.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the launcher in a folder that looks like the project, with a Java and a Maven that tell what
 * they were asked.
 */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final Instant PAST = Instant.parse("2020-01-01T00:00:00Z");

  @TempDir private Path folder = Path.of("");
  private Path home = Path.of("");
  private final Map<String, String> environment = new HashMap<>();

  private record Result(int code, String out, String err) {}

  @BeforeEach
  void layOutAProject() throws IOException {
    home = Files.createDirectories(folder.resolve("pro ject"));
    Files.copy(Path.of("..", "blindspot"), home.resolve("blindspot"));
    Files.setPosixFilePermissions(
        home.resolve("blindspot"), PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String module : new String[] {"augment", "explain", "train"}) {
      Files.createDirectories(home.resolve(module).resolve("src/main"));
      old(Files.writeString(home.resolve(module).resolve("pom.xml"), ""));
    }
    old(Files.writeString(home.resolve("pom.xml"), ""));
    old(Files.writeString(home.resolve("train/src/main/A.java"), ""));
    java("17.0.15");
    script(
        "bin/mvn",
        """
        [ "$1" != -v ] || { echo "Apache Maven 3.8.7"; exit; }
        echo "mvn $*" >> "$CALLS"
        mkdir -p train/target/lib && : > train/target/blindspot-train-1.jar
        """);
    environment.put("PATH", folder.resolve("bin") + ":/usr/bin:/bin:/usr/sbin:/sbin");
    environment.put("CALLS", folder.resolve("calls").toString());
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
  }

  private static void old(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(PAST));
  }

  private void java(String version) throws IOException {
    script(
        "jdk/bin/java",
        """
        if [ "$1" = -version ]; then
          echo 'openjdk version "%s" 2025-04-15' >&2
          exit 0
        fi
        [ -z "$UNTIL" ] || touch "$STARTED"
        while [ -n "$UNTIL" ] && [ ! -f "$UNTIL" ]; do sleep 0.05; done
        for argument in "$@"; do echo "[$argument]"; done
        echo "omp=$OMP_NUM_THREADS pwd=$(pwd)"
        echo "encoding=$(locale charmap)"
        exit 7
        """
            .formatted(version));
  }

  private void script(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private Result launch(Path launcher, String... arguments) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(launcher.toString());
    builder.command().addAll(java.util.List.of(arguments));
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder.directory(folder.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    int code = builder.start().waitFor();
    return new Result(code, Files.readString(out), Files.readString(err));
  }

  private String calls() throws IOException {
    Path file = folder.resolve("calls");
    return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
  }

  @Test
  void buildsOnceAndPassesEverythingOn() throws Exception {
    environment.put("BLINDSPOT_JAVA_OPTS", "-Xmx3g -Da=b");
    environment.put("OMP_NUM_THREADS", "5");
    Result first = launch(home.resolve("blindspot"), "run", "a b.yaml");
    assertThat(first.err())
        .isEqualTo("blindspot: building (the first time, libraries are downloaded)\n");
    assertThat(first.code()).isEqualTo(7);
    assertThat(first.out())
        .contains(
            "[-Xmx3g]\n[-Da=b]\n[-cp]\n[" + home + "/train/target/blindspot-train-1.jar:" + home)
        .contains("[dev.blindspot.train.cli.Main]\n[run]\n[a b.yaml]\n")
        .contains("omp=5 pwd=" + folder)
        .containsPattern("\\[-Xmx\\d+m]\n\\[-Dorg.bytedeco.javacpp.maxbytes=\\d+m]")
        .contains("[-Dblindspot.interactive=false]");
    Result second = launch(home.resolve("blindspot"), "doctor");
    assertThat(second.err()).isEmpty();
    assertThat(calls())
        .isEqualTo("mvn -q -B -Dstyle.color=never -Dmaven.test.skip=true -pl train -am package\n");
  }

  @Test
  void buildsAgainWhenASourceOrTheOptionsChanged() throws Exception {
    launch(home.resolve("blindspot"));
    Files.setLastModifiedTime(
        home.resolve("train/src/main/A.java"), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(launch(home.resolve("blindspot")).err()).contains("building");
    old(home.resolve("train/src/main/A.java"));
    assertThat(launch(home.resolve("blindspot")).err()).isEmpty();
    environment.put("BLINDSPOT_MAVEN_OPTS", "-Pcuda -o");
    assertThat(launch(home.resolve("blindspot")).err()).contains("building");
    assertThat(launch(home.resolve("blindspot")).err()).isEmpty();
    assertThat(calls())
        .endsWith(
            "mvn -q -B -Dstyle.color=never -Dmaven.test.skip=true -pl train -am -Pcuda -o package\n");
  }

  @Test
  void nothingIsBuiltUnderARunningProgram() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/flock")), "skipped: there is no flock");
    launch(home.resolve("blindspot"));
    Path started = folder.resolve("started");
    Path until = folder.resolve("until");
    ProcessBuilder running = new ProcessBuilder(home.resolve("blindspot").toString(), "run");
    running.environment().putAll(environment);
    running.environment().put("STARTED", started.toString());
    running.environment().put("UNTIL", until.toString());
    running.redirectErrorStream(true).redirectOutput(folder.resolve("running").toFile());
    Process process = running.start();
    while (process.isAlive() && !Files.exists(started)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    assertThat(launch(home.resolve("blindspot")).code()).isEqualTo(7); // beside it
    Files.setLastModifiedTime(
        home.resolve("train/src/main/A.java"), FileTime.from(Instant.now().plusSeconds(60)));
    Result refused = launch(home.resolve("blindspot"));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "blindspot: its sources are newer than its jars, and another Blindspot runs or is built"
                + " in %s; start this one after its end\n".formatted(home));
    Files.createFile(until);
    assertThat(process.waitFor()).isEqualTo(7);
    assertThat(launch(home.resolve("blindspot")).err()).contains("building");
  }

  @Test
  void sparkIsBuiltAndStartedOnlyWhenItIsAskedFor() throws Exception {
    layOutSpark();
    Result result = launch(home.resolve("blindspot"), "ablate", "a.yaml", "--spark", "local[2]");
    assertThat(calls()).contains(" -pl train/spark -am package\n");
    assertThat(result.out())
        .contains("[--add-opens=java.base/sun.nio.ch=ALL-UNNAMED]\n")
        .contains("[" + home + "/train/spark/target/blindspot-train-spark-1.jar:" + home)
        .contains("/train/spark/target/lib/*:" + home + "/train/spark/target/spark-lib/*]");
    Files.delete(folder.resolve("calls"));
    String plain = launch(home.resolve("blindspot"), "ablate", "a.yaml").out();
    assertThat(plain).doesNotContain("spark").doesNotContain("--add-opens");
  }

  @Test
  void onnxRuntimeIsBuiltAndStartedOnlyForOnnxFiles() throws Exception {
    Files.createDirectories(home.resolve("train/onnx/src/main"));
    old(Files.writeString(home.resolve("train/onnx/pom.xml"), ""));
    script(
        "bin/mvn",
        """
        [ "$1" != -v ] || { echo "Apache Maven 3.8.7"; exit; }
        echo "mvn $*" >> "$CALLS"
        mkdir -p train/target/lib train/onnx/target/lib
        : > train/target/blindspot-train-1.jar
        : > train/onnx/target/blindspot-train-onnx-1.jar
        """);
    Result result = launch(home.resolve("blindspot"), "predict", "--model=a b.onnx");
    assertThat(calls()).contains(" -pl train/onnx -am package\n");
    assertThat(result.out())
        .contains(
            "[%1$s/train/onnx/target/blindspot-train-onnx-1.jar:%1$s/train/onnx/target/lib/*]"
                .formatted(home))
        .contains("[--model=a b.onnx]");
    assertThat(launch(home.resolve("blindspot"), "predict", "--model", "a.zip").out())
        .doesNotContain("train/onnx");
  }

  @Test
  void packsWhatSparkSubmitNeeds() throws Exception {
    layOutSpark();
    Result result = launch(home.resolve("blindspot"), "spark-package");
    assertThat(result.code()).as(result.err()).isZero();
    Path packed = home.resolve("train/spark/target/blindspot-spark");
    assertThat(packed.resolve("blindspot-train-spark-1.jar")).exists();
    assertThat(packed.resolve("lib/ours.jar")).exists();
    assertThat(packed.resolve("lib/logback-core.jar")).doesNotExist();
    assertThat(packed.resolve("lib/spark-core.jar")).doesNotExist();
    assertThat(result.out())
        .contains("packaged: " + packed)
        .contains("--driver-java-options \"--add-opens=java.base/java.lang=ALL-UNNAMED ")
        .contains("blindspot-train-spark-1.jar");
  }

  private void layOutSpark() throws IOException {
    Files.createDirectories(home.resolve("train/spark/src/main"));
    old(Files.writeString(home.resolve("train/spark/pom.xml"), ""));
    script(
        "bin/mvn",
        """
        [ "$1" != -v ] || { echo "Apache Maven 3.8.7"; exit; }
        echo "mvn $*" >> "$CALLS"
        mkdir -p train/target/lib train/spark/target/lib train/spark/target/spark-lib
        : > train/target/blindspot-train-1.jar
        : > train/spark/target/blindspot-train-spark-1.jar
        : > train/spark/target/lib/ours.jar
        : > train/spark/target/lib/logback-core.jar
        : > train/spark/target/spark-lib/spark-core.jar
        """);
  }

  /** A JDK and git are enough. */
  @Test
  void buildsByTheWrapperWhereMavenIsMissingOrTooOld() throws Exception {
    script(
        "pro ject/mvnw",
        """
        echo "wrapper $*" >> "$CALLS"
        mkdir -p train/target/lib && : > train/target/blindspot-train-1.jar
        """);
    for (String old : new String[] {"3.6.3", "2.2.1"}) {
      script("bin/mvn", "[ \"$1\" != -v ] || echo 'Apache Maven " + old + " (abc)'\n");
      assertThat(launch(home.resolve("blindspot")).code()).isEqualTo(7);
      assertThat(calls()).startsWith("wrapper -q -B").endsWith("-pl train -am package\n");
      Files.delete(folder.resolve("calls"));
      Files.delete(home.resolve("train/target/blindspot-train-1.jar"));
    }
    script("bin/mvn", "echo \"mvn $*\" >> \"$CALLS\"; echo 'Apache Maven 4.0.0'\n");
    launch(home.resolve("blindspot"));
    assertThat(calls()).startsWith("mvn -v\nmvn -q -B");
  }

  @Test
  void distributionsBuildNothingAndKnowNoCommit() throws Exception {
    Path root = Files.createDirectories(folder.resolve("some where/blindspot-1"));
    Files.createDirectories(root.resolve("lib"));
    Path launcher = Files.createDirectories(root.resolve("bin")).resolve("blindspot");
    Files.copy(home.resolve("blindspot"), launcher);
    Result result = launch(launcher, "run", "quickstart");
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("[-cp]\n[" + root + "/lib/*]\n[dev.blindspot.train.cli.Main]\n[run]\n")
        .contains("[-Dblindspot.home=" + root + "]")
        .doesNotContain("blindspot.commit");
    assertThat(calls()).isEmpty();
    Result spark = launch(launcher, "spark-package");
    assertThat(spark.code()).isEqualTo(2);
    assertThat(spark.err()).contains("the distribution is without Spark");
    assertThat(launch(launcher, "predict", "--model", "a.onnx").out()).contains("/lib/*]");
  }

  @Test
  void worksThroughLinks() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("first"), Path.of("pro ject/blindspot"));
    Path second = Files.createSymbolicLink(folder.resolve("jdk/second"), link);
    assertThat(launch(second, "x").out()).contains(home + "/train/target/lib/*]");
  }

  @Test
  void sizesMemoryWithinItsBounds() throws Exception {
    String out = launch(home.resolve("blindspot")).out();
    long heap = Long.parseLong(out.replaceAll("(?s).*?\\[-Xmx(\\d+)m].*", "$1"));
    assertThat(heap).isBetween(1024L, 8192L);
  }

  /** Of the three a system may have the first two, or none: then Java alone is told. */
  @Test
  void fileNamesAreUtf8WhateverTheLocale() throws Exception {
    for (String locale : new String[] {"C", "POSIX", "xx_XX.UTF-8", ""}) {
      environment.put("LC_ALL", locale);
      assertThat(launch(home.resolve("blindspot")).out())
          .as(locale)
          .containsPattern("encoding=UTF-8|\\[-Dsun.jnu.encoding=UTF-8]");
    }
  }

  @Test
  void aFolderThatCannotBeOnAClassPathIsNamed() throws Exception {
    Path odd = Files.createDirectories(folder.resolve("a:b"));
    Files.copy(home.resolve("blindspot"), odd.resolve("blindspot"));
    Result result = launch(odd.resolve("blindspot"));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("a:b has a colon in its name");
  }

  @Test
  void limitsThatJavaCannotStartWithinAreNamed() throws Exception {
    launch(home.resolve("blindspot"));
    for (String limit : new String[] {"-n 64", "-v 2000000"}) {
      script(
          "limited", "ulimit %s\nexec '%s' \"$@\"\n".formatted(limit, home.resolve("blindspot")));
      Result result = launch(folder.resolve("limited"), "doctor");
      assertThat(result.code()).as(limit).isEqualTo(2);
      assertThat(result.err())
          .startsWith("blindspot: only ")
          .contains("(ulimit " + limit.substring(0, 2));
    }
  }

  @Test
  void refusesAnOldJavaOrNone() throws Exception {
    java("11.0.2");
    assertThat(launch(home.resolve("blindspot")))
        .isEqualTo(
            new Result(
                2,
                "",
                "blindspot: "
                    + folder
                    + "/jdk/bin/java is Java 11; Blindspot needs 17 or newer\n"));
    environment.put("JAVA_HOME", "/nowhere");
    assertThat(launch(home.resolve("blindspot")).err())
        .isEqualTo(
            "blindspot: JAVA_HOME is /nowhere, but there is no bin/java in it; set it to a JDK 17 or newer\n");
    assertThat(calls()).isEmpty();
  }

  @Test
  void aFailedBuildIsTold() throws Exception {
    script(
        "bin/mvn",
        "[ $1 != -v ] || { echo Apache Maven 3.9.1; exit; }; echo '[ERROR] no' >&2; exit 1\n");
    Result result = launch(home.resolve("blindspot"));
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err())
        .endsWith("[ERROR] no\nblindspot: the build failed; its messages are above\n");
  }
}
