package dev.blindspot.augment.canvas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.method.Sampling;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.augment.paint.FloatPainter;
import dev.blindspot.augment.random.SplitMix;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Noise depends on seed and place alone, on every target and however an image is cut up. */
class NoiseTest {
  private static final Rgb MEAN = new Rgb(124, 116, 104);
  private static final int WIDTH = 2500; // more than two blocks of places
  private static final int HEIGHT = 3;

  static List<Fill> fills() {
    return List.of(new Fill.PixelUniform(), new Fill.PixelNormal());
  }

  private static byte[] bytes(Fill fill, Box... boxes) {
    byte[] bgr = new byte[3 * HEIGHT * WIDTH];
    for (Box box : boxes) {
      new BytePainter(MEAN).paint(bgr, HEIGHT, WIDTH, List.of(new Patch(box, fill, 5)));
    }
    return bgr;
  }

  @ParameterizedTest
  @MethodSource("fills")
  void isTheSameHoweverItIsCutUp(Fill fill) {
    byte[] whole = bytes(fill, new Box(0, 0, WIDTH, HEIGHT));
    assertThat(
            bytes(
                fill,
                new Box(0, 0, 1, HEIGHT),
                new Box(1, 0, 1022, HEIGHT),
                new Box(1023, 0, 2, HEIGHT),
                new Box(1025, 0, 1030, HEIGHT),
                new Box(2055, 0, 445, 1),
                new Box(2055, 1, 445, 2)))
        .isEqualTo(whole);
  }

  @ParameterizedTest
  @MethodSource("fills")
  void isTheSameAsFloatsInBothLayouts(Fill fill) {
    byte[] expected = bytes(fill, new Box(3, 0, WIDTH - 3, HEIGHT));
    for (Layout layout : Layout.values()) {
      FloatBuffer values = FloatBuffer.allocate(3 * HEIGHT * WIDTH + 7);
      new FloatPainter(MEAN, layout)
          .paint(
              values,
              5,
              HEIGHT,
              WIDTH,
              List.of(new Patch(new Box(3, 0, WIDTH - 3, HEIGHT), fill, 5)));
      for (int i = 0; i < expected.length; i++) {
        int pixel = i / 3;
        int place = layout == Layout.NHWC ? i : i % 3 * HEIGHT * WIDTH + pixel;
        assertThat(values.get(5 + place)).isEqualTo(expected[i] & 255);
      }
      assertThat(values.get(4)).isZero();
      assertThat(values.get(5 + expected.length)).isZero();
    }
  }

  /** The JDK's generator of that name gives the same numbers, one after the other. */
  @Test
  void bitsAreThoseOfSplitMix64() {
    for (long seed : new long[] {0, 1, -5, Long.MAX_VALUE}) {
      SplittableRandom reference = new SplittableRandom(seed);
      for (int i = 0; i < 20; i++) {
        assertThat(SplitMix.bits(seed, i)).isEqualTo(reference.nextLong());
      }
    }
  }

  /** Rows, channels and seeds have nothing to do with each other. */
  @ParameterizedTest
  @MethodSource("fills")
  void isNotCorrelated(Fill fill) {
    byte[] bgr = bytes(fill, new Box(0, 0, WIDTH, HEIGHT));
    double[][] rows = new double[9][WIDTH];
    for (int i = 0; i < bgr.length; i++) {
      rows[3 * (i / (3 * WIDTH)) + i % 3][i / 3 % WIDTH] = bgr[i] & 255;
    }
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < i; j++) {
        assertThat(new PearsonsCorrelation().correlation(rows[i], rows[j]))
            .isCloseTo(0, within(0.08));
      }
      double[] next = Arrays.copyOfRange(rows[i], 1, WIDTH);
      assertThat(new PearsonsCorrelation().correlation(Arrays.copyOf(rows[i], WIDTH - 1), next))
          .isCloseTo(0, within(0.08));
    }
  }

  @ParameterizedTest
  @MethodSource("fills")
  void rowsOfManySeedsDiffer(Fill fill) {
    Set<List<Byte>> rows = new HashSet<>();
    for (int seed = 0; seed < 3000; seed++) {
      byte[] bgr = new byte[3 * 16];
      new BytePainter(MEAN).paint(bgr, 1, 16, List.of(new Patch(new Box(0, 0, 16, 1), fill, seed)));
      Byte[] boxed = new Byte[bgr.length];
      Arrays.setAll(boxed, i -> bgr[i]);
      rows.add(List.of(boxed));
    }
    // Of 2^17 pieces, 3000 draws take about 34 a second time.
    assertThat(rows.size()).isBetween(2930, 2999);
  }

  @Test
  void everyChannelHoldsEveryValueAsOftenAsItsLawSays() {
    byte[] uniform = NoiseTable.uniform().packed();
    int[] counts = new int[3 * 256];
    for (int i = 0; i < 3 << 17; i++) {
      counts[i % 3 * 256 + (uniform[i] & 255)]++;
    }
    assertThat(counts).containsOnly(512);
  }

  /** Behind the last place a whole block can be read; it is the beginning again. */
  @Test
  void theTableGoesRound() {
    byte[] packed = NoiseTable.uniform().packed();
    float[] planes = NoiseTable.uniform().planes();
    for (int place = 0; place < 1024; place++) {
      for (int channel = 0; channel < 3; channel++) {
        int behind = (1 << 17) + place;
        assertThat(packed[3 * behind + channel]).isEqualTo(packed[3 * place + channel]);
        assertThat(planes[NoiseTable.inPlane(channel, behind)])
            .isEqualTo(packed[3 * place + channel] & 255);
      }
    }
  }

  @Test
  void placesAreUniformAndRunThroughABlock() {
    long[] counts = new long[64];
    for (int row = 0; row < 20_000; row++) {
      int place = NoiseTable.uniform().place(3, 0, row);
      counts[place >> 11]++;
      assertThat(NoiseTable.uniform().place(3, 1023, row)).isEqualTo(place + 1023);
      assertThat(NoiseTable.uniform().place(3, 1024, row)).isNotEqualTo(place + 1024);
    }
    Sampling.assertUniform(counts);
  }

  /** Tables are kept for some means; more of them only take the time to be made again. */
  @Test
  void tablesOfMoreMeansThanAreKeptAreTheSameAgain() {
    byte[] first = NoiseTable.normal(new Rgb(1, 2, 3)).packed();
    assertThat(NoiseTable.normal(new Rgb(1, 2, 3)).packed()).isSameAs(first);
    for (int mean = 10; mean < 20; mean++) {
      NoiseTable.normal(new Rgb(mean, mean, mean));
    }
    assertThat(NoiseTable.normal(new Rgb(1, 2, 3)).packed()).isNotSameAs(first).isEqualTo(first);
  }

  @Test
  void normalNoiseFollowsTheMeanThatIsGiven() {
    for (double mean : new double[] {0, 60, 128, 200, 255}) {
      byte[] bgr = new byte[3 * 200 * 200];
      new BytePainter(new Rgb(mean, mean, mean))
          .paint(
              bgr,
              200,
              200,
              List.of(new Patch(new Box(0, 0, 200, 200), new Fill.PixelNormal(), 1)));
      long below = 0;
      for (byte value : bgr) {
        below += (value & 255) < mean ? 1 : 0;
      }
      double expected = mean == 0 ? 0 : 0.5;
      assertThat(below / (double) bgr.length).isCloseTo(expected, within(0.01));
    }
  }

  /** Neighbouring pixels and the channels of a pixel: every combination is equally frequent. */
  @ParameterizedTest
  @MethodSource("fills")
  void levelsOfDifferentNumbersAreIndependent(Fill fill) {
    byte[] bgr = bytes(fill, new Box(0, 0, WIDTH, HEIGHT));
    int[] medians = fill instanceof Fill.PixelNormal ? new int[] {104, 116, 124} : half();
    long[] counts = new long[64];
    for (int i = 0; i + 6 <= bgr.length; i += 6) {
      int combination = 0;
      for (int j = 0; j < 6; j++) {
        combination = 2 * combination + ((bgr[i + j] & 255) < medians[j % 3] ? 1 : 0);
      }
      counts[combination]++;
    }
    if (fill instanceof Fill.PixelUniform) {
      Sampling.assertUniform(counts);
    }
    // Means about 57; five standard deviations are 38, and rounding takes 0.3 % off a half.
    for (long count : counts) {
      assertThat(count).isBetween(20L, 98L);
    }
  }

  private static int[] half() {
    return new int[] {128, 128, 128};
  }

  /** The colours of normal noise fill the cube of their three channels evenly. */
  @Test
  void channelsOfNormalNoiseAreIndependent() {
    byte[] bgr = new byte[3 * 400 * 400];
    new BytePainter(MEAN)
        .paint(
            bgr, 400, 400, List.of(new Patch(new Box(0, 0, 400, 400), new Fill.PixelNormal(), 9)));
    int[] means = {104, 116, 124};
    int[] counts = new int[64];
    for (int i = 0; i < bgr.length; i += 3) {
      int cell = 0;
      for (int channel = 0; channel < 3; channel++) {
        int value = bgr[i + channel] & 255;
        int lower = means[channel] - 39; // the quartiles are 38.85 away
        int quarter = value < lower ? 0 : value < means[channel] ? 1 : value <= lower + 78 ? 2 : 3;
        cell = 4 * cell + quarter;
      }
      counts[cell]++;
    }
    for (int count : counts) {
      assertThat(count / 2500.0).isBetween(0.8, 1.2);
    }
  }

  @Test
  void floatsMustFitIntoTheBuffer() {
    FloatPainter painter = new FloatPainter(MEAN, Layout.NCHW);
    FloatBuffer values = FloatBuffer.allocate(30);
    painter.paint(values, 3, 3, 3, List.of());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> painter.paint(values, 4, 3, 3, List.of()))
        .withMessage("values must have 27 floats from 4 on for 3 x 3 pixels, have 30 in all");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> painter.paint(values, -1, 3, 3, List.of()))
        .withMessageStartingWith("values must have 27 floats from -1 on");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> painter.paint(values, 0, 0, 3, List.of()))
        .withMessage("height must be >= 1, was 0");
  }
}
