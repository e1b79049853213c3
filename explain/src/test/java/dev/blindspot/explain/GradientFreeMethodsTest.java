package dev.blindspot.explain;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.blindspot.explain.image.InputScaling;
import dev.blindspot.explain.map.Attribution;
import dev.blindspot.explain.map.Interpolation;
import dev.blindspot.explain.map.RandomMasks;
import dev.blindspot.explain.occlusion.OcclusionFill;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GradientFreeMethodsTest {
  private static final InputScaling SCALING = InputScaling.unit(3);

  private final INDArray image = noise();

  private static INDArray noise() {
    Random random = new Random(5);
    float[] pixels = new float[3 * 12 * 10];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextInt(256);
    }
    return Nd4j.createFromArray(pixels).reshape(3, 12, 10);
  }

  /** The class's score is the brightness of one pixel: only its place can speak for the class. */
  private static ImageClassifier onePixel(int y, int x) {
    return ImageClassifier.of(
        batch -> {
          INDArray scores = Nd4j.zeros(DataType.FLOAT, batch.size(0), 2);
          for (int n = 0; n < batch.size(0); n++) {
            scores.putScalar(n, 1, batch.getFloat(n, 0, y, x) / 255);
          }
          return scores;
        },
        3);
  }

  @Test
  void riseIsTheMeanScoreGivenThatAPlaceIsVisibleMinusTheMeanOfAll() {
    try (ImageClassifier classifier = onePixel(3, 7)) {
      Rise rise = Rise.of(classifier).masks(50).fill(OcclusionFill.grey(0));
      float[] map = rise.attribute(image, 1).values();
      RandomMasks masks = new RandomMasks(7, 0.5, 1, 12, 10);
      double mean = 0;
      double weighted = 0;
      double weights = 0;
      int place = 5 * 10 + 4;
      for (int i = 0; i < 50; i++) {
        double score = image.getDouble(0, 3, 7) / 255 * masks.mask(i)[3 * 10 + 7];
        mean += score / 50;
        weighted += masks.mask(i)[place] * score;
        weights += masks.mask(i)[place];
      }
      assertThat(map[place]).isCloseTo((float) (weighted / weights - mean), within(1e-6f));
    }
  }

  @Test
  void riseFindsThePlaceThatDecidesWhateverTheBatch() {
    image.putScalar(0, 3, 7, 255);
    try (ImageClassifier classifier = onePixel(3, 7)) {
      Rise rise = Rise.of(classifier).masks(400).fill(OcclusionFill.grey(0));
      Attribution map = rise.attribute(image, 1);
      float[] values = map.values();
      int best = 0;
      for (int p = 1; p < values.length; p++) {
        best = values[p] > values[best] ? p : best;
      }
      assertThat(Math.abs(best / 10 - 3)).isLessThanOrEqualTo(2); // a cell has 2 x 2 pixels
      assertThat(Math.abs(best % 10 - 7)).isLessThanOrEqualTo(2);
      assertThat(rise.batchSize(3).attribute(image, 1)).isEqualTo(map);
    }
  }

  @Test
  void masksAreBetweenZeroAndOneAndAreVisibleAsOftenAsWanted() {
    double sum = 0;
    for (int i = 0; i < 300; i++) {
      for (float value : new RandomMasks(4, 0.3, 9, 20, 30).mask(i)) {
        assertThat(value).isBetween(0f, 1f);
        sum += value;
      }
    }
    assertThat(sum / (300 * 600)).isCloseTo(0.3, within(0.02));
  }

  @Test
  void scoreCamWeighsFeaturesByWhatTheyShowOfTheImage() {
    ComputationGraph graph =
        TinyNets.init(
            TinyNets.graph(3, 12, 10)
                .addLayer("a", TinyNets.conv(3, 4), "in")
                .addLayer("pool", TinyNets.halve(), "a")
                .addLayer("b", TinyNets.conv(3, 5), "pool")
                .addLayer("out", TinyNets.softmax(3), "b")
                .setOutputs("out"));
    try (ImageClassifier classifier = ImageClassifier.of(graph, SCALING)) {
      OcclusionFill black = OcclusionFill.grey(0);
      Attribution map = ScoreCam.of(classifier).fill(black).attribute(image, 2);
      INDArray batch = image.reshape(1, 3, 12, 10);
      INDArray features =
          requireNonNull(graph.feedForward(SCALING.apply(batch), false).get("b")).slice(0).dup();
      float nothing = classifier.score(batch.mul(0)).getFloat(0, 2);
      INDArray expected = Nd4j.zeros(DataType.FLOAT, 6, 5);
      for (int k = 0; k < 5; k++) {
        float[] small = features.slice(k).dup('c').data().asFloat();
        INDArray mask =
            Nd4j.createFromArray(
                new Attribution("f", 0, 6, 5, small)
                    .upsampled(12, 10, Interpolation.BILINEAR)
                    .values());
        mask.subi(mask.minNumber());
        if (mask.maxNumber().doubleValue() > 0) {
          mask.divi(mask.maxNumber());
        }
        INDArray seen = batch.mul(mask.reshape(1, 1, 12, 10).broadcast(1, 3, 12, 10));
        float weight = classifier.score(seen).getFloat(0, 2) - nothing;
        expected.addi(features.slice(k).mul(weight));
      }
      assertThat(map.flat()).isFalse();
      assertThat(map.values()).containsExactly(expected.data().asFloat(), within(1e-6f));
      assertThat(ScoreCam.of(classifier).fill(black).batchSize(2).attribute(image, 2).values())
          .containsExactly(map.values(), within(1e-6f));
    }
    graph.close();
  }

  @Test
  void scoreCamRefusesWhatIsKnownByItsScoresOnly() {
    try (ImageClassifier classifier = onePixel(0, 0)) {
      assertThatThrownBy(() -> ScoreCam.of(classifier))
          .hasMessageStartingWith("Score-CAM looks inside a network");
      assertThatThrownBy(() -> Rise.of(classifier).masks(0))
          .hasMessage("masks must be >= 1, was 0");
    }
  }

  @Test
  void aNetworkOfRedGreenBlueReadsImagesOfBlueGreenRed() {
    InputScaling scaling = new InputScaling(new float[] {1, 2, 3}, new float[] {4, 5, 6}).reverse();
    INDArray batch = image.reshape(1, 3, 12, 10);
    INDArray scaled = scaling.apply(batch);
    float[] planes = batch.dup('c').data().asFloat();
    float[] interleaved = new float[planes.length];
    scaling.interleave(planes, interleaved);
    for (int c = 0; c < 3; c++) {
      int from = 2 - c;
      float expected = (batch.getFloat(0, from, 4, 7) - (from + 1)) / (from + 4);
      assertThat(scaled.getFloat(0, c, 4, 7)).isCloseTo(expected, within(1e-4f));
      assertThat(interleaved[(4 * 10 + 7) * 3 + c]).isCloseTo(expected, within(1e-4f));
    }
    assertThat(scaling).isNotEqualTo(scaling.reverse());
  }
}
