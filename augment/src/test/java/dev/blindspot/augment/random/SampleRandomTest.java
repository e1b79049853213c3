package dev.blindspot.augment.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleRandomTest {
  @Test
  void sameKeyDrawsTheSame() {
    RandomGenerator one = SampleRandom.of(7, 3, 11);
    RandomGenerator other = SampleRandom.of(7, 3, 11);
    assertThat(IntStream.range(0, 100).mapToLong(i -> one.nextLong()))
        .containsExactly(
            IntStream.range(0, 100).mapToObj(i -> other.nextLong()).toArray(Long[]::new));
  }

  @Test
  void everyPartOfTheKeyCounts() {
    Set<Long> first = new HashSet<>();
    for (long seed = -2; seed < 3; seed++) {
      for (long epoch = 0; epoch < 40; epoch++) {
        for (long sample = 0; sample < 500; sample++) {
          first.add(SampleRandom.of(seed, epoch, sample).nextLong());
        }
      }
    }
    assertThat(first).hasSize(5 * 40 * 500);
  }

  @Test
  void purposesAreIndependent() {
    assertThat(SampleRandom.of(1, "weights").nextLong())
        .isNotEqualTo(SampleRandom.of(1, "split").nextLong())
        .isNotEqualTo(SampleRandom.of(2, "weights").nextLong())
        .isNotEqualTo(SampleRandom.of(1, "weights", 0, 0).nextLong());
    assertThat(SampleRandom.of(1, "mix", 0, 4).nextLong())
        .isNotEqualTo(SampleRandom.of(1, "erase", 0, 4).nextLong());
    assertThat(SampleRandom.key(1, "ab")).isNotEqualTo(SampleRandom.key(1, "ba"));
    assertThat(SampleRandom.key(1, "a\0")).isNotEqualTo(SampleRandom.key(1, "a"));
  }

  /**
   * What a shared stream guarantees and a badly mixed key does not: neighbours are as good as
   * independent.
   */
  @Test
  void firstDrawsOfNeighbouringSamplesAreUniformAndUncorrelated() {
    int samples = 20_000;
    double[] draws =
        IntStream.range(0, samples)
            .mapToDouble(i -> SampleRandom.of(5, 0, i).nextDouble())
            .toArray();
    double mean = IntStream.range(0, samples).mapToDouble(i -> draws[i]).average().orElseThrow();
    double product =
        IntStream.range(1, samples)
            .mapToDouble(i -> (draws[i] - 0.5) * (draws[i - 1] - 0.5))
            .average()
            .orElseThrow();
    assertThat(mean).isCloseTo(0.5, within(0.01));
    assertThat(12 * product).isCloseTo(0, within(0.03));
  }

  @Test
  void oneBitOfTheKeyChangesHalfOfTheResult() {
    double changed = 0;
    for (int bit = 0; bit < 64; bit++) {
      long a = SampleRandom.of(42, 1, 1000).nextLong();
      changed += Long.bitCount(a ^ SampleRandom.of(42 ^ 1L << bit, 1, 1000).nextLong());
      changed += Long.bitCount(a ^ SampleRandom.of(42, 1 ^ 1L << bit, 1000).nextLong());
      changed += Long.bitCount(a ^ SampleRandom.of(42, 1, 1000 ^ 1L << bit).nextLong());
    }
    assertThat(changed / (3 * 64)).isCloseTo(32, within(1.5));
  }

  /**
   * SplittableRandom made from a number is SplitMix64 with the golden gamma: an independent
   * implementation.
   */
  @Test
  void theGeneratorIsSplitMix64() {
    RandomGenerator ours = SampleRandom.of(0, "purpose");
    SplittableRandom reference = new SplittableRandom(SampleRandom.key(0, "purpose"));
    for (int i = 0; i < 50; i++) {
      assertThat(ours.nextLong()).isEqualTo(reference.nextLong());
    }
  }

  /** Runs are repeated by their seed for years: these numbers must never change. */
  @Test
  void drawsStayWhatTheyAre() {
    assertThat(SampleRandom.of(1, 2, 3).nextLong()).isEqualTo(1789849243848031969L);
    assertThat(SampleRandom.of(1, "split").nextLong()).isEqualTo(-5076460455512810670L);
  }
}
