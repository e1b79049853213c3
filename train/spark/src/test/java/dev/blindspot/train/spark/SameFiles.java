package dev.blindspot.train.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.imageio.ImageIO;

/**
 * Files of two machines that round differently: convolutions of another number of threads add up in
 * another order.
 */
final class SameFiles {
  private static final double TOLERANCE = 1e-3;

  /** Levels of 255. */
  private static final int COLOUR_TOLERANCE = 3;

  private SameFiles() {}

  /** Contents by name, images by their bytes in ISO 8859-1. */
  static void assertSame(Map<String, String> actual, Map<String, String> expected)
      throws IOException {
    assertThat(actual.keySet()).isNotEmpty().isEqualTo(expected.keySet());
    for (var file : expected.entrySet()) {
      String name = file.getKey();
      if (name.endsWith(".png")) {
        assertSameImage(name, actual.getOrDefault(name, ""), file.getValue());
      } else {
        assertSameNumbers(name, actual.getOrDefault(name, ""), file.getValue());
      }
    }
  }

  /** Texts whose numbers are nearly the same, and all else is. */
  static void assertSameNumbers(String name, String actual, String expected) {
    String[] are = actual.split("[,;\\s]", -1);
    String[] should = expected.split("[,;\\s]", -1);
    assertThat(are).as(name).hasSameSizeAs(should);
    for (int i = 0; i < should.length; i++) {
      if (should[i].matches("-?\\d+\\.\\d+(E-?\\d+)?")) {
        assertThat(Double.parseDouble(are[i]))
            .as("%s, cell %d", name, i)
            .isCloseTo(Double.parseDouble(should[i]), within(TOLERANCE));
      } else {
        assertThat(are[i]).as("%s, cell %d", name, i).isEqualTo(should[i]);
      }
    }
  }

  private static void assertSameImage(String name, String actual, String expected)
      throws IOException {
    BufferedImage is = image(actual);
    BufferedImage should = image(expected);
    assertThat(is.getWidth()).as(name).isEqualTo(should.getWidth());
    assertThat(is.getHeight()).as(name).isEqualTo(should.getHeight());
    int most = 0;
    for (int y = 0; y < is.getHeight(); y++) {
      for (int x = 0; x < is.getWidth(); x++) {
        most = Math.max(most, difference(is.getRGB(x, y), should.getRGB(x, y)));
      }
    }
    assertThat(most).as("levels of %s", name).isLessThanOrEqualTo(COLOUR_TOLERANCE);
  }

  private static int difference(int a, int b) {
    int most = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      most = Math.max(most, Math.abs((a >> shift & 255) - (b >> shift & 255)));
    }
    return most;
  }

  private static BufferedImage image(String bytes) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(bytes.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
