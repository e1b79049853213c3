package dev.blindspot.train.explore.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.blindspot.train.config.EvaluationConfig.Corruption;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.corruption.Corruptions;
import dev.blindspot.train.explore.DrawnExplorer;
import dev.blindspot.train.explore.image.Alteration;
import dev.blindspot.train.explore.image.AlteredImage;
import dev.blindspot.train.explore.image.Cells;
import dev.blindspot.train.explore.image.HiddenBy;
import dev.blindspot.train.explore.image.Question;
import dev.blindspot.train.explore.image.Question.Mode;
import dev.blindspot.train.explore.image.RequestException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ExplorerTest {
  private static final Question NOTHING =
      new Question(List.of(), Cells.NONE, Mode.HIDE, HiddenBy.MEAN, 0);
  private static final Alteration FOG = new Alteration("", Corruption.FOG, 3, 0);

  private final Explorer explorer = DrawnExplorer.of(300);

  @AfterEach
  void close() {
    explorer.close();
  }

  @Test
  void aCorruptionIsThatOfTheEvaluationUnlessItIsDrawnAgain() {
    DecodedImage clean = explorer.gallery().image(4);
    assertThat(explorer.pixels(new AlteredImage(4, FOG)).bgr())
        .isEqualTo(Corruptions.apply(Corruption.FOG, 3, clean, 7, 4).bgr())
        .isNotEqualTo(clean.bgr());
    Alteration again = new Alteration("", Corruption.FOG, 3, 1);
    assertThat(explorer.pixels(new AlteredImage(4, again)).bgr())
        .isEqualTo(Corruptions.apply(Corruption.FOG, 3, clean, 8, 4).bgr());
  }

  @Test
  void anArmsAugmentationIsDrawn() {
    byte[] mirrored =
        explorer.pixels(new AlteredImage(0, new Alteration("corner", null, 1, 0))).bgr();
    assertThat(mirrored[0]).isZero();
    assertThat(mirrored[3 * 31]).isEqualTo((byte) 255); // the corner is on the right now
    assertThat(explorer.gallery().image(0).bgr()[0]).isEqualTo((byte) 255); // the image is not
    assertThatThrownBy(
            () -> explorer.pixels(new AlteredImage(0, new Alteration("none", null, 1, 0))))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("[corner]");
  }

  @Test
  void cleanIsTheUntouchedImageHoweverItIsAltered() {
    AlteredImage mirrored = new AlteredImage(0, new Alteration("corner", null, 1, 0));
    Explorer.Answer answer = explorer.ask(mirrored, NOTHING).get(0);
    assertThat(answer.clean()).containsExactly(0, 1);
    assertThat(answer.hidden()).containsExactly(1, 0);
  }

  /** A kept image has 12 kB of floats here, and a model keeps a megabyte. */
  @Test
  void memoryOfAModelIsBoundedHoweverManyImagesAreAskedAbout() {
    for (int image = 0; image < 300; image++) {
      explorer.ask(AlteredImage.untouched(image), NOTHING);
    }
    assertThat(explorer.models().get(0).keptBytes()).isBetween(900_000L, 1L << 20);
  }

  @Test
  void workInTheBackgroundWaitsWhileSomebodyAsks() throws InterruptedException {
    explorer.ask(AlteredImage.untouched(0), NOTHING);
    long start = System.nanoTime();
    explorer.quiet().await();
    assertThat(System.nanoTime() - start).isGreaterThan(TimeUnit.MILLISECONDS.toNanos(200));
    long again = System.nanoTime();
    explorer.quiet().await();
    assertThat(System.nanoTime() - again).isLessThan(TimeUnit.MILLISECONDS.toNanos(200));
  }

  /** Eight threads ask one model, whose scorer notices whether two are in it at once. */
  @Test
  void aModelComputesOneThingAtATime() throws Exception {
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    Explorer watched =
        DrawnExplorer.ofModel(
            8,
            batch -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              INDArray scores = Nd4j.ones(batch.size(0), 2);
              inside.decrementAndGet();
              return scores;
            });
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> asked =
          IntStream.range(0, 8)
              .<Future<?>>mapToObj(
                  i -> threads.submit(() -> watched.ask(AlteredImage.untouched(i), NOTHING)))
              .toList();
      for (Future<?> one : asked) {
        one.get();
      }
      assertThat(most.get()).isEqualTo(1);
    } finally {
      threads.shutdown();
      watched.close();
    }
  }
}
