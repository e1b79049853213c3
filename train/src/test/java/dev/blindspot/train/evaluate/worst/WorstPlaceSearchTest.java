package dev.blindspot.train.evaluate.worst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.explain.occlusion.FullInference;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.worst.WorstPlace.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class WorstPlaceSearchTest {
  private static final int SIZE = 16;
  private static final BytePainter PAINTER = new BytePainter(new Rgb(120, 110, 100));
  private static final Fill BLACK = new Fill.Zero();

  /** p(class 1) is the mean of the patch of four by four pixels at (6, 4), in blue. */
  private static final Scorer LOOKS_AT_A_PATCH =
      batch -> {
        INDArray scores = Nd4j.create((int) batch.size(0), 2);
        for (int i = 0; i < batch.size(0); i++) {
          double sum = 0;
          for (int y = 4; y < 8; y++) {
            for (int x = 6; x < 10; x++) {
              sum += batch.getDouble(i, 0, y, x);
            }
          }
          double p = sum / 16 / 255;
          scores.putScalar(i, 0, 1 - p);
          scores.putScalar(i, 1, p);
        }
        return scores;
      };

  @Test
  void aSquareThatCoversHalfOfWhatIsLookedAtTurnsTheAnswer() {
    List<WorstPlaceRun> runs =
        search(0.125, List.of(0.125, 0.25, 0.5)).of(LOOKS_AT_A_PATCH, 200, 200, 100);
    WorstPlace worst = runs.get(0).result();

    // of the patch, 2 x 2 pixels leave 3/4, 4 x 4 leave nothing
    assertThat(worst.points())
        .extracting(Point::sidePx, Point::places)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(0, 1),
            org.assertj.core.groups.Tuple.tuple(2, 64),
            org.assertj.core.groups.Tuple.tuple(4, 49),
            org.assertj.core.groups.Tuple.tuple(8, 25));
    assertThat(worst.points()).extracting(Point::accuracy).containsExactly(2 / 3., 2 / 3., 0., 0.);
    assertThat(worst.points().get(1).meanTrueProbability())
        .isCloseTo(0.75 * 500 / 3 / 255, within(1e-6));
    assertThat(worst.points().get(2).meanTrueProbability()).isZero();
    assertThat(worst.points()).extracting(Point::turned).containsExactly(0., 0., 1., 0.);
    assertThat(worst.medianTurningSide()).isEqualTo(0.25);
    assertThat(worst.unturned()).isZero();
    assertThat(worst.accuracy()).isCloseTo(2 / 9., within(1e-9));
    assertThat(runs.get(0).accuracies())
        .containsExactly(new double[] {1 / 3., 1 / 3., 0}, within(1e-9));
  }

  @Test
  void aSquareThatShowsWhatIsThereTurnsNothing() {
    Fill white = Fill.colour(255, 255, 255);
    WorstPlace worst =
        new Search(new WorstPlaceSearch(List.of(0.25, 0.5), 0.25, List.of(BLACK, white), 1))
            .of(LOOKS_AT_A_PATCH, 255)
            .get(1)
            .result();

    assertThat(worst.fill()).isEqualTo(white.toString());
    assertThat(worst.accuracy()).isEqualTo(1);
    assertThat(worst.unturned()).isEqualTo(1);
    assertThat(worst.medianTurningSide()).isNaN();
  }

  @Test
  void anAnswerThatIsWrongOnTheWholeImageIsNotRight() {
    Scorer wrongUnlessHidden =
        batch -> LOOKS_AT_A_PATCH.score(batch).mul(-1).add(1); // black speaks for class 1
    WorstPlace worst = search(0.25, List.of(0.25)).of(wrongUnlessHidden, 200).get(0).result();

    assertThat(worst.points()).extracting(Point::accuracy).containsExactly(0., 0.);
    assertThat(worst.points().get(1).meanTrueProbability()).isCloseTo(55 / 255., within(1e-6));
    assertThat(worst.unturned()).isNaN();
    assertThat(worst.medianTurningSide()).isNaN();
  }

  @Test
  void aNestedGridFindsNothingBetter() {
    WorstPlaceRun coarse = search(0.25, List.of(0.25, 0.5)).of(noisy(), 200, 180, 160).get(0);
    WorstPlaceRun fine = search(0.125, List.of(0.25, 0.5)).of(noisy(), 200, 180, 160).get(0);
    WorstPlaceRun finest = search(0.0625, List.of(0.25, 0.5)).of(noisy(), 200, 180, 160).get(0);

    double[] before = coarse.trueProbabilities();
    double[] half = fine.trueProbabilities();
    double[] quarter = finest.trueProbabilities();
    for (int i = 0; i < before.length; i++) {
      assertThat(half[i]).isLessThanOrEqualTo(before[i]);
      assertThat(quarter[i]).isLessThanOrEqualTo(half[i]);
    }
    assertThat(quarter).isNotEqualTo(before);
  }

  @Test
  void isWhatTryingEveryPlaceByHandGives() {
    List<Integer> greys = List.of(90, 150, 210);
    List<WorstPlaceRun> runs =
        search(0.125, List.of(0.25)).of(noisy(), greys.stream().mapToInt(g -> g).toArray());

    double[] expected = new double[greys.size()];
    for (int i = 0; i < expected.length; i++) {
      double whole = p(image(greys.get(i)));
      double lowest = whole;
      for (int y = 0; y <= SIZE - 4; y += 2) {
        for (int x = 0; x <= SIZE - 4; x += 2) {
          byte[] bgr = image(greys.get(i)).bgr().clone();
          for (int row = y; row < y + 4; row++) {
            Arrays.fill(bgr, 3 * (row * SIZE + x), 3 * (row * SIZE + x + 4), (byte) 0);
          }
          lowest = Math.min(lowest, p(new DecodedImage(SIZE, SIZE, bgr)));
        }
      }
      assertThat(lowest).isLessThan(whole);
      expected[i] = lowest;
    }
    assertThat(runs.get(0).trueProbabilities()).containsExactly(expected, within(1e-6));
  }

  @Test
  void tellsOfEverySquare() {
    List<String> told = new ArrayList<>();
    Search search = search(0.25, List.of(0.25, 0.5));
    search.progress = (done, total) -> told.add(done + " of " + total);
    search.of(LOOKS_AT_A_PATCH, 200, 100);

    assertThat(search.search.work(2, SIZE, SIZE)).isEqualTo(2 * (16 + 9));
    assertThat(told).endsWith("50 of 50");
  }

  @Test
  void randomFillsDependOnTheImageAndTheSeedAlone() {
    WorstPlaceSearch random =
        new WorstPlaceSearch(List.of(0.25), 0.25, List.of(Fill.patchUniform()), 3);

    double[] once = new Search(random).of(noisy(), 200, 180).get(0).trueProbabilities();

    assertThat(new Search(random).of(noisy(), 200, 180).get(0).trueProbabilities()).isEqualTo(once);
    assertThat(
            new Search(new WorstPlaceSearch(random.sides(), 0.25, random.fills(), 4))
                .of(noisy(), 200, 180)
                .get(0)
                .trueProbabilities())
        .isNotEqualTo(once);
  }

  /** Weighs every pixel otherwise. */
  private static Scorer noisy() {
    return batch -> {
      INDArray scores = Nd4j.create((int) batch.size(0), 2);
      float[] values = batch.dup('c').data().asFloat();
      for (int i = 0; i < batch.size(0); i++) {
        double sum = 0;
        for (int y = 0; y < SIZE; y++) {
          for (int x = 0; x < SIZE; x++) {
            double weight = Math.sin(0.8 * y + 0.3) * Math.cos(0.6 * x) + 0.05;
            sum += weight * values[((3 * i + 1) * SIZE + y) * SIZE + x] / 255;
          }
        }
        double p = 1 / (1 + Math.exp(-sum / 4));
        scores.putScalar(i, 0, 1 - p);
        scores.putScalar(i, 1, p);
      }
      return scores;
    };
  }

  private static double p(DecodedImage image) {
    try (INDArray batch = dev.blindspot.train.data.image.Batches.toArray(List.of(image))) {
      return noisy().score(batch).getDouble(0, 1);
    }
  }

  private static DecodedImage image(int grey) {
    byte[] bgr = new byte[3 * SIZE * SIZE];
    Arrays.fill(bgr, (byte) grey);
    return new DecodedImage(SIZE, SIZE, bgr);
  }

  private static Search search(double stride, List<Double> sides) {
    return new Search(new WorstPlaceSearch(sides, stride, List.of(BLACK), 1));
  }

  private static final class Search {
    private final WorstPlaceSearch search;
    private ProgressListener progress = ProgressListener.NONE;

    Search(WorstPlaceSearch search) {
      this.search = search;
    }

    /** Of images of one grey each, all of class 1. */
    List<WorstPlaceRun> of(Scorer scorer, int... greys) {
      int[] labels = new int[greys.length];
      int[] numbers = new int[greys.length];
      Arrays.fill(labels, 1);
      Arrays.setAll(numbers, i -> i);
      return search.measure(
          new FullInference(scorer, 8),
          Arrays.stream(greys).mapToObj(WorstPlaceSearchTest::image).toList(),
          labels,
          numbers,
          PAINTER,
          progress);
    }
  }
}
