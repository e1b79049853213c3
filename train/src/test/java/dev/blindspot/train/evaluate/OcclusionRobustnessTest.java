package dev.blindspot.train.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.BytePainter;
import dev.blindspot.augment.Fill;
import dev.blindspot.augment.Rgb;
import dev.blindspot.explain.Scorer;
import dev.blindspot.train.data.Picture;
import dev.blindspot.train.data.ProgressListener;
import dev.blindspot.train.evaluate.OcclusionCurve.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** White pictures of 20 x 20, a black square, and classifiers that can be computed by hand. */
class OcclusionRobustnessTest {
  private static final int SIDE = 20;
  private static final List<Double> FRACTIONS = List.of(0.0, 0.09, 0.25, 0.64);
  private static final Fill BLACK = new Fill.Constant(new Rgb(0, 0, 0));

  /** p(class 0) is the share of white pixels. */
  private static final Scorer WHITENESS = batch -> scores(batch.mean(1, 2, 3).div(255));

  private final BytePainter painter = new BytePainter(new Rgb(0, 0, 0));

  @Test
  void hidesTheAskedShareOfEveryPicture() {
    OcclusionCurve curve = measure(settings(FRACTIONS, 3), WHITENESS, 5).curve();

    assertThat(curve.points().stream().map(Point::fraction)).isEqualTo(FRACTIONS);
    for (Point point : curve.points()) {
      assertThat(point.meanTrueProbability()).isCloseTo(1 - point.fraction(), within(1e-5));
      assertThat(point.accuracy()).isEqualTo(point.fraction() > 0.5 ? 0 : 1);
    }
    assertThat(curve.draws()).isEqualTo(3);
    assertThat(curve.fill()).isEqualTo("rgb(0.0, 0.0, 0.0)");
  }

  @Test
  void theAreaIsTheTrapezoidRuleOverTheWidth() {
    OcclusionCurve curve = measure(settings(FRACTIONS, 2), WHITENESS, 5).curve();

    // accuracy is 1 up to 0.25 and falls to 0 at 0.64; p(true) is the straight line 1 - fraction
    assertThat(curve.auc()).isCloseTo((0.25 + 0.39 / 2) / 0.64, within(1e-9));
    assertThat(curve.aucTrueProbability()).isCloseTo(1 - 0.32, within(1e-5));
    assertThat(curve.aucInterval().low()).isEqualTo(curve.auc(), within(1e-12));
  }

  @Test
  void theCurveIsTheMeanOfItsPictures() {
    OcclusionRun run = measure(settings(FRACTIONS, 2), corner(), 30);

    assertThat(Arrays.stream(run.areas()).average().orElseThrow())
        .isCloseTo(run.curve().auc(), within(1e-12));
    assertThat(Arrays.stream(run.areasTrueProbability()).average().orElseThrow())
        .isCloseTo(run.curve().aucTrueProbability(), within(1e-12));
    assertThat(run.curve().aucInterval().low()).isLessThan(run.curve().auc());
  }

  @Test
  void aPlaceIsHiddenAsOftenAsGeometrySays() {
    // the corner pixel is inside a 10 x 10 square at one of 11 x 11 places
    OcclusionCurve curve = measure(settings(List.of(0.0, 0.25), 8), corner(), 500).curve();

    double hidden = 1 / 121.0;
    double error = Math.sqrt(hidden * (1 - hidden) / 4000);
    assertThat(1 - curve.points().get(1).accuracy()).isCloseTo(hidden, within(4 * error));
  }

  @Test
  void everyArmSeesTheSamePlacesWhateverTheBatchSize() {
    List<INDArray> one = new ArrayList<>();
    List<INDArray> other = new ArrayList<>();
    measure(new OcclusionRobustness(FRACTIONS, 2, BLACK, 9, 1), recorder(one), 7);
    measure(new OcclusionRobustness(FRACTIONS, 2, BLACK, 9, 5), recorder(other), 7);

    assertThat(Nd4j.concat(0, one.toArray(new INDArray[0])))
        .isEqualTo(Nd4j.concat(0, other.toArray(new INDArray[0])));
  }

  @Test
  void moreDrawsKeepTheFirstOnesAndASeedMovesThem() {
    List<Picture> one = occluded(new OcclusionRobustness(FRACTIONS, 1, BLACK, 9, 4));
    List<Picture> three = occluded(new OcclusionRobustness(FRACTIONS, 3, BLACK, 9, 4));
    List<Picture> moved = occluded(new OcclusionRobustness(FRACTIONS, 1, BLACK, 10, 4));

    for (int i = 0; i < one.size(); i++) {
      assertThat(three.get(3 * i).bgr()).isEqualTo(one.get(i).bgr());
      assertThat(three.get(3 * i + 1).bgr()).isNotEqualTo(three.get(3 * i).bgr());
    }
    assertThat(moved.get(0).bgr()).isNotEqualTo(one.get(0).bgr());
  }

  @Test
  void picturesThemselvesStayWhite() {
    List<Picture> pictures = white(4);
    new OcclusionRobustness(FRACTIONS, 2, BLACK, 1, 3)
        .measure(WHITENESS, pictures, clean(4), painter, ProgressListener.NONE);

    assertThat(pictures).allSatisfy(p -> assertThat(p.bgr()).containsOnly(0xff));
  }

  @Test
  void progressCoversAllFractions() {
    List<Integer> heard = new ArrayList<>();
    settings(FRACTIONS, 2)
        .measure(
            WHITENESS,
            white(5),
            clean(5),
            painter,
            (done, total) -> {
              assertThat(total).isEqualTo(30);
              heard.add(done);
            });

    assertThat(heard).isSorted().endsWith(30);
  }

  @Test
  void refusesImpossibleSettings() {
    assertThatThrownBy(() -> settings(List.of(0.1, 0.2), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fractions must start at 0, was [0.1, 0.2]");
    assertThatThrownBy(() -> settings(List.of(0.0, 0.2, 0.2), 1))
        .hasMessage("fractions must increase and stay within 0.9, was [0.0, 0.2, 0.2]");
    assertThatThrownBy(() -> settings(FRACTIONS, 0)).hasMessage("draws must be >= 1, was 0");
    assertThatThrownBy(() -> measure(settings(FRACTIONS, 1), WHITENESS, white(3), clean(2)))
        .hasMessage("clean must cover every picture, was 2");
  }

  private OcclusionRun measure(OcclusionRobustness settings, Scorer scorer, int pictures) {
    return measure(settings, scorer, white(pictures), clean(pictures));
  }

  private OcclusionRun measure(
      OcclusionRobustness settings, Scorer scorer, List<Picture> pictures, Predictions clean) {
    return settings.measure(scorer, pictures, clean, painter, ProgressListener.NONE);
  }

  private List<Picture> occluded(OcclusionRobustness settings) {
    return List.copyOf(new OccludedPictures(white(4), 2, settings, painter));
  }

  private static OcclusionRobustness settings(List<Double> fractions, int draws) {
    return new OcclusionRobustness(fractions, draws, BLACK, 1, 4);
  }

  /** Sure of class 0 where the upper left pixel is white, of class 1 where it is black. */
  private static Scorer corner() {
    return batch -> {
      INDArray corners = Nd4j.create(batch.size(0));
      for (int i = 0; i < batch.size(0); i++) {
        corners.putScalar(i, batch.getDouble(i, 0, 0, 0) / 255);
      }
      return scores(corners);
    };
  }

  private static Scorer recorder(List<INDArray> batches) {
    return batch -> {
      batches.add(batch.dup());
      return WHITENESS.score(batch);
    };
  }

  private static INDArray scores(INDArray first) {
    return Nd4j.stack(1, first, first.rsub(1));
  }

  private static Predictions clean(int pictures) {
    double[] p1 = new double[pictures];
    return Predictions.of(MetricsTest.binary(p1), new int[pictures]);
  }

  private static List<Picture> white(int count) {
    byte[] bgr = new byte[SIDE * SIDE * 3];
    Arrays.fill(bgr, (byte) 0xff);
    return Collections.nCopies(count, new Picture(SIDE, SIDE, bgr));
  }
}
