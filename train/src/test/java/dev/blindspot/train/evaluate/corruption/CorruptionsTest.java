package dev.blindspot.train.evaluate.corruption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.data.image.DecodedImage;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CorruptionsTest {
  private static final int SIDE = 96;

  @ParameterizedTest
  @EnumSource(Corruption.class)
  void isTheSameForASeedAndAImage(Corruption corruption) {
    DecodedImage image = scene();
    byte[] before = image.bgr().clone();

    byte[] first = Corruptions.apply(corruption, 3, image, 7, 2).bgr();

    assertThat(Corruptions.apply(corruption, 3, image, 7, 2).bgr()).isEqualTo(first);
    assertThat(first).isNotEqualTo(before);
    assertThat(image.bgr()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Corruption.class)
  void severitiesRise(Corruption corruption) {
    DecodedImage image = scene();
    double[] distances =
        IntStream.rangeClosed(1, Corruptions.SEVERITIES)
            .mapToDouble(s -> distance(image, Corruptions.apply(corruption, s, image, 7, 2)))
            .toArray();

    assertThat(distances[0]).isPositive();
    assertThat(distances[4]).isGreaterThan(5);
    // elastic's slight severities move the whole image, the strong ones crumple it
    if (corruption != Corruption.ELASTIC) {
      assertThat(distances[4]).isGreaterThan(1.15 * distances[0]);
    }
    // fog's severity 4 is rougher than 3, not thicker; coarse pixels can happen to fit the stripes
    if (!Set.of(Corruption.FOG, Corruption.PIXELATE, Corruption.ELASTIC).contains(corruption)) {
      assertThat(distances).isSorted();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Corruption.class,
      names = {"GAUSSIAN_NOISE", "SHOT_NOISE", "IMPULSE_NOISE", "MOTION_BLUR", "FOG", "ELASTIC"})
  void imagesAndSeedsGetTheirOwnDraws(Corruption corruption) {
    byte[] one = Corruptions.apply(corruption, 3, scene(), 7, 2).bgr();

    assertThat(Corruptions.apply(corruption, 3, scene(), 7, 3).bgr()).isNotEqualTo(one);
    assertThat(Corruptions.apply(corruption, 3, scene(), 8, 2).bgr()).isNotEqualTo(one);
  }

  @Test
  void gaussianNoiseHasItsDeviation() {
    double[] noise = values(Corruptions.apply(Corruption.GAUSSIAN_NOISE, 1, grey(128), 1, 0));

    assertThat(mean(noise)).isCloseTo(128, within(0.5));
    assertThat(deviation(noise)).isCloseTo(0.08 * 255, within(0.3));
  }

  @Test
  void shotNoiseCountsPhotons() {
    // 60 photons at white: variance of the value v is v * 255 / 60
    double[] noise = values(Corruptions.apply(Corruption.SHOT_NOISE, 1, grey(100), 1, 0));

    assertThat(mean(noise)).isCloseTo(100, within(0.5));
    assertThat(deviation(noise)).isCloseTo(Math.sqrt(100 * 255 / 60.0), within(0.3));
    assertThat(values(Corruptions.apply(Corruption.SHOT_NOISE, 5, grey(0), 1, 0))).containsOnly(0);
  }

  @Test
  void impulsesAreBlackAndWhiteAlike() {
    double[] noise = values(Corruptions.apply(Corruption.IMPULSE_NOISE, 5, grey(100), 1, 0));

    assertThat(share(noise, 0)).isCloseTo(0.135, within(0.01));
    assertThat(share(noise, 255)).isCloseTo(0.135, within(0.01));
    assertThat(share(noise, 100)).isCloseTo(0.73, within(0.015));
  }

  @Test
  void brightnessKeepsHueAndSaturation() {
    DecodedImage image = constant(50, 100, 20);

    // the largest channel gains 0.2 * 255 = 51, the others in proportion
    assertThat(first(Corruptions.apply(Corruption.BRIGHTNESS, 2, image, 1, 0)))
        .containsExactly(76, 151, 30);
    assertThat(first(Corruptions.apply(Corruption.BRIGHTNESS, 2, grey(0), 1, 0)))
        .containsExactly(51, 51, 51);
  }

  @Test
  void contrastDrawsTowardsTheMeanOfEachChannel() {
    // 0.4 of the distance remains of large images, 0.75 of small ones
    assertThat(first(Corruptions.apply(Corruption.CONTRAST, 1, halfBright(66), 1, 0)))
        .containsExactly(140, 140, 140);
    assertThat(first(Corruptions.apply(Corruption.CONTRAST, 1, halfBright(2), 1, 0)))
        .containsExactly(175, 175, 175);
  }

  /** One half 200, one black: mean 100. */
  private static DecodedImage halfBright(int width) {
    byte[] bgr = new byte[width * 3];
    Arrays.fill(bgr, 0, bgr.length / 2, (byte) 200);
    return new DecodedImage(1, width, bgr);
  }

  @Test
  void blursKeepAnEvenImage() {
    for (Corruption blur :
        new Corruption[] {
          Corruption.DEFOCUS_BLUR,
          Corruption.MOTION_BLUR,
          Corruption.ZOOM_BLUR,
          Corruption.PIXELATE,
          Corruption.ELASTIC
        }) {
      double[] values = values(Corruptions.apply(blur, 5, grey(77), 1, 0));
      assertThat(Arrays.stream(values).min().orElseThrow()).as(blur.name()).isBetween(76.0, 78.0);
      assertThat(Arrays.stream(values).max().orElseThrow()).as(blur.name()).isBetween(76.0, 78.0);
    }
  }

  @Test
  void defocusSpreadsAPointOverItsDisk() {
    DecodedImage point = grey(0);
    int middle = 3 * (112 * 224 + 112);
    DecodedImage large = new DecodedImage(224, 224, new byte[224 * 224 * 3]);
    Arrays.fill(large.bgr(), middle, middle + 3, (byte) 255);
    assertThat(point.bgr()).containsOnly(0);

    // radius 4 at 224 pixels: 255 / (pi 16) = 5 in the disk, nothing at distance 6
    byte[] blurred = Corruptions.apply(Corruption.DEFOCUS_BLUR, 2, large, 1, 0).bgr();
    assertThat(blurred[middle] & 0xff).isBetween(4, 6);
    assertThat(blurred[middle + 9] & 0xff).isBetween(4, 6);
    assertThat(blurred[middle + 18] & 0xff).isZero();
  }

  @Test
  void pixelsOfAnyShapeAreTaken() {
    for (Corruption corruption : Corruption.values()) {
      DecodedImage odd = new DecodedImage(17, 33, new byte[17 * 33 * 3]);
      DecodedImage result = Corruptions.apply(corruption, 5, odd, 1, 0);
      assertThat(result.height()).isEqualTo(17);
      assertThat(result.width()).isEqualTo(33);
    }
  }

  @Test
  void theLongerSideChoosesTheLaw() {
    assertThat(CorruptionConstants.of(32)).isEqualTo(CorruptionConstants.CIFAR_10_C);
    assertThat(CorruptionConstants.of(33)).isEqualTo(CorruptionConstants.TINY_IMAGENET_C);
    assertThat(CorruptionConstants.of(64)).isEqualTo(CorruptionConstants.TINY_IMAGENET_C);
    assertThat(CorruptionConstants.of(65)).isEqualTo(CorruptionConstants.IMAGENET_C);
  }

  @Test
  void refusesASeverityThatThereIsNot() {
    assertThatThrownBy(() -> Corruptions.apply(Corruption.FOG, 6, grey(1), 1, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("severity must be between 1 and 5, was 6");
  }

  /** Edges, a slope and fine stripes. */
  private static DecodedImage scene() {
    byte[] bgr = new byte[SIDE * SIDE * 3];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int base = x > 30 && x < 70 && y > 40 && y < 80 ? 200 : 40 + y;
        int stripes = y < 30 && x % 6 < 3 ? 60 : 0;
        for (int c = 0; c < 3; c++) {
          bgr[3 * (y * SIDE + x) + c] = (byte) (base + stripes - 15 * c);
        }
      }
    }
    return new DecodedImage(SIDE, SIDE, bgr);
  }

  private static DecodedImage grey(int value) {
    return constant(value, value, value);
  }

  private static DecodedImage constant(int blue, int green, int red) {
    byte[] bgr = new byte[SIDE * SIDE * 3];
    for (int i = 0; i < bgr.length; i += 3) {
      bgr[i] = (byte) blue;
      bgr[i + 1] = (byte) green;
      bgr[i + 2] = (byte) red;
    }
    return new DecodedImage(SIDE, SIDE, bgr);
  }

  private static int[] first(DecodedImage image) {
    byte[] bgr = image.bgr();
    return new int[] {bgr[0] & 0xff, bgr[1] & 0xff, bgr[2] & 0xff};
  }

  private static double[] values(DecodedImage image) {
    byte[] bgr = image.bgr();
    double[] values = new double[bgr.length];
    Arrays.setAll(values, i -> bgr[i] & 0xff);
    return values;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  private static double share(double[] values, double of) {
    return Arrays.stream(values).filter(v -> v == of).count() / (double) values.length;
  }

  private static double distance(DecodedImage one, DecodedImage other) {
    double[] a = values(one);
    double[] b = values(other);
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum / a.length);
  }
}
