package dev.blindspot.augment.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Layout;
import dev.blindspot.augment.method.Sampling;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class MixingTest {
  private static final int CLASSES = 4;

  private static INDArray features(long... shape) {
    long values = 1;
    for (long side : shape) {
      values *= side;
    }
    return Nd4j.create(Sampling.sample((int) values, 1, r -> r.nextDouble() * 255))
        .castTo(DataType.FLOAT)
        .reshape('c', shape);
  }

  private static INDArray labels(int rows) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, rows, CLASSES);
    for (int i = 0; i < rows; i++) {
      labels.putScalar(i, i % CLASSES, 1);
    }
    return labels;
  }

  private static final class Batch {
    private final INDArray features;
    private final INDArray labels;

    Batch(INDArray features) {
      this.features = features;
      this.labels = labels((int) features.size(0));
    }
  }

  private static void assertClose(INDArray actual, INDArray expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-4);
  }

  /** The definition on copies: nothing that was mixed is read. */
  private static INDArray naiveSum(INDArray rows, Mixing mixing) {
    INDArray mixed = rows.dup();
    for (int i = 0; i < rows.size(0); i++) {
      double lambda = mixing.lambda()[i];
      INDArray partner = rows.slice(mixing.partner()[i]);
      mixed.slice(i).assign(rows.slice(i).mul(lambda).add(partner.mul(1 - lambda)));
    }
    return mixed;
  }

  private static INDArray naivePaste(INDArray features, Mixing mixing) {
    INDArray mixed = features.dup();
    for (int i = 0; i < features.size(0); i++) {
      Box box = mixing.boxes().get(i);
      for (int y = box.y(); y < box.y() + box.height(); y++) {
        for (int x = box.x(); x < box.x() + box.width(); x++) {
          for (int channel = 0; channel < features.size(1); channel++) {
            float value = features.getFloat(mixing.partner()[i], channel, y, x);
            mixed.putScalar(new long[] {i, channel, y, x}, value);
          }
        }
      }
    }
    return mixed;
  }

  @Property(tries = 60, seed = "1")
  void mixUpIsTheWeightedSumOfOriginals(
      @ForAll @IntRange(min = 1, max = 9) int batchSize,
      @ForAll Pairing pairing,
      @ForAll long seed) {
    Batch batch = new Batch(features(batchSize, 3, 5, 7));
    Mixing mixing = new MixUp(1, pairing).draw(batchSize, 5, 7, Sampling.random(seed));
    INDArray features = naiveSum(batch.features, mixing);
    INDArray labels = naiveSum(batch.labels, mixing);
    mixing.apply(batch.features, batch.labels);
    assertClose(batch.features, features);
    assertClose(batch.labels, labels);
    assertLabelSums(batch.labels);
  }

  @Property(tries = 60, seed = "1")
  void cutMixReplacesTheBoxByTheOriginalPartners(
      @ForAll @IntRange(min = 1, max = 9) int batchSize,
      @ForAll Pairing pairing,
      @ForAll boolean areaCorrection,
      @ForAll long seed) {
    Mixing mixing =
        new CutMix(1, pairing, areaCorrection).draw(batchSize, 6, 8, Sampling.random(seed));
    Batch planar = new Batch(features(batchSize, 3, 6, 8));
    Batch packed = new Batch(planar.features.permute(0, 2, 3, 1).dup('c'));
    INDArray features = naivePaste(planar.features, mixing);
    INDArray labels = naiveSum(planar.labels, mixing);
    mixing.apply(planar.features, planar.labels);
    mixing.apply(packed.features, packed.labels, Layout.NHWC);
    assertThat(planar.features).isEqualTo(features);
    assertThat(packed.features.permute(0, 3, 1, 2).dup('c')).isEqualTo(features);
    assertClose(planar.labels, labels);
    assertClose(packed.labels, labels);
    assertLabelSums(planar.labels);
  }

  private static void assertLabelSums(INDArray labels) {
    for (double sum : labels.sum(1).toDoubleVector()) {
      assertThat(sum).isCloseTo(1, within(1e-6));
    }
  }

  /** Rows longer than a block, and batches with cycles of three. */
  @Test
  void mixesLongRows() {
    Batch batch = new Batch(features(3, 3, 50, 61));
    Mixing mixing = new Mixing(new int[] {1, 2, 0}, new double[] {0.25, 0.5, 0.75}, List.of());
    INDArray expected = naiveSum(batch.features, mixing);
    mixing.apply(batch.features, batch.labels);
    assertClose(batch.features, expected);
  }

  @Test
  void weightsOneAndZeroAreExact() {
    Batch batch = new Batch(features(3, 3, 4, 5));
    INDArray before = batch.features.dup();
    INDArray labels = batch.labels.dup();
    new Mixing(new int[] {1, 2, 0}, new double[] {1, 1, 1}, List.of())
        .apply(batch.features, batch.labels);
    assertThat(batch.features).isEqualTo(before);
    assertThat(batch.labels).isEqualTo(labels);

    batch.features.putScalar(new int[] {0, 0, 0, 0}, Float.NaN);
    new Mixing(new int[] {1, 2, 0}, new double[] {0, 0, 0}, List.of())
        .apply(batch.features, batch.labels);
    assertThat(batch.features.slice(0)).isEqualTo(before.slice(1));
    assertThat(batch.features.slice(1)).isEqualTo(before.slice(2));
    assertThat(batch.features.getFloat(2, 0, 0, 0)).isNaN();
    assertThat(batch.labels.slice(2)).isEqualTo(labels.slice(0));
  }

  @Test
  void aBatchOfOneStaysAsItIs() {
    for (BatchAugmentation augmentation : List.of(MixUp.paper(), CutMix.paper())) {
      Batch batch = new Batch(features(1, 3, 8, 8));
      INDArray before = batch.features.dup();
      augmentation.draw(1, 8, 8, Sampling.random(1)).apply(batch.features, batch.labels);
      assertThat(batch.features).isEqualTo(before);
      assertThat(batch.labels).isEqualTo(labels(1));
    }
  }

  @Test
  void mixesViewsWhereTheyAre() {
    INDArray large = features(6, 3, 4, 5);
    INDArray before = large.dup();
    INDArray view = large.get(NDArrayIndex.interval(2, 5));
    INDArray labels = Nd4j.vstack(labels(3), labels(3)).get(NDArrayIndex.interval(1, 4));
    Mixing mixing = new Mixing(new int[] {2, 0, 1}, new double[] {0.3, 0.6, 0.9}, List.of());
    INDArray expected = naiveSum(view.dup(), mixing);
    INDArray expectedLabels = naiveSum(labels.dup(), mixing);
    mixing.apply(view, labels);
    assertClose(large.get(NDArrayIndex.interval(2, 5)), expected);
    assertClose(labels, expectedLabels);
    for (int untouched : new int[] {0, 1, 5}) {
      assertThat(large.slice(untouched)).isEqualTo(before.slice(untouched));
    }
  }

  @Test
  void mixesColumnMajorLabels() {
    INDArray labels = labels(3).dup('f');
    new Mixing(new int[] {1, 2, 0}, new double[] {0.5, 0.5, 0.5}, List.of()).applyToLabels(labels);
    assertThat(labels.toFloatMatrix())
        .isEqualTo(new float[][] {{0.5f, 0.5f, 0, 0}, {0, 0.5f, 0.5f, 0}, {0.5f, 0, 0.5f, 0}});
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 4})
  void lambdaFollowsItsBetaLaw(double alpha) {
    double[] lambda =
        Sampling.sample(
            3000, 21, r -> new MixUp(alpha, Pairing.PER_BATCH).draw(2, 4, 4, r).lambda()[0]);
    Sampling.assertFollows(lambda, new BetaDistribution(alpha, alpha));
  }

  @Test
  void everyPairHasALambdaOfItsOwnOnRequest() {
    double[] perPair =
        new MixUp(0.2, Pairing.PER_PAIR).draw(3000, 1, 1, Sampling.random(3)).lambda();
    Sampling.assertFollows(perPair, new BetaDistribution(0.2, 0.2));
    double[] perBatch = MixUp.paper().draw(30, 1, 1, Sampling.random(3)).lambda();
    assertThat(perBatch).containsOnly(perBatch[0]);
    assertThat(new CutMix(1, Pairing.PER_PAIR, true).draw(9, 99, 99, Sampling.random(3)).boxes())
        .doesNotHaveDuplicates();
    assertThat(CutMix.paper().draw(9, 99, 99, Sampling.random(3)).boxes()).hasSize(9);
    assertThat(CutMix.paper().draw(9, 99, 99, Sampling.random(3)).boxes().stream().distinct())
        .hasSize(1);
  }

  @Test
  void partnersAreUniform() {
    long[] counts = new long[6];
    for (int seed = 0; seed < 6000; seed++) {
      int[] partner = MixUp.paper().draw(3, 1, 1, Sampling.random(seed)).partner();
      counts[partner[0] * 2 + (partner[1] > partner[2] ? 1 : 0)]++;
    }
    Sampling.assertUniform(counts);
  }

  /** The uncorrected lambda is the part that is kept: the box has the share 1 - lambda. */
  @Test
  void cutMixRatioIsNotInverted() {
    CutMix plain = new CutMix(1, Pairing.PER_PAIR, false);
    Mixing mixing = plain.draw(500, 1000, 1000, Sampling.random(5));
    IntStream.range(0, 500)
        .filter(i -> isUnclipped(mixing.boxes().get(i)))
        .forEach(
            i ->
                assertThat(mixing.boxes().get(i).area() / 1e6)
                    .isCloseTo(1 - mixing.lambda()[i], within(0.002)));
    assertThat(mixing.boxes()).filteredOn(MixingTest::isUnclipped).hasSizeGreaterThan(50);
  }

  private static boolean isUnclipped(Box box) {
    return box.x() > 0
        && box.y() > 0
        && box.x() + box.width() < 1000
        && box.y() + box.height() < 1000;
  }

  @Test
  void cutMixCorrectsLambdaByTheClippedArea() {
    Mixing mixing = new CutMix(1, Pairing.PER_PAIR, true).draw(300, 20, 30, Sampling.random(6));
    for (int i = 0; i < 300; i++) {
      Box box = mixing.boxes().get(i);
      assertThat(mixing.lambda()[i]).isEqualTo(1 - box.area() / 600.0);
      assertThat(box.x() + box.width()).isLessThanOrEqualTo(30);
      assertThat(box.y() + box.height()).isLessThanOrEqualTo(20);
    }
  }

  @Test
  void aMaskedLabelMasksWhatItIsMixedInto() {
    INDArray mask = Nd4j.create(new float[][] {{1}, {0}, {1}, {1}});
    new Mixing(new int[] {1, 2, 3, 0}, new double[] {0.5, 0, 1, 0.5}, List.of())
        .applyToLabelMask(mask);
    assertThat(mask.toFloatVector()).containsExactly(0, 1, 1, 1);
  }

  @Test
  void refusesOtherShapesAndTypesAndChangesNothing() {
    Mixing sum = new Mixing(new int[] {1, 0}, new double[] {0.5, 0.5}, List.of());
    INDArray images = features(2, 3, 4, 5);
    INDArray before = images.dup();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.apply(images, labels(3)))
        .withMessage("labels must have the shape [2,...], was [3, 4]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.apply(images, labels(2).castTo(DataType.DOUBLE)))
        .withMessage("labels must be float32, was DOUBLE");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sum.apply(features(3, 3, 4, 5), labels(2)))
        .withMessage("features must have the shape [2,...], was [3, 3, 4, 5]");
    Box tooLarge = new Box(0, 0, 6, 1);
    Mixing paste =
        new Mixing(new int[] {1, 0}, new double[] {0.5, 0.5}, List.of(tooLarge, tooLarge));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> paste.apply(images, labels(2)))
        .withMessage("box must lie within the image (5 x 4), was 6 x 1 px at (0, 0)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> paste.apply(features(2, 12), labels(2)))
        .withMessageStartingWith("features must have the shape [N,C,H,W] or [N,H,W,C]");
    assertThat(images).isEqualTo(before);
  }

  @Test
  void isAnImmutableValue() {
    int[] partner = {1, 0};
    double[] lambda = {0.5, 0.5};
    Mixing mixing = new Mixing(partner, lambda, List.of());
    partner[0] = 7;
    lambda[0] = 7;
    mixing.partner()[1] = 7;
    mixing.lambda()[1] = 7;
    Mixing same = new Mixing(new int[] {1, 0}, new double[] {0.5, 0.5}, List.of());
    assertThat(mixing).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(mixing).hasToString("partner [1, 0], lambda [0.5, 0.5], boxes []");
    assertThat(mixing)
        .isNotEqualTo(new Mixing(new int[] {1, 0}, new double[] {0.5, 0.4}, List.of()));
  }

  /** What is allocated is for the batch, however many images it has. */
  @Test
  void allocatesNothingPerImage() {
    for (BatchAugmentation method : List.of(MixUp.paper(), CutMix.paper())) {
      long few = allocated(method, 4);
      long many = allocated(method, 64);
      assertThat(many).as("%s: %d bytes for 4 images", method, few).isLessThan(few + 60 * 8);
    }
  }

  /** Bytes of a mixing that is not the thread's first one. */
  private static long allocated(BatchAugmentation method, int images) {
    Mixing mixing = method.draw(images, 8, 8, Sampling.random(1));
    INDArray features = Nd4j.ones(DataType.FLOAT, images, 3, 8, 8);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 50; i++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      mixing.applyToFeatures(features, Layout.NCHW);
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
