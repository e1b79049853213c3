package dev.blindspot.train.evaluate.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Our corruptions against recorded figures of the authors' own code on the same images. Made by
 * {@code make_corruption_figures.py}; what is random is compared in the mean over draws.
 */
class OriginalFiguresTest {
  private static final int DRAWS = 8;
  private static final int ORIGINAL_DRAWS = 24;
  private static final List<String> LINES = lines();

  @TestFactory
  Stream<DynamicTest> figuresAreThoseOfTheAuthorsCode() {
    return rows().map(row -> DynamicTest.dynamicTest(row.name(), row::check));
  }

  @Test
  void imagesAreThoseOfTheRecording() {
    assertThat(LINES)
        .contains("# IMAGENET_C: 2 images of 224 pixels, CRC-32 " + DrawnScenes.checksum(2, 224))
        .contains("# TINY_IMAGENET_C: 6 images of 64 pixels, CRC-32 " + DrawnScenes.checksum(6, 64))
        .contains("# CIFAR_10_C: 12 images of 32 pixels, CRC-32 " + DrawnScenes.checksum(12, 32));
  }

  @Test
  void everyKindSeverityAndLawIsRecorded() {
    assertThat(rows().map(Row::name).distinct()).hasSize(3 * 5 * Corruption.values().length);
  }

  private record Row(
      CorruptionConstants constants, Corruption corruption, int severity, List<Double> figures) {
    static Row of(String line) {
      String[] cells = line.split(",", -1);
      List<Double> figures = Stream.of(cells).skip(3).map(Double::valueOf).toList();
      return new Row(
          CorruptionConstants.valueOf(cells[0]),
          Corruption.valueOf(cells[1]),
          Integer.parseInt(cells[2]),
          figures);
    }

    String name() {
      return constants + " " + corruption + " " + severity;
    }

    void check() {
      int side =
          constants == CorruptionConstants.IMAGENET_C
              ? 224
              : constants == CorruptionConstants.CIFAR_10_C ? 32 : 64;
      int count = side == 224 ? 2 : side == 64 ? 6 : 12;
      boolean random = figures.get(1) > 0;
      CorruptionFigures ours =
          CorruptionFigures.of(corruption, severity, side, count, random ? DRAWS : 1);

      assertThat(CorruptionConstants.of(side)).isEqualTo(constants);
      near("mean absolute difference", ours.mad(), 0, 0.1);
      near("structural similarity", ours.ssim(), 2, 0.002);
      near("grain", ours.grain(), 4, 0.1);
    }

    /** Within two per cent or the least that matters, and four standard errors of the draws. */
    private void near(String figure, double ours, int at, double least) {
      double error = figures.get(at + 1) * Math.sqrt(1.0 / DRAWS + 1.0 / ORIGINAL_DRAWS);
      double tolerance = Math.max(0.02 * figures.get(at), least) + 4 * error;
      assertThat(ours).as(figure).isCloseTo(figures.get(at), within(tolerance));
    }
  }

  private static Stream<Row> rows() {
    return LINES.stream()
        .filter(line -> !line.startsWith("#") && !line.startsWith("law,"))
        .map(Row::of);
  }

  private static List<String> lines() {
    try (InputStream in = OriginalFiguresTest.class.getResourceAsStream("imagenet-c-figures.csv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
