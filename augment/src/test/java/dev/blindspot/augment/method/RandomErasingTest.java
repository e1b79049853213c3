package dev.blindspot.augment.method;

import static org.assertj.core.api.Assertions.assertThat;

import dev.blindspot.augment.edit.Edit;
import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.AspectRatioSampling;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Range;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.junit.jupiter.api.Test;

class RandomErasingTest {
  private static final int SIDE = 2000;
  private static final Range ASPECT = new Range(0.3, 1 / 0.3);

  private static RandomErasing erasing(
      Range area, Range aspect, AspectRatioSampling law, int tries) {
    return new RandomErasing(1, area, aspect, law, tries, new Fill.Mean());
  }

  private static double[] ofBoxes(RandomErasing erasing, int size, ToDoubleFunction<Box> measure) {
    return Sampling.sample(
        4000,
        7,
        random -> measure.applyAsDouble(((Patch) erasing.draw(size, size, random).get(0)).box()));
  }

  private static double areaFraction(Box box) {
    return box.area() / ((double) SIDE * SIDE);
  }

  private static double aspect(Box box) {
    return box.height() / (double) box.width();
  }

  /** Up to an area of 0.3, every aspect ratio fits: nothing is drawn anew, laws stay pure. */
  @Test
  void areaIsUniform() {
    RandomErasing erasing = erasing(new Range(0.02, 0.29), ASPECT, AspectRatioSampling.UNIFORM, 1);
    Sampling.assertFollows(
        ofBoxes(erasing, SIDE, RandomErasingTest::areaFraction),
        new UniformRealDistribution(0.02, 0.29));
  }

  @Test
  void aspectIsUniformAsInTheAuthorsCode() {
    RandomErasing erasing = erasing(new Range(0.1, 0.29), ASPECT, AspectRatioSampling.UNIFORM, 1);
    Sampling.assertFollows(
        ofBoxes(erasing, SIDE, RandomErasingTest::aspect),
        new UniformRealDistribution(0.3, 1 / 0.3));
  }

  @Test
  void aspectIsLogUniformOnRequest() {
    RandomErasing erasing =
        erasing(new Range(0.1, 0.29), ASPECT, AspectRatioSampling.LOG_UNIFORM, 1);
    Sampling.assertFollows(
        ofBoxes(erasing, SIDE, box -> Math.log(aspect(box))),
        new UniformRealDistribution(Math.log(0.3), -Math.log(0.3)));
  }

  @Test
  void placeIsUniform() {
    RandomErasing erasing =
        erasing(new Range(0.04, 0.04), new Range(1, 1), AspectRatioSampling.UNIFORM, 1);
    long[] counts = new long[9];
    RandomGenerator random = Sampling.random(3);
    for (int i = 0; i < 9000; i++) {
      counts[((Patch) erasing.draw(10, 10, random).get(0)).box().x()]++;
    }
    Sampling.assertUniform(counts);
  }

  /** The paper's loop, written naively: large flat boxes do not fit and are drawn anew. */
  @Test
  void paperSettingsFollowThePapersLoop() {
    double[] reference = Sampling.sample(4000, 11, RandomErasingTest::naiveArea);
    double[] ours =
        Sampling.sample(
            4000,
            12,
            random -> ((Patch) RandomErasing.paper().draw(224, 224, random).get(0)).box().area());
    Sampling.assertSameLaw(ours, reference);
  }

  private static double naiveArea(RandomGenerator random) {
    while (true) {
      double area = (0.02 + random.nextDouble() * 0.38) * 224 * 224;
      double ratio = 0.3 + random.nextDouble() * (1 / 0.3 - 0.3);
      long height = Math.round(Math.sqrt(area * ratio));
      long width = Math.round(Math.sqrt(area / ratio));
      if (width < 224 && height < 224) {
        return height * width;
      }
    }
  }

  @Property(tries = 300, seed = "1")
  void boxesAreStrictlyInsideWithAreaAndAspectInRange(
      @ForAll @IntRange(min = 20, max = 300) int height,
      @ForAll @IntRange(min = 20, max = 300) int width,
      @ForAll @DoubleRange(min = 0.05, max = 0.5) double area,
      @ForAll @DoubleRange(min = 0.3, max = 3) double aspect,
      @ForAll long seed) {
    Range areas = new Range(area, area + 0.1);
    Range aspects = new Range(aspect, aspect + 0.2);
    List<Edit> edits =
        erasing(areas, aspects, AspectRatioSampling.LOG_UNIFORM, 100)
            .draw(height, width, Sampling.random(seed));
    for (Edit edit : edits) {
      Box box = ((Patch) edit).box();
      assertThat(box.x() + box.width()).isLessThanOrEqualTo(width);
      assertThat(box.y() + box.height()).isLessThanOrEqualTo(height);
      assertThat(box.width()).isBetween(1, width - 1);
      assertThat(box.height()).isBetween(1, height - 1);
      // Rounding moves each side by at most half a pixel.
      double h = box.height();
      double w = box.width();
      assertThat((h - 0.5) * (w - 0.5)).isLessThanOrEqualTo(areas.max() * height * width);
      assertThat((h + 0.5) * (w + 0.5)).isGreaterThanOrEqualTo(areas.min() * height * width);
      assertThat((h - 0.5) / (w + 0.5)).isLessThanOrEqualTo(aspects.max());
      assertThat((h + 0.5) / (w - 0.5)).isGreaterThanOrEqualTo(aspects.min());
    }
  }

  @Test
  void canEraseMoreThanThirtyPercentOfASquare() {
    double[] areas = ofBoxes(RandomErasing.paper(), 224, box -> box.area() / (224.0 * 224));
    assertThat(Arrays.stream(areas).max().orElseThrow()).isBetween(0.38, 0.41);
  }

  /** With an area of 0.9, only ratios of 0.9 to 1/0.9 fit: 7 % of the tries. */
  @Test
  void triesAsOftenAsItSays() {
    assertThat(successes(1)).isBetween(0.05, 0.1);
    assertThat(successes(10)).isBetween(0.4, 0.65);
    assertThat(successes(100)).isGreaterThan(0.99);
  }

  private static double successes(int tries) {
    RandomErasing hard = erasing(new Range(0.9, 0.9), ASPECT, AspectRatioSampling.UNIFORM, tries);
    RandomGenerator random = Sampling.random(5);
    return IntStream.range(0, 1000)
        .map(i -> hard.draw(224, 224, random).size())
        .average()
        .orElseThrow();
  }

  @Test
  void erasesNothingWhenNothingFits() {
    RandomErasing impossible =
        erasing(new Range(1, 1), new Range(1, 1), AspectRatioSampling.UNIFORM, 100);
    assertThat(impossible.draw(32, 32, Sampling.random(1))).isEmpty();
    assertThat(RandomErasing.paper().draw(1, 1, Sampling.random(1))).isEmpty();
  }

  @Test
  void drawsCountBoxes() {
    RandomErasing several =
        new RandomErasing(
            4,
            new Range(0.02, 0.1),
            ASPECT,
            AspectRatioSampling.UNIFORM,
            100,
            new Fill.PatchUniform());
    assertThat(several.draw(64, 64, Sampling.random(1))).hasSize(4);
  }
}
