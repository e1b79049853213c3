package dev.blindspot.train.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.DataConfig.Resize;
import dev.blindspot.train.data.manifest.ContentHash;
import dev.blindspot.train.data.manifest.ManifestRow;
import dev.blindspot.train.data.manifest.Split;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedImageFileTest {
  private static final ImageReader READER = new ImageReader(12, Resize.STRETCH, 1_000_000);

  @TempDir private Path folder;
  private final List<ManifestRow> rows = new ArrayList<>();

  @BeforeEach
  void draw() throws Exception {
    for (int i = 0; i < 5; i++) {
      var image =
          new java.awt.image.BufferedImage(20, 16, java.awt.image.BufferedImage.TYPE_3BYTE_BGR);
      for (int x = 0; x < 20; x++) {
        image.setRGB(x, 3 * i, 0xff0000 >> i | x);
      }
      Path file = folder.resolve(i + ".png");
      javax.imageio.ImageIO.write(image, "png", file.toFile());
      String hash = ContentHash.of(Files.readAllBytes(file));
      rows.add(new ManifestRow(i + ".png", file, i % 2, Split.TRAIN, hash, List.of()));
    }
  }

  private Path written() throws Exception {
    Path file = folder.resolve("pictures.bin");
    SharedImageFile.write(file, rows, new ImageStore(READER, 0), ProgressListener.NONE);
    return file;
  }

  @Test
  void holdsTheImagesAsTheyAreDecoded() throws Exception {
    SharedImageFile file = SharedImageFile.open(written());
    assertThat(file.count()).isEqualTo(5);
    assertThat(file.sizePx()).isEqualTo(12);
    for (ManifestRow row : rows) {
      DecodedImage image = Objects.requireNonNull(file.get(row.contentHash()));
      assertThat(image.bgr()).isEqualTo(READER.read(row.path()).bgr());
    }
  }

  @Test
  void imagesAreCopies() throws Exception {
    SharedImageFile file = SharedImageFile.open(written());
    DecodedImage first = Objects.requireNonNull(file.get(rows.get(1).contentHash()));
    first.bgr()[0]++;
    assertThat(Objects.requireNonNull(file.get(rows.get(1).contentHash())).bgr()[0])
        .isNotEqualTo(first.bgr()[0]);
  }

  @Test
  void aStoreOverItNeedsNoImageFiles() throws Exception {
    ImageStore store = ImageStore.over(SharedImageFile.open(written()), READER);
    byte[] before = store.get(rows.get(2)).bgr();
    Files.delete(rows.get(2).path());
    assertThat(store.get(rows.get(2)).bgr()).isEqualTo(before);
  }

  @Test
  void whatIsNotInItIsUnknown() throws Exception {
    assertThat(SharedImageFile.open(written()).get("0".repeat(64))).isNull();
  }

  @Test
  void refusesAFileThatIsCutShortOrAnother() throws Exception {
    Path file = written();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertThatIOException()
        .isThrownBy(() -> SharedImageFile.open(file))
        .withMessageContaining("short");
    whole[0]++;
    Files.write(file, whole);
    assertThatIOException()
        .isThrownBy(() -> SharedImageFile.open(file))
        .withMessageContaining("is no");
  }
}
