package dev.blindspot.train.report.page;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.random.SampleRandom;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedImageTest {
  @TempDir
  @SuppressWarnings("NullAway.Init") // by JUnit
  Path folder;

  @Test
  void keepsASmallImageAsItIs() throws IOException {
    Path file = draw("small.png", 40, 30, false);

    EmbeddedImage image = read("small.png");

    assertThat(image.width()).isEqualTo(40);
    assertThat(image.height()).isEqualTo(30);
    assertThat(bytes(image)).isEqualTo(Files.readAllBytes(file));
    assertThat(image.uri()).startsWith("data:image/png;base64,");
  }

  @Test
  void compressesALargePhotograph() throws IOException {
    Path file = draw("photo.png", 600, 400, true);

    EmbeddedImage image = read("photo.png");

    assertThat(image.uri()).startsWith("data:image/jpeg;base64,");
    assertThat(bytes(image).length).isLessThan((int) (Files.size(file) / 2));
    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(bytes(image)));
    assertThat(decoded.getWidth()).isEqualTo(600);
  }

  @Test
  void keepsPngWhereItIsSmallerThanJpeg() throws IOException {
    // two colours at random: hard for JPEG, one bit per pixel for PNG
    BufferedImage image = new BufferedImage(1000, 600, BufferedImage.TYPE_BYTE_BINARY);
    RandomGenerator random = SampleRandom.of(1, "dots");
    for (int i = 0; i < 1000 * 600; i++) {
      image.setRGB(i % 1000, i / 1000, random.nextBoolean() ? 0xffffff : 0);
    }
    ImageIO.write(image, "png", folder.resolve("dots.png").toFile());

    assertThat(Files.size(folder.resolve("dots.png"))).isGreaterThan(48 * 1024);
    assertThat(read("dots.png").uri()).startsWith("data:image/png;base64,");
  }

  @Test
  void scalesDownWhatIsWiderThanThePage() throws IOException {
    draw("wide.png", 3600, 500, true);

    EmbeddedImage image = read("wide.png");

    assertThat(image.width()).isEqualTo(1800);
    assertThat(image.height()).isEqualTo(250);
  }

  @Test
  void readsNothingOutsideTheFolderAndNothingThatIsNoImage() throws IOException {
    draw("secret.png", 10, 10, false);
    Path run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(run.resolve("text.png"), "no image");

    assertThat(read(run, "../secret.png")).isNull();
    assertThat(read(run, folder.resolve("secret.png").toString())).isNull();
    assertThat(read(run, "text.png")).isNull();
    assertThat(read(run, "absent.png")).isNull();
    assertThat(read(run, "no\0name.png")).isNull();
  }

  private EmbeddedImage read(String file) throws IOException {
    return requireNonNull(read(folder, file));
  }

  private static @Nullable EmbeddedImage read(Path run, String file) throws IOException {
    return EmbeddedImage.read(run, file, PageImages.STEPS.get(0));
  }

  private static byte[] bytes(EmbeddedImage image) {
    return Base64.getDecoder().decode(image.uri().substring(image.uri().indexOf(',') + 1));
  }

  private Path draw(String name, int width, int height, boolean noisy) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    RandomGenerator random = SampleRandom.of(1, name);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int noise = noisy ? random.nextInt(32) : 0;
        image.setRGB(x, y, (x * 96 / width + noise) << 16 | (y * 96 / height + noise) << 8 | noise);
      }
    }
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }
}
