package dev.blindspot.explain.occlusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.occlusion.MultiScaleOcclusion.Scale;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** One pixel, in the middle of 5 x 5, decides: p(1) is 0.9 with it and 0.1 without. */
class MultiScaleOcclusionTest {
  private static final Scorer DETECTOR =
      batch -> {
        INDArray p = Nd4j.create(batch.size(0), 2);
        for (int i = 0; i < batch.size(0); i++) {
          float one = batch.getFloat(i, 0, 2, 2) > 128 ? 0.9f : 0.1f;
          p.putScalar(i, 0, 1 - one);
          p.putScalar(i, 1, one);
        }
        return p;
      };

  @Test
  void averagesTheMapsOfItsSizes() {
    MultiScaleResult result = explain(new Scale(1, 1), new Scale(5, 5));
    Attribution map = result.drop(1, ScoreScale.SCORE);
    assertThat(map.at(2, 2)).isCloseTo(0.8f, within(1e-6f)); // both windows hide the pixel
    assertThat(map.at(0, 0)).isCloseTo(0.4f, within(1e-6f)); // only the large one does
    assertThat(result.scales()).hasSize(2);
    assertThat(result.first().drop(1).at(0, 0)).isZero();
    assertThat(result.first().engine()).isEqualTo("full inference");
  }

  @Test
  void logOddsDoNotSaturate() {
    Attribution map = explain(new Scale(1, 1)).drop(1, ScoreScale.LOG_ODDS);
    assertThat(map.at(2, 2)).isCloseTo((float) (2 * Math.log(9)), within(1e-4f));
    assertThat(map.at(0, 0)).isZero();
    assertThat(ScoreScale.LOG_ODDS.of(0)).isFinite();
    assertThat(ScoreScale.LOG_ODDS.of(1)).isFinite();
    assertThat(ScoreScale.LOG_ODDS.of(Float.NaN)).isNaN();
  }

  @Test
  void progressCountsTheWindowsOfAllSizesAndDraws() {
    List<String> heard = new ArrayList<>();
    new MultiScaleOcclusion(
            List.of(new Scale(5, 5), new Scale(3, 2)), new OcclusionFill.Noise(2, 1))
        .explain(
            new FullInference(DETECTOR, 8),
            image(),
            new int[] {0, 1},
            (step, total) -> heard.add(step + "/" + total));
    assertThat(heard).containsExactly("1/10", "2/10", "6/10", "10/10"); // 1 and 4 windows, twice
  }

  @Test
  void anEngineScoresTheWholeImageOnceAndNamesItself() {
    CountingEngine engine = new CountingEngine();
    MultiScaleResult result =
        new MultiScaleOcclusion(List.of(new Scale(5, 5), new Scale(1, 1)), OcclusionFill.grey(0))
            .explain(engine, image(), new int[] {1}, ProgressListener.NONE);
    assertThat(engine.opened).isEqualTo(1);
    assertThat(engine.closed).isEqualTo(1);
    assertThat(result.scales()).extracting(OcclusionResult::engine).containsOnly("counting");
    assertThat(result.scales().get(1).score(3, 1)).isEqualTo(0.25f);
  }

  @Test
  void batchesShrinkToTheMemoryThatIsFree() {
    assertThat(MicroBatch.fitting(32, 3 * 224 * 224, 64L << 30)).isEqualTo(32);
    // 3 x 224 x 224 floats, times 128, are 77 MB: 512 MiB of 1 GiB hold six
    assertThat(MicroBatch.fitting(32, 3 * 224 * 224, 1L << 30)).isEqualTo(6);
    assertThat(MicroBatch.fitting(32, 3 * 224 * 224, 0)).isEqualTo(1);
  }

  @Test
  void fullInferenceRefusesWindowsAndReplacementsThatDoNotFit() {
    try (OcclusionEngine.Session session =
        new FullInference(DETECTOR, 4).open(new float[25], 1, 5, 5)) {
      assertThatThrownBy(
              () ->
                  session.scores(
                      List.of(new Window(3, 0, 3, 1)), new float[25], ProgressListener.NONE))
          .hasMessageStartingWith("window must lie inside the image of 5 x 5");
      assertThatThrownBy(() -> session.scores(List.of(), new float[5], ProgressListener.NONE))
          .hasMessage("replacement must have 25 numbers as the image, had 5");
    }
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThatThrownBy(() -> new MultiScaleOcclusion(List.of(), OcclusionFill.grey(0)))
        .hasMessage("scales must not be empty");
    assertThatThrownBy(() -> new Scale(3, 4)).hasMessageStartingWith("stridePx must be at most");
  }

  private static MultiScaleResult explain(Scale... scales) {
    return new MultiScaleOcclusion(List.of(scales), OcclusionFill.grey(0))
        .explain(new FullInference(DETECTOR, 4), image(), new int[] {1}, ProgressListener.NONE);
  }

  private static INDArray image() {
    INDArray image = Nd4j.zeros(1, 5, 5);
    image.putScalar(0, 2, 2, 255);
    return image;
  }

  private static final class CountingEngine implements OcclusionEngine {
    private int opened;
    private int closed;

    @Override
    public String name() {
      return "counting";
    }

    @Override
    public Session open(float[] image, int channels, int height, int width) {
      opened++;
      return new Session() {
        @Override
        public float[] cleanScores() {
          return new float[] {0, 1};
        }

        @Override
        public float[][] scores(
            List<Window> windows, float[] replacement, ProgressListener progress) {
          return windows.stream().map(w -> new float[] {0, .25f}).toArray(float[][]::new);
        }

        @Override
        public long bytes() {
          return 0;
        }

        @Override
        public void close() {
          closed++;
        }
      };
    }
  }
}
