package dev.blindspot.train.evaluate.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.augment.edit.Fill;
import dev.blindspot.augment.edit.Patch;
import dev.blindspot.augment.geometry.Box;
import dev.blindspot.augment.geometry.Rgb;
import dev.blindspot.augment.paint.BytePainter;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.Scorer;
import dev.blindspot.explain.progress.ProgressListener;
import dev.blindspot.train.config.EvaluationConfig.Position;
import dev.blindspot.train.data.image.DecodedImage;
import dev.blindspot.train.evaluate.robustness.OcclusionCurve.Point;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** White images of 20 x 20, a black square, and classifiers that can be computed by hand. */
class OcclusionRobustnessTest {
  private static final int SIDE = 20;
  private static final List<Double> FRACTIONS = List.of(0.0, 0.09, 0.25, 0.64);
  private static final Fill BLACK = new Fill.Constant(new Rgb(0, 0, 0));

  /** p(class 0) is the share of white pixels. */
  private static final Scorer WHITENESS = batch -> scores(batch.mean(1, 2, 3).div(255));

  private final BytePainter painter = new BytePainter(new Rgb(0, 0, 0));

  @Test
  void hidesTheAskedShareOfEveryImageWhereverItIs() {
    for (Position position : Position.values()) {
      OcclusionCurve curve = curve(position, 3, WHITENESS, 5);

      assertThat(curve.points().stream().map(Point::fraction)).isEqualTo(FRACTIONS);
      for (Point point : curve.points()) {
        // a frame's sides and a cell's rows are whole pixels of a small image
        boolean square = position == Position.RANDOM || position == Position.CENTRE;
        double tolerance = square ? 1e-5 : 0.03;
        assertThat(point.meanTrueProbability()).isCloseTo(1 - point.fraction(), within(tolerance));
        assertThat(point.accuracy()).isEqualTo(point.fraction() > 0.5 ? 0 : 1);
      }
      assertThat(curve.position()).isEqualTo(position);
      assertThat(curve.draws()).isEqualTo(position == Position.RANDOM ? 3 : 1);
      assertThat(curve.fill()).isEqualTo("rgb(0.0, 0.0, 0.0)");
    }
  }

  @Test
  void theAreaIsTheTrapezoidRuleOverTheWidth() {
    OcclusionCurve curve = curve(Position.RANDOM, 2, WHITENESS, 5);

    // accuracy is 1 up to 0.25 and falls to 0 at 0.64; p(true) is the straight line 1 - fraction
    assertThat(curve.auc()).isCloseTo((0.25 + 0.39 / 2) / 0.64, within(1e-9));
    assertThat(curve.aucTrueProbability()).isCloseTo(1 - 0.32, within(1e-5));
    assertThat(curve.aucInterval().low())
        .as("five images alike could be the only five")
        .isBetween(0.2, 0.5);
    assertThat(curve.aucInterval().high()).isBetween(curve.auc(), 1.0);
    assertThat(curve.aucBalanced()).isNaN(); // class 1 has no image
    assertThat(curve.relativeDrop25()).isZero();
    assertThat(curve.relativeDrop50()).isCloseTo(0.25 / 0.39, within(1e-9));
    // sure while white, sure of the other class while black
    assertThat(curve.points().get(3).meanConfidence()).isCloseTo(0.64, within(1e-5));
    assertThat(curve.points().get(3).ece()).isCloseTo(0.64, within(1e-5));
  }

  @Test
  void aDropBeyondTheLastFractionIsUndefined() {
    OcclusionRobustness little = settings(List.of(0.0, 0.2), 1, Position.RANDOM);

    assertThat(run(little, WHITENESS, 3).curve().relativeDrop25()).isNaN();
  }

  @Test
  void theCurveIsTheMeanOfItsImages() {
    OcclusionRun run = run(settings(FRACTIONS, 2, Position.RANDOM), corner(), 30);

    assertThat(Arrays.stream(run.areas()).average().orElseThrow())
        .isCloseTo(run.curve().auc(), within(1e-12));
    assertThat(Arrays.stream(run.areasTrueProbability()).average().orElseThrow())
        .isCloseTo(run.curve().aucTrueProbability(), within(1e-12));
    assertThat(run.curve().aucInterval().low()).isLessThan(run.curve().auc());
  }

  @Test
  void aPlaceIsHiddenAsOftenAsGeometrySays() {
    // the corner pixel is inside a 10 x 10 square at one of 11 x 11 places
    OcclusionCurve curve =
        run(settings(List.of(0.0, 0.25), 8, Position.RANDOM), corner(), 500).curve();

    double hidden = 1 / 121.0;
    double error = Math.sqrt(hidden * (1 - hidden) / 4000);
    assertThat(1 - curve.points().get(1).accuracy()).isCloseTo(hidden, within(4 * error));
  }

  @Test
  void theCornerIsHiddenByABorderAndNotByACentre() {
    assertThat(curve(Position.BORDER, 1, corner(), 2).points().get(2).accuracy()).isZero();
    assertThat(curve(Position.CENTRE, 1, corner(), 2).points().get(3).accuracy()).isEqualTo(1);
  }

  @Test
  void theMapSaysWhatIsHiddenFirst() {
    // the guide of these tests finds the upper left quarter most important
    assertThat(curve(Position.MOST_IMPORTANT, 1, corner(), 2).points().get(1).accuracy()).isZero();
    assertThat(curve(Position.LEAST_IMPORTANT, 1, corner(), 2).points().get(3).accuracy())
        .isEqualTo(1);
  }

  @Test
  void moreDrawsKeepTheFirstOnesAndASeedMovesThem() {
    for (int number = 0; number < 4; number++) {
      assertThat(places(0, 9, number)).isEqualTo(places(0, 9, number));
      assertThat(places(1, 9, number)).isNotEqualTo(places(0, 9, number));
      assertThat(places(0, 10, number)).isNotEqualTo(places(0, 9, number));
      assertThat(places(0, 9, number)).isNotEqualTo(places(0, 9, number + 1));
    }
  }

  @Test
  void anotherFillStaysAtTheSamePlaces() {
    OcclusionPainter black = new OcclusionPainter(Position.RANDOM, BLACK, 2, 0.25, 1, 9);
    OcclusionPainter noise =
        new OcclusionPainter(Position.RANDOM, new Fill.PixelUniform(), 2, 0.25, 1, 9);

    assertThat(noise.patches(SIDE, SIDE, 3, null).get(0).box())
        .isEqualTo(black.patches(SIDE, SIDE, 3, null).get(0).box());
  }

  @Test
  void refusesImpossibleSettings() {
    assertThatThrownBy(() -> settings(List.of(0.1, 0.2), 1, Position.RANDOM))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("fractions must start at 0, was [0.1, 0.2]");
    assertThatThrownBy(() -> settings(List.of(0.0, 0.2, 0.2), 1, Position.RANDOM))
        .hasMessage("fractions must increase and stay within 0.9, was [0.0, 0.2, 0.2]");
    assertThatThrownBy(() -> settings(FRACTIONS, 0, Position.RANDOM))
        .hasMessage("draws must be >= 1, was 0");
    assertThatThrownBy(() -> settings(FRACTIONS, 1))
        .hasMessage("positions must be at least one, was []");
  }

  private List<Box> places(int draw, long seed, int number) {
    return new OcclusionPainter(Position.RANDOM, BLACK, 2, 0.25, draw, seed)
        .patches(SIDE, SIDE, number, null).stream().map(Patch::box).toList();
  }

  private OcclusionCurve curve(Position position, int draws, Scorer scorer, int images) {
    return run(settings(FRACTIONS, draws, position), scorer, images).curve();
  }

  private OcclusionRun run(OcclusionRobustness settings, Scorer scorer, int images) {
    RobustnessSuite suite = new RobustnessSuite(settings, List.of(), List.of(1), 1, 4);
    Guide upperLeft =
        (image, label) -> new Attribution("test", label, 2, 2, new float[] {3, 1, 1, 1});
    return suite
        .measure(
            scorer,
            new RobustnessSuite.HeldOut(
                white(images), new int[images], Collections.nCopies(images, List.of()), List.of()),
            upperLeft,
            painter,
            ProgressListener.NONE)
        .occlusion()
        .get(0);
  }

  private static OcclusionRobustness settings(
      List<Double> fractions, int draws, Position... positions) {
    return new OcclusionRobustness(List.of(positions), List.of(BLACK), fractions, draws, 1);
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

  private static INDArray scores(INDArray first) {
    return Nd4j.stack(1, first, first.rsub(1));
  }

  private static List<DecodedImage> white(int count) {
    byte[] bgr = new byte[SIDE * SIDE * 3];
    Arrays.fill(bgr, (byte) 0xff);
    return Collections.nCopies(count, new DecodedImage(SIDE, SIDE, bgr));
  }
}
