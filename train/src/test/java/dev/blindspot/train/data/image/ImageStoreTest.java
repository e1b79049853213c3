package dev.blindspot.train.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.data.format.Pixels;
import dev.blindspot.train.data.format.TestImages;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import dev.blindspot.train.error.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageStoreTest {
  private static final ImageReader READER = new ImageReader(16, Resize.STRETCH, 1_000_000);
  private static final long ONE_IMAGE = 3 * 16 * 16 + 256;

  private final Path folder;

  ImageStoreTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void keepsImagesWithinTheBound() {
    List<ManifestRow> rows = rows(10);
    ImageStore store = new ImageStore(READER, 4 * ONE_IMAGE + 10);
    List<DecodedImage> first = rows.stream().map(store::get).toList();
    assertThat(store.size()).isEqualTo(4);
    for (int i = 0; i < 10; i++) {
      DecodedImage again = store.get(rows.get(i));
      assertThat(again.bgr() == first.get(i).bgr())
          .describedAs("image %d is kept", i)
          .isEqualTo(i < 4);
      assertThat(again.bgr()).isEqualTo(first.get(i).bgr());
    }
    assertThat(store.size()).isEqualTo(4);
  }

  @Test
  void aBoundOfZeroKeepsNothing() {
    ImageStore store = new ImageStore(READER, 0);
    ManifestRow row = rows(1).get(0);
    store.preload(List.of(row), ProgressListener.NONE);
    assertThat(store.get(row)).isNotSameAs(store.get(row));
    assertThat(store.size()).isZero();
  }

  @Test
  void preloadingFillsTheStoreAndTellsProgress() {
    List<ManifestRow> rows = rows(12);
    ImageStore store = new ImageStore(READER, 8 * ONE_IMAGE);
    AtomicInteger calls = new AtomicInteger();
    store.preload(rows, (done, total) -> calls.addAndGet(total));
    assertThat(store.size()).isEqualTo(8);
    assertThat(calls).hasValue(8 * 8);
    store.preload(rows, (done, total) -> calls.set(-1));
    assertThat(calls).hasValue(8 * 8);
  }

  @Test
  void manyThreadsShareOneImage() {
    List<ManifestRow> rows = rows(3);
    ImageStore store = new ImageStore(READER, 100 * ONE_IMAGE);
    IntStream.range(0, 600).parallel().forEach(i -> store.get(rows.get(i % 3)));
    assertThat(store.size()).isEqualTo(3);
    // every slot that a race took twice was given back: 97 more images fit
    List<ManifestRow> more = new ArrayList<>();
    for (int i = 0; i < 120; i++) {
      Path copy = folder.resolve("copy" + i + ".png");
      TestImages.write(copy, TestImages.png(TestImages.flat(4, 4, i, i, i)));
      more.add(new ManifestRow("copy" + i, copy, 0, Split.TRAIN, "", List.of()));
    }
    store.preload(more, ProgressListener.NONE);
    assertThat(store.size()).isEqualTo(100);
  }

  @Test
  void aFileThatVanishedIsTheUsersToMend() throws Exception {
    ManifestRow row = rows(1).get(0);
    Files.delete(row.path());
    ImageStore store = new ImageStore(READER, 0);
    assertThatThrownBy(() -> store.get(row))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is missing; it could be read when the run began");
  }

  @Test
  void statisticsAreOverAllPixels() {
    byte[] dark = new byte[3 * 16 * 16];
    byte[] bright = new byte[3 * 16 * 16];
    for (int i = 0; i < dark.length; i += 3) {
      dark[i] = 10;
      dark[i + 1] = 20;
      dark[i + 2] = (byte) 200;
      bright[i] = 30;
      bright[i + 1] = 20;
      bright[i + 2] = (byte) 250;
    }
    List<ManifestRow> rows = List.of(row("dark", dark), row("bright", bright));
    DatasetStatistics statistics = DatasetStatistics.of(new ImageStore(READER, ONE_IMAGE), rows);
    assertThat(statistics.mean().red()).isCloseTo(225, within(1e-9));
    assertThat(statistics.mean().green()).isCloseTo(20, within(1e-9));
    assertThat(statistics.mean().blue()).isCloseTo(20, within(1e-9));
    assertThat(statistics.standardDeviation().red()).isCloseTo(25, within(1e-9));
    assertThat(statistics.standardDeviation().green()).isZero();
    assertThat(statistics.standardDeviation().blue()).isCloseTo(10, within(1e-9));
    assertThatThrownBy(() -> DatasetStatistics.of(new ImageStore(READER, 0), List.of()))
        .hasMessage("rows must not be empty");
  }

  private ManifestRow row(String id, byte[] bgr) {
    Path file = folder.resolve(id + ".png");
    TestImages.write(file, TestImages.png(Pixels.toMat(bgr, 16, 16, CV_8UC3)));
    return new ManifestRow(id, file, 0, Split.TRAIN, "", List.of());
  }

  private List<ManifestRow> rows(int count) {
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve(i + ".jpg");
      TestImages.write(file, TestImages.jpeg(TestImages.textured(20, 20, i)));
      rows.add(new ManifestRow("p" + i, file, 0, Split.TRAIN, "", List.of()));
    }
    return rows;
  }
}
