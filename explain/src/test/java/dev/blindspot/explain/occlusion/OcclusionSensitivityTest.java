package dev.blindspot.explain.occlusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.TinyNets;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

class OcclusionSensitivityTest {
  private static final OcclusionFill BLACK = OcclusionFill.grey(0);

  @ParameterizedTest
  @CsvSource({"9,11,3,2", "9,11,4,4", "8,8,3,3", "5,7,5,2", "6,6,1,1", "10,4,4,3"})
  void ofALinearScorerIsTheMeanWeightedSumThatTheWindowsTakeAway(
      int height, int width, int window, int stride) {
    float[] image = random(3 * height * width, 1);
    float[] weights = random(3 * height * width, 2);
    Scorer scorer = pixels -> linear(pixels, weights);
    OcclusionFill fill = OcclusionFill.bgr(10, 20, 30);
    OcclusionResult result =
        new OcclusionSensitivity(window, stride, fill, 4)
            .explain(scorer, array(image, 3, height, width), 0);
    float[] expected = naiveLinear(image, weights, height, width, window, stride);
    for (int i = 0; i < expected.length; i++) {
      assertThat(result.drop().at(i / width, i % width))
          .isCloseTo(expected[i], within(0.02f + 1e-4f * Math.abs(expected[i])));
    }
  }

  @Test
  void ofAOnePixelDetectorShowsTheShareOfCoveringWindowsThatHideThePixel() {
    float[] image = new float[5 * 5];
    image[2 * 5 + 2] = 255;
    Attribution drop =
        new OcclusionSensitivity(1, 1, BLACK, 3)
            .explain(detector(12), array(image, 1, 5, 5), 1)
            .drop();
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 5; x++) {
        assertThat(drop.at(y, x)).isEqualTo(y == 2 && x == 2 ? 1f : 0f);
      }
    }
    Attribution wide =
        new OcclusionSensitivity(3, 1, BLACK, 3)
            .explain(detector(12), array(image, 1, 5, 5), 1)
            .drop();
    assertThat(wide.at(2, 2)).isEqualTo(1f); // all nine windows over it hide it
    assertThat(wide.at(0, 0)).isEqualTo(1f); // its only window hides the middle too
    assertThat(wide.at(1, 0)).isEqualTo(1f);
    Attribution corner =
        new OcclusionSensitivity(3, 1, BLACK, 3)
            .explain(detector(0), array(image(0), 1, 5, 5), 1)
            .drop();
    assertThat(corner.at(0, 0)).isEqualTo(1f);
    assertThat(corner.at(1, 1)).isEqualTo(1 / 4f); // one of four windows over it
    assertThat(corner.at(2, 2)).isEqualTo(1 / 9f);
    assertThat(corner.at(4, 4)).isZero();
  }

  @Test
  void reachesTheLastPixelWhenTheStrideDoesNotDivide() {
    int last = 24;
    Attribution drop =
        new OcclusionSensitivity(2, 2, BLACK, 2)
            .explain(detector(last), array(image(last), 1, 5, 5), 1)
            .drop();
    assertThat(drop.at(4, 4)).isEqualTo(1f);
    assertThat(drop.at(3, 4)).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 1000})
  void doesNotDependOnTheBatchSize(int batchSize) {
    Scorer scorer = pixels -> softmax(linear(pixels, random(3 * 9 * 10, 4)));
    INDArray image = array(random(3 * 9 * 10, 3), 3, 9, 10);
    OcclusionFill fill = new OcclusionFill.Noise(3, 5);
    OcclusionResult one = new OcclusionSensitivity(4, 3, fill, 5).explain(scorer, image, 1);
    OcclusionResult other =
        new OcclusionSensitivity(4, 3, fill, batchSize).explain(scorer, image, 1);
    assertThat(other.drop()).isEqualTo(one.drop());
    assertThat(other.classCounts()).isEqualTo(one.classCounts());
  }

  @Test
  void neverScoresMoreImagesAtOnceThanAskedAndReportsProgress() {
    List<Long> sizes = new ArrayList<>();
    List<String> progress = new ArrayList<>();
    Scorer scorer =
        batch -> {
          sizes.add(batch.size(0));
          return linear(batch, new float[16]);
        };
    new OcclusionSensitivity(2, 2, BLACK, 3)
        .explain(
            scorer,
            array(new float[16], 1, 4, 4),
            0,
            (step, total) -> progress.add(step + "/" + total));
    assertThat(sizes).containsExactly(1L, 3L, 1L); // the clean image, then four windows
    assertThat(progress).containsExactly("3/4", "4/4");
  }

  @Test
  void explainsSeveralClassesInOnePassAndCountsTheAnswers() {
    OcclusionResult result =
        new OcclusionSensitivity(1, 1, BLACK, 4)
            .explain(
                detector(12), array(image(12), 1, 5, 5), new int[] {1, 0}, ProgressListener.NONE);
    assertThat(result.cleanScores()).containsExactly(0f, 1f);
    assertThat(result.cleanPrediction()).isEqualTo(1);
    assertThat(result.drop(1).at(2, 2)).isEqualTo(1f);
    assertThat(result.drop(0).at(2, 2)).isEqualTo(-1f);
    assertThat(result.predictedClass(12)).isZero();
    assertThat(result.predictedClass(11)).isEqualTo(1);
    assertThat(result.classCounts()).containsExactly(1, 24);
    assertThat(result.predictedShare(0).at(2, 2)).isEqualTo(1f);
    assertThat(result.score(12, 1)).isZero();
    assertThat(result.targetClasses()).containsExactly(1, 0);
    assertThatThrownBy(result::drop).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> result.drop(2))
        .hasMessage("targetClass must be one of those explained, [1, 0], was 2");
  }

  @Test
  void averagesTheScoresOverTheDrawsOfNoise() {
    OcclusionFill.Noise noise = new OcclusionFill.Noise(4, 9);
    double sum = 0;
    for (float[] draw : noise.replacements(new float[1], 1, 1, 1)) {
      sum += draw[0];
    }
    OcclusionResult result =
        new OcclusionSensitivity(1, 1, noise, 3)
            .explain(batch -> linear(batch, new float[] {1}), array(new float[] {100}, 1, 1, 1), 0);
    assertThat(result.drop().at(0, 0)).isCloseTo((float) (100 - sum / 4), within(1e-3f));
  }

  @Test
  void leavesTheImageAloneAndAcceptsViews() {
    INDArray both = Nd4j.rand(DataType.DOUBLE, 2, 3, 6, 6);
    INDArray before = both.dup();
    INDArray view = both.slice(1);
    float[] weights = random(3 * 36, 6);
    OcclusionSensitivity method = new OcclusionSensitivity(2, 2, BLACK, 4);
    Attribution ofView = method.explain(batch -> linear(batch, weights), view, 0).drop();
    Attribution ofCopy = method.explain(batch -> linear(batch, weights), view.dup('c'), 0).drop();
    assertThat(ofView).isEqualTo(ofCopy);
    assertThat(both).isEqualTo(before);
  }

  @Test
  void keepsNanInThePlacesWhereItArose() {
    Scorer scorer =
        batch -> {
          INDArray scores = linear(batch, new float[] {1, 1, 1, 1});
          for (int i = 0; i < batch.size(0); i++) {
            if (batch.getFloat(i, 0, 0, 0) == 0) {
              scores.putScalar(i, 0, Float.NaN);
            }
          }
          return scores;
        };
    Attribution drop =
        new OcclusionSensitivity(1, 1, BLACK, 4)
            .explain(scorer, array(new float[] {1, 2, 3, 4}, 1, 2, 2), 0)
            .drop();
    assertThat(drop.at(0, 0)).isNaN();
    assertThat(drop.at(1, 1)).isEqualTo(4f);
    assertThat(drop.notes()).contains("NaN");
  }

  @Test
  void refusesAScorerThatChangesItsBatch() {
    Scorer normalisesInPlace = batch -> linear(batch.subi(1), new float[16]);
    assertThatThrownBy(
            () ->
                new OcclusionSensitivity(2, 2, BLACK, 3)
                    .explain(normalisesInPlace, array(new float[16], 1, 4, 4), 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("changed its input");
  }

  @Test
  void refusesWhatMakesNoSense() {
    OcclusionSensitivity method = new OcclusionSensitivity(2, 2, BLACK, 3);
    INDArray image = array(new float[16], 1, 4, 4);
    assertThatThrownBy(() -> new OcclusionSensitivity(2, 3, BLACK, 1))
        .hasMessageStartingWith("stridePx must be at most windowPx");
    assertThatThrownBy(() -> new OcclusionSensitivity(2, 2, BLACK, 0))
        .hasMessage("batchSize must be >= 1, was 0");
    assertThatThrownBy(() -> method.explain(batch -> linear(batch, new float[16]), image, 2))
        .hasMessage("targetClass must be between 0 and 1, was 2");
    assertThatThrownBy(
            () -> method.explain(batch -> linear(batch, new float[16]), image.reshape(4, 4), 0))
        .hasMessage("image must be [C,H,W], had 2 dimensions");
    assertThatThrownBy(() -> method.explain(batch -> Nd4j.zeros(7), image, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must return [1, classes]");
    assertThatThrownBy(
            () ->
                new OcclusionSensitivity(2, 2, OcclusionFill.bgr(1, 2, 3), 1)
                    .explain(batch -> linear(batch, new float[16]), image, 0))
        .hasMessageStartingWith("channelValues must be 1 or as many as the image has channels (1)");
  }

  @Test
  void worksOnANetworkAndLeavesItUsable() {
    ComputationGraph graph =
        TinyNets.init(
            TinyNets.graph(3, 8, 8)
                .addLayer("conv", TinyNets.conv(3, 4), "in")
                .addLayer("gap", TinyNets.gap(), "conv")
                .addLayer("out", TinyNets.softmax(2), "gap")
                .setOutputs("out"));
    INDArray image = array(random(3 * 64, 8), 3, 8, 8);
    INDArray before = graph.outputSingle(image.reshape(1, 3, 8, 8)).dup();
    OcclusionSensitivity method = new OcclusionSensitivity(4, 4, BLACK, 3);
    OcclusionResult result = method.explain(graph::outputSingle, image, 1);
    assertThat(result.cleanScores()).containsExactly(before.toFloatVector());
    INDArray hidden = image.dup();
    hidden
        .get(NDArrayIndex.all(), NDArrayIndex.interval(4, 8), NDArrayIndex.interval(0, 4))
        .assign(0);
    float occluded = graph.outputSingle(hidden.reshape(1, 3, 8, 8)).getFloat(0, 1);
    assertThat(result.drop().at(7, 0)).isCloseTo(before.getFloat(0, 1) - occluded, within(1e-6f));
    assertThat(result.drop().at(7, 0)).isNotZero();
    assertThat(graph.outputSingle(image.reshape(1, 3, 8, 8))).isEqualTo(before);
  }

  private static float[] naiveLinear(
      float[] image, float[] weights, int height, int width, int window, int stride) {
    float[] fill = {10, 20, 30};
    float[] sum = new float[height * width];
    int[] count = new int[height * width];
    int rows = (int) Math.ceil(Math.max(0, height - window) / (double) stride) + 1;
    int columns = (int) Math.ceil(Math.max(0, width - window) / (double) stride) + 1;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        float drop = 0;
        for (int c = 0; c < 3; c++) {
          for (int y = row * stride; y < Math.min(height, row * stride + window); y++) {
            for (int x = column * stride; x < Math.min(width, column * stride + window); x++) {
              int i = (c * height + y) * width + x;
              drop += weights[i] * (image[i] - fill[c]);
            }
          }
        }
        for (int y = row * stride; y < Math.min(height, row * stride + window); y++) {
          for (int x = column * stride; x < Math.min(width, column * stride + window); x++) {
            sum[y * width + x] += drop;
            count[y * width + x]++;
          }
        }
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= count[i];
    }
    return sum;
  }

  /** Two classes: the weighted sum of the pixels and its negative. */
  private static INDArray linear(INDArray batch, float[] weights) {
    int count = (int) batch.size(0);
    float[] pixels = batch.dup('c').data().asFloat();
    float[][] scores = new float[count][2];
    for (int i = 0; i < count; i++) {
      double sum = 0;
      for (int j = 0; j < weights.length; j++) {
        sum += (double) weights[j] * pixels[i * weights.length + j];
      }
      scores[i] = new float[] {(float) sum, (float) -sum};
    }
    return Nd4j.createFromArray(scores);
  }

  private static INDArray softmax(INDArray scores) {
    return Transforms.softmax(scores.div(1000));
  }

  /** Class 1 for certain exactly if the pixel is bright. */
  private static Scorer detector(int pixel) {
    return batch -> {
      int count = (int) batch.size(0);
      float[] pixels = batch.dup('c').data().asFloat();
      float[][] scores = new float[count][];
      for (int i = 0; i < count; i++) {
        boolean bright = pixels[i * 25 + pixel] > 128;
        scores[i] = bright ? new float[] {0, 1} : new float[] {1, 0};
      }
      return Nd4j.createFromArray(scores);
    };
  }

  private static float[] image(int bright) {
    float[] image = new float[25];
    image[bright] = 255;
    return image;
  }

  private static float[] random(int length, long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = 255 * random.nextFloat() - 100;
    }
    return values;
  }

  private static INDArray array(float[] values, int channels, int height, int width) {
    return Nd4j.createFromArray(values).reshape(channels, height, width);
  }
}
