package dev.blindspot.train.data.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.datasets.Shortcut;
import dev.blindspot.datasets.SyntheticSpec;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataSource.Synthetic;
import dev.blindspot.train.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticSetTest {
  private static final Synthetic CONFIG = new Synthetic(12, 48, 3, Shortcut.WATERMARK, 0.95);

  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  Path folder;

  private static List<SyntheticSpec> plans(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new SyntheticSpec(i, SyntheticSpec.balancedLabel(i), i % 3 != 0))
        .toList();
  }

  private static List<SyntheticFile> write(
      Synthetic config, Path folder, ProgressListener progress) {
    return new SyntheticSet(folder, config, plans(config.images())).write(progress);
  }

  /** How many images a call draws. */
  private static int drawnBy(Synthetic config, Path folder) {
    AtomicInteger count = new AtomicInteger();
    write(config, folder, (done, total) -> count.incrementAndGet());
    return count.get();
  }

  @Test
  void theNumberOfThreadsDoesNotMatter() throws Exception {
    for (int threads : new int[] {1, 4}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        pool.submit(() -> write(CONFIG, folder.resolve("threads" + threads), ProgressListener.NONE))
            .get();
      } finally {
        pool.shutdown();
      }
    }
    for (SyntheticSpec plan : plans(12)) {
      assertThat(folder.resolve("threads4").resolve(plan.id()))
          .hasSameBinaryContentAs(folder.resolve("threads1").resolve(plan.id()));
    }
    assertThat(folder.resolve("threads4/synthetic.json"))
        .hasSameTextualContentAs(folder.resolve("threads1/synthetic.json"));
  }

  @Test
  void writesEveryImageAndLeavesNoTemporaryFiles() throws IOException {
    AtomicInteger last = new AtomicInteger();
    List<SyntheticFile> images =
        write(CONFIG, folder, (done, total) -> last.accumulateAndGet(done, Math::max));
    assertThat(last).hasValue(12);
    assertThat(images).hasSize(12).allSatisfy(p -> assertThat(p.path()).isNotEmptyFile());
    assertThat(images)
        .extracting(SyntheticFile::label)
        .containsExactly(0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(13).noneMatch(f -> f.toString().endsWith(".tmp"));
    }
  }

  @Test
  void aCompleteSetIsFoundAgainWithItsBoxes() {
    List<SyntheticFile> first = write(CONFIG, folder, ProgressListener.NONE);
    assertThat(drawnBy(CONFIG, folder)).isZero();
    assertThat(write(CONFIG, folder, ProgressListener.NONE)).isEqualTo(first);
  }

  @Test
  void anIncompleteOrDifferentSetIsDrawnAgain() throws IOException {
    write(CONFIG, folder, ProgressListener.NONE);
    Files.delete(folder.resolve(plans(12).get(5).id()));
    assertThat(drawnBy(CONFIG, folder)).isEqualTo(12);
    Files.write(
        folder.resolve(plans(12).get(6).id()),
        Files.readAllBytes(folder.resolve(plans(12).get(7).id())));
    assertThat(drawnBy(CONFIG, folder)).as("one image became another").isEqualTo(12);
    Files.writeString(folder.resolve("synthetic.json"), "{\"fingerprint\": ");
    assertThat(drawnBy(CONFIG, folder)).isEqualTo(12);
    assertThat(drawnBy(new Synthetic(12, 48, 4, Shortcut.WATERMARK, 0.95), folder)).isEqualTo(12);
    assertThat(drawnBy(new Synthetic(12, 48, 4, Shortcut.WATERMARK, 0.95), folder)).isZero();
  }

  @Test
  void aFolderThatCannotBeWrittenIsTheUsersMistake() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThatThrownBy(() -> write(CONFIG, file, ProgressListener.NONE))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(file.toString());
  }
}
