package dev.blindspot.train.run.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.blindspot.train.TinyRun;
import dev.blindspot.train.config.reader.LoadedConfig;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunFolderTest {
  @TempDir private Path folder;
  private Path out;
  private Path run;
  private LoadedConfig config;

  @BeforeEach
  void name() {
    out = folder.resolve("runs");
    run = out.resolve("tiny");
    config = TinyRun.load(folder);
  }

  @ParameterizedTest
  @EnumSource(IfExists.class)
  void aNewFolderHoldsTheConfiguration(IfExists existing) throws IOException {
    open(existing);
    assertThat(run.resolve("config.resolved.yaml")).content().isEqualTo(config.resolvedYaml());
  }

  @Test
  void resultsAreNotOverwritten() throws IOException {
    result();
    assertThatThrownBy(() -> open(IfExists.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("there are results in " + run)
        .hasMessageContaining("--resume")
        .hasMessageContaining("--force");
    assertThat(run.resolve("arms/a/model.zip")).exists();
  }

  @Test
  void aRunThatCameToNoResultIsInNobodysWay() throws IOException {
    open(IfExists.REFUSE);
    Files.writeString(run.resolve("split.csv"), "");
    config = TinyRun.load(folder, "seed=4");
    open(IfExists.REFUSE);
    assertThat(run.resolve("config.resolved.yaml")).content().isEqualTo(config.resolvedYaml());
    config = TinyRun.load(folder, "seed=5");
    open(IfExists.RESUME);
  }

  @Test
  void aSettingThatALaterVersionAddedHasItsDefault() throws IOException {
    result();
    Path stored = run.resolve("config.resolved.yaml");
    String without = config.resolvedYaml().replaceFirst("(?m)^ *boxThreshold: 0\\.5\n", "");
    assertThat(without).isNotEqualTo(config.resolvedYaml());
    Files.writeString(stored, without);
    open(IfExists.RESUME);
    assertThat(stored).content().isEqualTo(config.resolvedYaml());

    Files.writeString(stored, without);
    config = TinyRun.load(folder, "explanation.boxThreshold=0.6");
    assertThatThrownBy(() -> open(IfExists.RESUME))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("was started with another configuration");
  }

  @Test
  void aConfigurationThatCannotBeReadIsAnotherOne() throws IOException {
    result();
    Files.writeString(run.resolve("config.resolved.yaml"), "name: tiny\nlater: 1\n");
    assertThatThrownBy(() -> open(IfExists.RESUME))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("was started with another configuration");
  }

  @Test
  void forceDeletesResultsFirst() throws IOException {
    result();
    open(IfExists.REPLACE);
    assertThat(run.resolve("arms")).doesNotExist();
    assertThat(run.resolve("config.resolved.yaml")).exists();
  }

  @Test
  void forceDeletesNoFolderThatIsNoRun() throws IOException {
    Files.createDirectories(run);
    Path photo = Files.writeString(run.resolve("photo.jpg"), "mine");
    for (IfExists existing : new IfExists[] {IfExists.REPLACE, IfExists.RESUME}) {
      assertThatThrownBy(() -> open(existing))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("is not the folder of a run");
    }
    assertThat(photo).exists();
  }

  @Test
  void forceFollowsALinkToTheFolder() throws IOException {
    result();
    Path elsewhere = Files.move(run, folder.resolve("elsewhere"));
    Files.createSymbolicLink(run, elsewhere);
    open(IfExists.REPLACE);
    assertThat(elsewhere.resolve("arms")).doesNotExist();
  }

  @Test
  void anotherConfigurationIsNotResumed() throws IOException {
    result();
    config = TinyRun.load(folder, "training.epochs=9");
    assertThatThrownBy(() -> open(IfExists.RESUME))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("another configuration");
    config = TinyRun.load(folder);
    open(IfExists.RESUME);
    assertThat(run.resolve("arms/a/model.zip")).exists();
  }

  @Test
  void aRefusalGivesTheLockBack() throws IOException {
    result();
    LoadedConfig right = config;
    config = TinyRun.load(folder, "training.epochs=9");
    assertThatThrownBy(() -> open(IfExists.RESUME)).isInstanceOf(UserError.class);
    config = right;
    open(IfExists.RESUME);
  }

  @Test
  void aLockThatCannotBeTakenLeavesNoFileOpen() throws IOException {
    result();
    try (FileChannel other =
        FileChannel.open(
            run.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock held = other.lock();
      long before = openFiles();
      for (int i = 0; i < 50; i++) {
        assertThatThrownBy(() -> open(IfExists.RESUME))
            .isInstanceOf(UserError.class)
            .hasMessageContaining("another process is working on the run");
      }
      assertThat(openFiles()).isLessThan(before + 10);
      held.release();
    }
    open(IfExists.RESUME);
  }

  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getOpenFileDescriptorCount()
        : 0;
  }

  @Test
  void leftoversOfAKilledProcessAreDeletedAndItsLockFileDoesNotBlock() throws IOException {
    result();
    Files.writeString(run.resolve(".lock"), "");
    Path part = Files.writeString(run.resolve("arms/a/.latest.zip.123.part"), "half");
    Path page = Files.writeString(run.resolve(".report.html.tmp"), "half");
    open(IfExists.RESUME);
    assertThat(part).doesNotExist();
    assertThat(page).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(IfExists.class)
  void twoJobsOfOneProcessDoNotShareARun(IfExists existing) {
    try (RunFolder first = RunFolder.open(out, config, IfExists.REFUSE)) {
      assertThat(first.path()).isEqualTo(run);
      assertThatThrownBy(() -> open(existing))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("another process");
    }
    open(existing);
  }

  @Test
  void anotherProcessThatHoldsTheLockIsRespectedEvenWithForceUntilItDies() throws Exception {
    result();
    Process other = holder(run.resolve(".lock"));
    try {
      assertThat(other.getInputStream().read()).isEqualTo('L');
      for (IfExists existing : new IfExists[] {IfExists.REPLACE, IfExists.RESUME}) {
        assertThatThrownBy(() -> open(existing))
            .isInstanceOf(UserError.class)
            .hasMessageContaining("another process");
      }
      assertThat(run.resolve("arms/a/model.zip")).exists();
    } finally {
      other.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }
    open(IfExists.RESUME);
  }

  @Test
  void aFileInTheWayIsTold() throws IOException {
    Files.writeString(out, "");
    assertThatThrownBy(() -> open(IfExists.REFUSE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void otherFirstWeightsAreRefusedOnceThereAreResults() throws IOException {
    try (RunFolder opened = RunFolder.open(out, config, IfExists.REFUSE)) {
      opened.requireSameWeights("a");
      opened.requireSameWeights("b");
      result();
      opened.requireSameWeights("b");
      assertThatThrownBy(() -> opened.requireSameWeights("c"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("model.weights");
    }
  }

  private void open(IfExists existing) {
    RunFolder.open(out, config, existing).close();
  }

  private void result() throws IOException {
    Files.createDirectories(run.resolve("arms/a"));
    Files.writeString(run.resolve("config.resolved.yaml"), config.resolvedYaml());
    Files.writeString(run.resolve("arms/a/model.zip"), "");
  }

  private static Process holder(Path lock) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            Holder.class.getName(),
            lock.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** Locks a file, says so, and waits to be killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel =
          FileChannel.open(
              Path.of(arguments[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        System.out.write(channel.lock().isValid() ? 'L' : '-');
        System.out.flush();
        while (System.in.read() >= 0) { // until the parent goes
        }
      }
    }
  }
}
