package dev.blindspot.train.evaluate.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.robustness.Condition.Corrupted;
import dev.blindspot.train.evaluate.robustness.Condition.Untouched;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConditionScorerTest {
  private static final int SIDE = 16;
  private static final int IMAGES = 5;
  private static final BytePainter PAINTER = new BytePainter(new Rgb(0, 0, 0));
  private static final List<Condition> CONDITIONS =
      List.of(
          new Untouched(),
          new OcclusionPainter(Position.RANDOM, new Fill.PixelUniform(), 1, 0.3, 0, 1),
          new Corrupted(Corruption.IMPULSE_NOISE, 3, 1));

  /** p(class 0) is the mean of all pixels. */
  private static final Scorer BRIGHTNESS =
      batch -> {
        INDArray mean = batch.mean(1, 2, 3).div(255);
        return Nd4j.stack(1, mean, mean.rsub(1));
      };

  private final AtomicIntegerArray asked = new AtomicIntegerArray(IMAGES);

  @Test
  void whatIsSaidDoesNotDependOnTheBatchSize() {
    ConditionScorer.Scored one = score(1, BRIGHTNESS);
    for (int batchSize : new int[] {2, 4, 15, 64}) {
      ConditionScorer.Scored other = score(batchSize, BRIGHTNESS);
      for (int c = 0; c < CONDITIONS.size(); c++) {
        assertThat(other.byCondition().get(c).trueProbabilities())
            .containsExactly(one.byCondition().get(c).trueProbabilities());
      }
    }
  }

  @Test
  void everyScoreBelongsToItsImageAndCondition() {
    ConditionScorer.Scored said = score(4, BRIGHTNESS);

    for (int c = 0; c < CONDITIONS.size(); c++) {
      for (int i = 0; i < IMAGES; i++) {
        byte[] shown = CONDITIONS.get(c).show(image(i), i, null, PAINTER).bgr();
        double mean = 0;
        for (byte value : shown) {
          mean += (value & 0xff) / 255.0 / shown.length;
        }
        assertThat(said.byCondition().get(c).probability(i, 0))
            .isCloseTo(mean, org.assertj.core.api.Assertions.within(1e-5));
      }
    }
  }

  @Test
  void everyImageIsDecodedOnceAndStaysAsItIs() {
    score(4, BRIGHTNESS);

    for (int i = 0; i < IMAGES; i++) {
      assertThat(asked.get(i)).isEqualTo(1);
    }
    assertThat(score(4, BRIGHTNESS).byCondition().get(0).probability(2, 0))
        .isCloseTo(42 / 255.0, org.assertj.core.api.Assertions.within(1e-5));
  }

  @Test
  void batchesAreFullButTheLast() {
    List<Long> sizes = new ArrayList<>();
    score(
        4,
        batch -> {
          sizes.add(batch.size(0));
          return BRIGHTNESS.score(batch);
        });

    assertThat(sizes).containsExactly(4L, 4L, 4L, 3L);
  }

  @Test
  void progressCoversAllConditionsAndTheThroughputIsSaid() {
    List<Integer> heard = new ArrayList<>();
    ConditionScorer.Scored said =
        new ConditionScorer(4, PAINTER)
            .score(
                BRIGHTNESS,
                images(),
                new int[IMAGES],
                CONDITIONS,
                null,
                (done, total) -> {
                  assertThat(total).isEqualTo(15);
                  heard.add(done);
                });

    assertThat(heard).containsExactly(4, 8, 12, 15);
    assertThat(said.throughput().images()).isEqualTo(15);
    assertThat(said.throughput().imagesPerSecond()).isPositive();
    assertThat(said.throughput().scoringSeconds()).isLessThanOrEqualTo(said.throughput().seconds());
  }

  @Test
  void aImageThatCannotBeReadEndsTheEvaluation() {
    AtomicInteger scored = new AtomicInteger();
    List<DecodedImage> broken =
        new AbstractList<>() {
          @Override
          public DecodedImage get(int index) {
            if (index == 3) {
              throw new IllegalStateException("damaged");
            }
            return image(index);
          }

          @Override
          public int size() {
            return IMAGES;
          }
        };

    assertThatThrownBy(
            () ->
                new ConditionScorer(3, PAINTER)
                    .score(
                        batch -> {
                          scored.incrementAndGet();
                          return BRIGHTNESS.score(batch);
                        },
                        broken,
                        new int[IMAGES],
                        CONDITIONS,
                        null,
                        ProgressListener.NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("damaged");
    assertThat(scored).hasValue(3);
  }

  @Test
  void aGuidedConditionNeedsAGuide() {
    List<Condition> guided =
        List.of(new OcclusionPainter(Position.MOST_IMPORTANT, new Fill.Zero(), 1, 0.3, 0, 1));

    assertThatThrownBy(
            () ->
                new ConditionScorer(3, PAINTER)
                    .score(
                        BRIGHTNESS, images(), new int[IMAGES], guided, null, ProgressListener.NONE))
        .hasMessage("guide must be given for conditions that need a map");
  }

  private ConditionScorer.Scored score(int batchSize, Scorer scorer) {
    return new ConditionScorer(batchSize, PAINTER)
        .score(scorer, images(), new int[IMAGES], CONDITIONS, null, ProgressListener.NONE);
  }

  private List<DecodedImage> images() {
    return new AbstractList<>() {
      @Override
      public DecodedImage get(int index) {
        asked.incrementAndGet(index);
        return image(index);
      }

      @Override
      public int size() {
        return IMAGES;
      }
    };
  }

  private static DecodedImage image(int index) {
    byte[] bgr = new byte[SIDE * SIDE * 3];
    Arrays.fill(bgr, (byte) (20 + 11 * index));
    return new DecodedImage(SIDE, SIDE, bgr);
  }
}
